"""Sample facts for every message, button and toast, so that each can be rendered and looked at.

It refuses to be a second list of keys: a fact has one sample for all messages, and only branches need more.
"""

from content.library import Library

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
NOW = 1_795_339_800_000
"""Sunday, 22 November 2026, 09:30 UTC."""

SHOWN = {
    "title": "Neck and shoulders at a desk",
    "intro": "A short break for a stiff neck.",
    "steps": [{"name": "Neck turns", "dose": "5 times each way"}, {"name": "Chin tucks", "dose": "8 times"}],
    "stop": "Stop if you feel dizzy.",
}

FILE: dict[str, object] = {
    "ask": ["pregnancy"], "now": [], "area": ["neck"], "cond": ["Migraine"], "med": [], "more": ["a hip replacement"],
    "own": [],
}  # fmt: skip
EMPTY: dict[str, list[str]] = {name: [] for name in FILE}
SURGERIES = [
    {"area": "knee", "at": NOW - DAY, "before": False, "cleared": True},
    {"area": "hip", "at": None, "before": True, "cleared": None},
    {"area": "foot", "at": None, "before": False, "cleared": False},
]

FACTS: dict[str, object] = {
    "age": ["18 to 49"],
    "area": "knee",
    "clashes": [{"what": "pregnancy", "steps": ("Cat and cow",)}, {"what": "fever", "steps": ()}],
    "first": ["pregnancy", "osteoporosis (thin bones)"],
    "guardian": None,
    "health": "reviewed",
    "items": [{"name": "pregnancy", "on": True}, {"name": "heart disease", "on": False}],
    "list": SURGERIES,
    "lists": FILE,
    "minor": False,
    "page": 1,
    "pages": 1,
    "reviewed_at": NOW,
    "said_at": NOW - DAY,
    "section": "ask",
    "unsure": ["Medicines"],
    "version": 2,
    "what": "new or growing leg weakness",
    "why": ["pregnancy", "fever"],
    "activity": "climb the stairs",
    "again": False,
    "ahead": True,
    "answered": 1,
    "ask": "Your sleep this week",
    "asked": 2,
    "at": NOW + DAY + 90 * MINUTE,
    "began": NOW - 2 * 60 * MINUTE,
    "chosen": "Every day, 18:00",
    "city": "Springfield",
    "commands": [{"name": "checkin", "does": "Today"}, {"name": "help", "does": "Help"}],
    "comes_at": None,
    "clash": None,
    "confirmed": False,
    "count": 3,
    "country": "US",
    "crisis": "988",
    "who": "Maya",
    "cues": ["Sit tall.", "Turn your head slowly."],
    "days": [
        {"at": NOW - 2 * DAY, "asked": False, "away": True, "pain": None, "mood": None, "late": None},
        {"at": NOW - DAY, "asked": True, "away": True, "pain": None, "mood": None, "late": None},
        {"at": NOW, "asked": True, "away": False, "pain": 3, "mood": 4, "late": NOW},
    ],
    "changes": 1,
    "day": "2026-05-14",
    "differs": False,
    "done": 3,
    "dose": "5 times each way",
    "expired": 0,
    "failed": 0,
    "easier": "Make the move smaller.",
    "emergency": "112",
    "ended": NOW - 60 * MINUTE,
    "felt": "Easy",
    "from_": 0,
    "to": 10,
    "low": "none",
    "named": False,
    "lead": "",
    "left": 2,
    "instrument": "Sleep",
    "score": 6.3,
    "here": NOW + 8 * 60 * MINUTE,
    "half": False,
    "her_zone": "America/New_York",
    "high": False,
    "instruments": [
        {
            "name": "Sleep",
            "every": 7,
            "on": True,
            "worded": True,
            "result": {"before": 6.3, "now": 4.0, "most": 10, "change": "worse"},
        },
        {"name": "PSFS", "every": 14, "on": True, "worded": True, "result": None},
        {"name": "PHQ-2", "every": 30, "on": False, "worded": True, "result": None},
        {"name": "GAD-2", "every": 30, "on": False, "worded": False, "result": None},
    ],
    "noted": [{"name": "Sleep", "score": 6, "most": 10}, {"name": "PHQ-2", "score": None, "most": 3}],
    "home": "Europe/Berlin",
    "night": None,
    "keeps": False,
    "hold_s": None,
    "length": 1_200,
    "level": "green",
    "lines": [
        {"at": NOW, "kind": "check-in", "fate": "still to come", "reason": None},
        {"at": NOW, "kind": "routine", "fate": "did not come", "reason": "it would have come in the quiet hours"},
    ],
    "link": "https://t.me/some_bot?start=abc_DEF-123",
    "minutes": 60,
    "most": 1_000,
    "mood": "🙂 Good",
    "name": "Al",
    "next": NOW + 8 * 60 * MINUTE,
    "now": NOW,
    "number": 2,
    "open_alerts": 0,
    "own": True,
    "pain": 3,
    "planned": 5,
    "practice": "Linde",
    "quiet_from": "21:00",
    "quiet_to": "08:00",
    "reach": "open",
    "region": "Illinois",
    "remark": "A shorter hold.",
    "rests_until": None,
    "results": [{"name": "Sleep", "before": None, "now": 4.0, "most": 10, "change": ""}],
    "questions": [{"at": NOW, "name": "Sleep", "answered": True}],
    "reviewed": True,
    "routine": "Low back, first week",
    "routines": ["Low back, first week"],
    "sent": 3,
    "same_day": True,
    "seconds": 90,
    "shown": SHOWN
    | {"text": "A few words on it.", "evidence": "It may help.", "reviewed": False}
    | ({"stop": "Call a doctor."} if "stop" not in SHOWN else {}),
    "technique": "Deep tissue massage",
    "shelf": "Jaw",
    "topic": "Complaints",
    "marked": True,
    "only_you": True,
    "flags": ["Needs a doctor's agreement first"],
    "sources": "NHS",
    "title": "How often",
    "slot": "a2h",
    "said": dict.fromkeys(("normal", "do", "avoid", "tell_us", "next_day", "two_days"), "A few words."),
    "spread": False,
    "step": 2,
    "text": "May I swim?",
    "there": NOW + 9 * 60 * MINUTE,
    "therapist": "Mo",
    "time": "18:00",
    "told": True,
    "timing": "Every day, 18:00",
    "uncertain": 0,
    "unreachable": 0,
    "until": NOW + 3 * DAY,
    "urgent": True,
    "username": "al_1",
    "verified": True,
    "visible": 3,
    "visit_at": NOW + DAY,
    "visit_zone": "Europe/Berlin",
    "visits": 1,
    "walks_done": 4,
    "walks_hurt": 0,
    "weeks": 4,
    "history": [
        {"at": NOW - DAY, "asked": 7, "answered": 0, "pain": None, "walks": 1, "missed": 2},
        {"at": NOW, "asked": 7, "answered": 5, "pain": 2.5, "walks": 2, "missed": 0},
    ],
    "words": "",
    "zone": "Europe/Berlin",
}
"""One sample for each fact; names are short, because a long one would hide what comes after it on a lock screen."""

