"""The buttons of what a client is asked, day by day or less often, and of what her therapist sets of it."""

from bot.routes.route import ANYBODY, Route, about_client, own
from care import asking, check_ins, clarifying, follow_ups, measured, pain_limits, safety_signs

TAPS: dict[str, Route] = {
    # The check-in
    "ci.pain": own(lambda turn, act: check_ins.answer_pain(turn, act.anchor, act.text(0), act.number(1))),
    "ci.area": own(lambda turn, act: check_ins.answer_area(turn, act.anchor, act.text(0), act.text(1), act.number(2))),
    "ci.mood": own(lambda turn, act: check_ins.answer_mood(turn, act.anchor, act.text(0), act.number(1))),
    "ci.undo": own(lambda turn, act: check_ins.undo(turn, act.anchor, act.text(0))),
    "fu.later": own(lambda turn, act: follow_ups.snooze(turn, act.anchor, act.text(0))),
    "fu.now": own(lambda turn, act: follow_ups.ask_now(turn, act.anchor)),
    # What is asked once a week or less often
    "sc.tap": own(lambda turn, act: safety_signs.tap(turn, act.anchor, act.text(0), act.text(1))),
    "qn.go": own(lambda turn, act: asking.begin(turn, act.anchor, act.text(0))),
    "qn.ans": own(lambda turn, act: asking.answer(turn, act.anchor, act.number(0), act.number(1), act.number(2))),
    "qn.back": own(lambda turn, act: asking.back(turn, act.anchor, act.number(0), act.number(1))),
    "qn.skip": own(lambda turn, act: asking.skip(turn, act.anchor, act.number(0))),
    "qn.stop": own(lambda turn, act: asking.stop(turn, act.anchor, act.text(0))),
    # What her therapist sets of it
    "qa.list": about_client(lambda turn, act: measured.show(turn, act.actor, act.anchor)),
    "qa.set": about_client(lambda turn, act: measured.turn_on(turn, act.actor, act.anchor, act.text(1), act.number(2))),
    "pn.see": about_client(lambda turn, act: pain_limits.show(turn, act.actor, act.anchor)),
    "pn.from": about_client(lambda turn, act: pain_limits.set_threshold(turn, act.actor, act.anchor, act.number(1))),
    "pn.set": about_client(lambda turn, act: pain_limits.switch(turn, act.actor, act.anchor, act.text(1))),
    # The question behind an answer about danger: also of somebody who is nobody's client
    "sf.ans": own(lambda turn, act: clarifying.answered(turn, act.anchor, act.text(0)), ANYBODY),
}