DOSE: dict[str, object] = {
    **dict.fromkeys(("hold_s", "reps", "sets", "minutes", "per_day")),
    **dict.fromkeys(("hold_s_n", "reps_n", "sets_n", "minutes_n", "per_day_n"), 0),
    "side": "none",
    "every": 1,
    "weekdays": [],
}

HELD: dict[str, object] = {"visits": 4, "before": 6.5, "first": 3, "lower": True, "back_on": 5, "last": 7}

CHART: dict[str, object] = {
    "since": NOW - 27 * DAY, "until": NOW, "answered": 23, "asked": 26, "beginning": False, "missed": 2,
    "pain": 4.5, "least": 2, "most": 8, "weeks": [6.5, None, 4, 3], "mood": 3.5, "done": 9, "planned": 12,
    "days_done": 10, "visits": [NOW - 20 * DAY, NOW - 13 * DAY], "needed": 3, "held": HELD,
}  # fmt: skip
NOTHING: dict[str, object] = {"visits": [], "held": None, "missed": 0, "planned": 0, "done": 0, "days_done": 0}

CHARTS: tuple[dict[str, object], ...] = (
    CHART,
    CHART | {"held": HELD | {"back_on": None}, "missed": 1},
    CHART | {"held": HELD | {"lower": False, "back_on": 0}, "planned": 1, "done": 1},
    CHART | {"held": None, "planned": 0, "days_done": 1},
    CHART | {"visits": [NOW - back * DAY for back in range(28)]},
    CHART | NOTHING,
    CHART | NOTHING | {"beginning": True, "answered": 1, "asked": 1, "mood": None},
    CHART | NOTHING | {"pain": None, "mood": None, "least": None, "most": None, "answered": 0, "days_done": 2},
)

VARIANTS: dict[str, tuple[dict[str, object], ...]] = {
    "aftercare.step": ({"slot": "a2h"}, {"slot": "a24h"}, {"slot": "a48h"}),
    "aftercare.chosen": ({}, {"technique": None}),
    "aftercare.preview": ({}, {"reviewed": False}),
    "alert.after_visit": ({}, {"pain": None}),
    "alert.red_flag": ({}, {"words": "I can't feel my leg"}, {"urgent": False}, {"urgent": False, "words": "a & b"}),
    "alert.unreachable": ({}, {"visit_at": None}),
    "announce.done": ({}, {"uncertain": 1, "unreachable": 2, "expired": 3, "failed": 4}),
    "away.check_in": ({}, {"half": True}, {"same_day": False}),
    "away.visit": ({}, {"same_day": False}),
    "away.walk": ({}, {"same_day": False}),
    "card.client": (
        {},
        {"days": [], "asked": 0, "answered": 0, "routines": [], "walks_done": 0},
        {"reach": "blocked", "open_alerts": 1, "walks_hurt": 1, "health": "missing"},
        {"health": "unreviewed"},
        {"rests_until": NOW + 3 * DAY, "results": []},
        {"results": [{"name": "Sleep", "before": 6.3, "now": 4.0, "most": 10, "change": "better"}]},
        {"results": [{"name": "Sleep", "before": 6.3, "now": 4.0, "most": 10, "change": "worse"}]},
        {"reach": "stopped", "open_alerts": 2, "walks_hurt": 2, "walks_done": 1},
    ),
    "chart.of_her": CHARTS,
    "chart.own": CHARTS,
    "check_in.receipt": ({}, {"high": True}),
    "dose.line": (
        {**DOSE, "minutes": "5", "minutes_n": 5, "per_day": "1", "per_day_n": 1, "weekdays": ["Mon", "Fri"]},
        {**DOSE, "minutes": "1", "minutes_n": 1, "hold_s": "4", "hold_s_n": 4},
        {
            **DOSE,
            "reps": "8–10",
            "reps_n": 10,
            "side": "each",
            "sets": "2",
            "sets_n": 2,
            "per_day": "2–3",
            "per_day_n": 3,
        },
        {**DOSE, "reps": "1", "reps_n": 1, "side": "each_way", "hold_s": "20–30", "hold_s_n": 30, "every": 2},
        {**DOSE, "reps": "5", "reps_n": 5, "every": 3},
    ),
    "card.came_page": ({}, {"lines": []}, {"questions": [{"at": NOW, "name": "Sleep", "answered": False}]}),
    "pause.days": ({"count": 1}, {"count": 7}),
    "gate.stopped": (
        {},
        {"version": 0},
        {"reviewed_at": None, "words": "a & b"},
        {"reviewed_at": None, "lists": EMPTY, "list": [], "unsure": []},
    ),
    "intake.file": (
        {},
        {"version": 0, "reviewed_at": None},
        {"lists": EMPTY, "list": [], "minor": True, "unsure": []},
        {"lists": {name: ["one"] for name in FILE}, "minor": True, "guardian": "Eva", "words": "a & b"},
    ),
    "intake.home": ({}, {"own": False, "left": 1}, {"left": 0}),
    "intake.page": (
        *(
            {"section": one, "own": own}
            for one in ("ask", "now", "med", "area", "age", "cond", "more")
            for own in (True, False)
        ),
        {"section": "own", "own": False, "pages": 3},
        {"section": "now", "emergency": None},
    ),
    "joining.joined": ({}, {"username": None}),
    "operator.dead": ({}, {"count": 1}),
    "operator.trouble_clock": ({}, {"ahead": False}),
    "picture.exercise": ({}, {"own": False}),
    "questionnaire.desk": (
        {},
        {
            "reviewed": False,
            "instruments": [
                {
                    "name": "Sleep",
                    "every": 7,
                    "on": True,
                    "worded": True,
                    "result": {"before": None, "now": 4.0, "most": 10, "change": "better"},
                }
            ],
        },
    ),
    "questionnaire.heavy": ({}, {"crisis": None}),
    "questionnaire.offer": ({}, {"count": 1}),
    "questionnaire.question": ({}, {"activity": "", "lead": "Over the last 2 weeks", "named": True}),
    "reach.stopped": ({}, {"visits": 0}, {"visits": 2}),
    "routine.sent": ({}, {"comes_at": NOW + DAY}),
    "routine.preview": ({}, {"reviewed": False}),
    "routine.step": ({}, {"number": 1, "level": "amber"}, {"number": 1, "level": "red"}, {"number": 1}),
    "routine.summary": ({}, {"reviewed": False, "weeks": 1}),
    "routine.timing": (
        {"days": "1234567", "names": []},
        {"days": "12345", "names": []},
        {"days": "135", "names": ["Mon", "Wed", "Fri"]},
    ),
    "safety.crisis": ({}, {"crisis": None}),
    "safety.emergency": ({}, {"verified": False}),
    "times.all_set": ({}, {"spread": True}),
    "times.changed": ({}, {"next": None}, {"spread": True}),
    "times.place": ({}, {"region": ""}),
    "times.moved": ({}, {"night": NOW}, {"keeps": True}, {"spread": True}),
    "times.quiet_set": ({}, {"clash": "08:00"}),
    "times.settings": (
        {},
        {"rests_until": NOW + 3 * DAY},
        {"next": None},
        {"home": None},
        {"keeps": True},
        {"spread": True},
    ),
    "visit.booked": ({}, {"differs": True}),
    "visit.booked_receipt": ({}, {"told": False}),
    "visit.cancelled_receipt": ({}, {"told": False}),
    "visit.card": ({}, {"confirmed": True}),
    "visit.coming": ({}, {"differs": True}, {"confirmed": True}, {"confirmed": True, "differs": True}),
    "visit.moved": ({}, {"differs": True}),
    "visit.moved_receipt": ({}, {"told": False}),
    "visit.reminder": (
        {},
        {"at": NOW + 2 * DAY, "differs": True},
        {"at": NOW + 2 * 60 * MINUTE, "confirmed": True, "again": True},
    ),
}


def rendered(library: Library, kind: str, key: str, locale: str) -> list[str]:
    """Render one phrase with its sample facts, once for each of its branches."""
    say = {"text": library.text, "button": library.button, "toast": library.toast}[kind]
    return [say(key, locale, FACTS | more) for more in VARIANTS.get(key, ({},))]
