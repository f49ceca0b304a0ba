"""From a sentence that may mean danger to a human who has seen it: what is said, what rests, and who lets it go on."""

from simulator import Person
from tests.scenes import CALF, DESK, one_engine, open_card, push, walk
from tests.stage import Stage, stage
from tests.wording import words

pytestmark = one_engine

CHEST = "I have chest pain and can't breathe"
CRISIS = "I want to kill myself"
NIGHT = 15  # hours from noon to three in the morning
GATHERED = 6  # minutes in which what is no emergency may wait for other alerts


async def flagged_and_seen(day: Stage, maya: Person, ana: Person) -> None:
    """Let Ana tell of her calf and answer No, and Maya tap that she has seen it."""
    await day.say(ana, CALF)
    await day.tap(ana, "safety.no")
    await day.pass_(minutes=GATHERED)
    await day.tap(maya, "alert.seen")


def pressed(day: Stage, who: Person, key: str) -> str:
    """Give what a button of the newest bubble sends, for somebody who presses it later."""
    found = [one.data for line in who.screen()[-1].buttons for one in line if one.text == day.label(who, key)]
    return found[0] or ""


async def with_routine(day: Stage) -> tuple[Person, Person]:
    """Begin with a routine every day at 18:00."""
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    return maya, ana


async def test_what_may_be_danger_gets_its_own_words_one_question_and_a_human(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    said = day.reads(ana, "safety.line_dvt", "112", "I'm letting Maya know", "Is one leg or arm clearly more swollen")
    assert said.labels() == [day.label(ana, f"safety.{answer}") for answer in ("yes", "no", "unsure")]
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag", "Ana", "calf")
    await day.tap(ana, "safety.unsure")
    day.reads(ana, "safety.heard_yes", "112")
    assert "Is one leg" in day.read(ana, "safety.line_dvt")[0].text  # the number stays where it was
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag_answer", "Is one leg", "Not sure")
    answered = day.read(ana, "safety.line_dvt")[0]
    assert (answered.labels(), "Answer: Not sure" in answered.text) == ([], True)
    late = said.buttons[1][0].data or ""  # a phone that was away shows the old buttons still
    assert await ana.forge(said.message_id, late) == day.toast(ana, "common.have_it")
    await day.pass_(minutes=11)
    day.reads_no(ana, "safety.unanswered")


async def test_what_a_flag_was_about_stands_in_no_clear_column(day: Stage) -> None:
    _, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    await day.tap(ana, "safety.safe")
    await day.say(ana, CALF)
    await day.pass_(minutes=12)
    assert day.world is not None
    rows = await day.world.app.read(lambda db: db.fetch("SELECT template FROM message WHERE template LIKE 'safety.%'"))
    assert {row["template"] for row in rows} <= {"safety.unanswered", "safety.unseen"}


async def test_routines_rest_until_maya_lets_them_go_on_and_ana_is_told_who_looks(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "I am telling Maya. Only Maya lets them go on.")
    await day.pass_(days=2)
    assert day.came(ana, "routine.along") == day.came(ana, "routine.prompt") == []
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "23 18:30"]
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "may be serious", "has not seen it yet")
    await day.tap(ana, "routine.start")
    day.reads_no(ana, "routine.ask_pain")
    await day.tap(maya, "alert.seen")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "Maya has seen it")
    await open_card(day, maya)
    day.reads(maya, "card.client", "Routines rest since")
    await day.tap(maya, "card.send_routine")
    await day.taps(maya, words().routine_words("low_back_first_week", "en").name)
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="18:00")
    assert "rest" in await day.tap(maya, "routine.send_unreviewed")
    await open_card(day, maya)
    await day.taps(maya, "resting.resume", "resting.resume_surely")
    day.reads(maya, "resting.resumed_receipt", "Ana")
    day.reads(ana, "resting.resumed", "Maya")
    await day.say(ana, "/routine")
    await walk(day, ana)
    await day.pass_(days=1)
    assert len(day.came(ana, "routine.along")) == 1


async def test_the_button_of_an_older_rest_ends_no_newer_one(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await flagged_and_seen(day, maya, ana)
    bubble = maya.screen()[-1]
    older = pressed(day, maya, "resting.resume")
    await day.taps(maya, "resting.resume", "resting.resume_surely")
    await day.pass_(days=2)
    await flagged_and_seen(day, maya, ana)
    await maya.forge(bubble.message_id, older)
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "may be serious")


async def test_the_softest_wish_not_to_live_calls_maya_in_the_night_like_the_loudest(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.pass_(hours=14)
    await day.say(ana, "everyone would be better off without me")
    day.reads(ana, "safety.crisis", "I'm alerting Maya")
    day.reads(maya, "alert.red_flag", "🔴")


async def test_maya_hears_calmly_that_routines_still_rest_until_she_lets_them_go_on(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await flagged_and_seen(day, maya, ana)
    await day.pass_(days=9)
    assert day.came(maya, "resting.still") == ["25 09:00", "30 09:00"], "after three working days, and three more"
    assert "calf" not in day.reads(maya, "resting.still", "Ana").text
    await day.taps(maya, "resting.resume", "resting.resume_surely")
    day.reads(ana, "resting.resumed")
    await day.pass_(days=7)
    assert len(day.came(maya, "resting.still")) == 2


async def test_a_no_is_taken_kindly_and_lowers_nothing(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await day.tap(ana, "safety.no")
    day.reads(ana, "safety.heard_no", "Maya", "rest until")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag_no", "Answer: No")
    await day.pass_(hours=7)
    assert day.came(ana, "routine.along") == []
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag", "Ana")
    assert day.read(ana, "safety.line_dvt")[-1].labels() == [day.label(ana, "safety.worse")]
    await day.tap(ana, "safety.worse")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag_answer", "Yes")


async def test_ten_minutes_of_silence_count_as_yes(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await day.pass_(minutes=9.9)
    day.reads_no(maya, "alert.red_flag_answer")
    await day.say(ana, "yes it is")  # words are passed on, and are no tap
    await day.pass_(minutes=0.2)
    day.reads(ana, "safety.unanswered", "112")
    asked = day.read(ana, "safety.line_dvt")[0]
    assert (asked.labels(), "I treat that as a yes" in asked.text) == ([], True)
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag_answer", "No answer for 10 minutes")


async def test_silence_counts_also_of_somebody_who_blocks_the_bot(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await ana.block()
    await day.settle()
    await day.pass_(minutes=GATHERED)
    told = next(one.text for one in maya.screen() if one.text.startswith("3 alerts"))  # gathered in one bubble
    assert "No answer for 10 minutes" in told


async def test_in_a_crisis_two_numbers_a_named_human_and_one_question(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    said = day.reads(
        ana,
        "safety.crisis",
        "call 112, the emergency number",
        "0800 111 0 111",
        "I'm alerting Maya",
        "nobody may read",
    )
    assert said.text.endswith("Are you safe right now?")
    await day.tap(ana, "safety.unsafe")
    day.reads(ana, "safety.crisis_unsafe", "112", "0800 111 0 111")
    day.reads(maya, "alert.red_flag_answer", "🔴", "Are you safe right now?")


async def test_what_she_writes_after_a_crisis_is_answered_warmly_and_with_the_numbers(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    await day.say(ana, "I just don't know what to do")
    day.reads(ana, "safety.crisis_more", "passing it on to Maya", "0800 111 0 111", "call 112 now")
    day.reads(maya, "alert.red_flag_more", "I just don't know what to do")
    await day.pass_(hours=25)
    await day.say(ana, "is anybody there")  # nobody has seen it yet
    assert len(day.read(ana, "safety.crisis_more")) == 2
    await day.tap(maya, "alert.seen")
    await day.say(ana, "see you on Friday")
    day.reads(ana, "talking.passed_on")


async def test_silence_in_a_crisis_is_no_yes_and_both_bubbles_can_still_be_answered(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    await day.pass_(minutes=11)
    both = [day.label(ana, "safety.safe"), day.label(ana, "safety.unsafe")]
    asked = day.reads(ana, "safety.crisis", "I don't know whether you are safe")
    assert (asked.labels(), "as a yes" in asked.text) == (both, False)
    again = day.reads(ana, "safety.crisis_unanswered", "I don't know whether you are safe", "Are you safe right now?")
    assert again.labels() == both
    day.reads(maya, "alert.red_flag_answer", "No answer for 10 minutes")
    await day.tap(ana, "safety.safe")
    day.reads(ana, "safety.crisis_safe")
    day.reads(maya, "alert.red_flag_no", "Yes, I am safe", "stays open")
    for key in ("safety.crisis", "safety.crisis_unanswered"):
        assert day.reads(ana, key, "Answer: Yes, I am safe").labels() == [day.label(ana, "safety.worse")]
    await day.tap(ana, "safety.worse")
    day.reads(ana, "safety.crisis_unsafe", "112")
    day.reads(maya, "alert.red_flag_answer", "No, or not sure")
    for key in ("safety.crisis", "safety.crisis_unanswered"):
        assert day.reads(ana, key, "Answer: No, or not sure").labels() == []


async def test_plain_words_that_she_is_not_safe_are_her_answer_and_call_at_once(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    await day.tap(ana, "safety.safe")
    await day.say(ana, "are you there?")
    day.reads(ana, "safety.crisis_more")
    await day.say(ana, "actually I lied, I am not safe")
    day.reads(ana, "safety.crisis_unsafe", "112", "0800 111 0 111")
    day.reads(ana, "safety.crisis", "Answer: No, or not sure")
    day.reads(maya, "alert.red_flag_answer", "🔴", "No, or not sure", "actually I lied, I am not safe")
    await day.tap(maya, "alert.seen")
    await day.say(ana, "help me please")
    assert len(day.read(ana, "safety.crisis_unsafe")) == 2
    day.reads(maya, "alert.red_flag_answer", "help me please")
    await day.say(ana, "Hilfe")
    await day.pass_(minutes=4)
    day.reads(maya, "alert.red_flag_more", "Hilfe")


async def test_a_typed_no_to_the_open_question_is_an_answer_and_no_word_makes_it_better(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    await day.say(ana, "yes")
    day.reads(ana, "safety.crisis_more")
    await day.say(ana, "No")
    day.reads(ana, "safety.crisis_unsafe", "112")
    day.reads(maya, "alert.red_flag_answer", "No, or not sure")
    await day.pass_(minutes=11)
    day.reads_no(ana, "safety.crisis_unanswered")


async def test_what_she_writes_after_an_emergency_of_the_body_repeats_the_number_first(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CHEST)
    await day.say(ana, "are you there?")
    said = day.reads(ana, "safety.emergency_more", "passing your words on to Maya", "nobody may read").text
    assert said.startswith("If you have no help yet, call 112 now.")
    await day.tap(maya, "alert.seen")
    day.reads(ana, "safety.seen", "Maya has seen what you told me. Please don't wait", "call 112 now")
    await day.say(ana, "it is a bit better")
    day.reads(maya, "talking.note", "a bit better")
    day.reads_no(maya, "alert.red_flag_more")
    await day.pass_(minutes=4)
    await day.say(ana, "help")
    day.reads(maya, "alert.red_flag_more", "help")
    day.reads_no(ana, "talking.passed_on")
    await day.pass_(minutes=10)
    await day.tap(maya, "alert.seen")  # with her silence
    await day.pass_(hours=25)
    await day.say(ana, "see you on Friday")
    assert len(day.read(ana, "talking.passed_on")) == 1


async def test_a_flag_that_is_no_emergency_leaves_her_words_the_everyday_answer(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await day.tap(ana, "safety.no")
    await day.say(ana, "see you on Friday")
    day.reads(ana, "talking.passed_on")
    await day.pass_(minutes=GATHERED)
    await day.taps(maya, "alert.seen")
    day.reads(ana, "safety.seen", "has seen what you told me. If it can't wait", "call 112")


async def test_a_very_low_mood_after_a_crisis_is_answered_warmly_and_calls_maya_the_same_day(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, "/checkin")
    await day.taps(ana, "2", "common.mood_1")
    assert "hard day" not in day.reads(ana, "check_in.receipt").text
    await day.say(ana, CRISIS)
    await day.tap(ana, "safety.safe")
    await day.tap(maya, "alert.seen")
    await day.pass_(hours=21)
    await day.say(ana, "/checkin")
    await day.taps(ana, "2", "common.mood_1")
    day.reads(ana, "check_in.receipt", "very hard day", "Your therapist is being told", "0800 111 0 111", "112 now")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.low_mood", "Ana", "a very low mood today", "suicide or self-harm")
    await day.pass_(days=14)
    await day.say(ana, "/checkin")
    await day.taps(ana, "2", "common.mood_1")
    assert "hard day" not in day.reads(ana, "check_in.receipt").text


async def test_somebody_who_says_that_she_is_safe_still_has_her_routines_rest(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CRISIS)
    await day.tap(ana, "safety.safe")
    day.reads(ana, "safety.crisis_safe", "112", "0800 111 0 111")
    day.reads(maya, "alert.red_flag", "🔴")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting")


async def test_a_number_that_nobody_verified_is_never_shown(address: str) -> None:
    async with stage(address, practice_country="MX") as day:
        maya = await day.owner()
        ana = await day.client(maya)
        await day.say(ana, CHEST)
        day.reads(ana, "safety.line_chest_pain", "112", "your local emergency number")
        assert "911" not in day.read(ana, "safety.line_chest_pain")[-1].text
        await day.say(ana, CRISIS)
        day.reads(ana, "safety.crisis", "112", "800 911 2000")


async def test_that_somebody_knows_is_said_only_when_somebody_can(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await maya.block()
    await day.settle()
    await day.say(ana, CALF)
    assert "let Maya know" not in day.reads(ana, "safety.line_dvt", "could not reach").text


async def test_at_three_in_the_morning_stopped_and_resting_until_a_date_the_chain_holds(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.days", count=7)
    await day.say(ana, "/stop")
    await day.pass_(hours=NIGHT)
    await day.say(ana, CHEST)
    assert day.came(ana, "safety.line_chest_pain") == ["23 03:00"]
    assert day.came(maya, "alert.red_flag") == ["23 03:00"]
    await day.pass_(minutes=11)
    assert day.came(maya, "alert.red_flag_answer") == ["23 03:10"]
    assert await day.tap(maya, "alert.seen") == day.toast(maya, "alert.thanks")


async def test_it_goes_before_an_announcement_to_everybody(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    crowd = [await day.client(maya, name) for name in ("Ben", "Cleo", "Dora")]
    await day.say(maya, "/announce")
    await day.say(maya, "We are closed on Friday.")
    await maya.tap(0)
    await ana.say(CHEST)
    await day.settle()
    day.reads(ana, "safety.line_chest_pain")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag")
    await day.pass_(hours=2)
    assert all(day.read(one, "announce.client") for one in crowd)


async def test_a_changed_caption_and_words_behind_start_are_screened_too(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, f"/start {CRISIS}")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.red_flag", "Ana")
    await day.say(ana, "/help me")
    await ana.edit_last(f"/help {CHEST}")
    await day.settle()
    day.reads(ana, "safety.line_chest_pain")


async def test_exactly_six_is_a_calm_day_and_nothing_rests_unless_maya_set_it_as_gentle(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.taps(ana, "routine.start", "6")
    calm = [words().exercise_words(step.exercise.id, "en").name for step in words().steps(DESK, 6)]
    day.reads(ana, "routine.step", f"1 of {len(calm)}: {calm[0]}", "not a day for stretching")
    day.reads_no(maya, "alert.pain_before_routine")
    await open_card(day, maya)
    await day.taps(maya, "resting.limits")
    await day.tap(maya, "resting.six", on=False)
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "6")
    day.reads(ana, "routine.step", "gentle version")


async def test_from_the_pain_that_maya_sets_on_the_routines_rest(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await open_card(day, maya)
    await day.tap(maya, "resting.limits")
    await day.tap(maya, "resting.from", pain=8, on=False)
    day.reads(maya, "resting.limits", "from pain 8")
    await day.say(ana, "/checkin")
    await day.taps(ana, "7", "common.mood_3")
    day.reads_no(maya, "alert.high_pain")
    await day.taps(ana, "common.undo", "8")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.high_pain", "8/10")
    await day.tap(ana, "common.mood_3")
    day.reads(
        ana, "check_in.receipt", "rest until your therapist", "With chest pain or trouble breathing, call 112 first"
    )
    await day.tap(ana, "common.undo")
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "check_in.taken_back", "8/10", "rest until you let them")
    await day.taps(ana, "2", "common.mood_3")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "a lot of pain")


async def test_one_that_hurt_is_over_for_the_day_and_the_second_lets_all_rest(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.taps(ana, "routine.start", "2", "routine.hurts")
    day.reads(ana, "routine.hurt", "for today")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.rests_today", "I am telling Maya")
    await day.pass_(minutes=GATHERED)
    await day.say(ana, "/routine")
    day.reads(ana, "routine.rests_today", "Maya was told and has not seen it yet")
    await day.tap(maya, "alert.seen")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.rests_today", "Somebody of the practice has seen it")
    await day.pass_(days=1)
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2", "routine.hurts")
    day.reads(ana, "routine.hurt", "hurt twice", "Maya lets them go on")
    await day.pass_(days=1)
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "hurt twice")
    await day.tap(maya, "resting.resume")
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2")
    other, onward = ana.screen()[-1], pressed(day, ana, "routine.next")
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2", "routine.hurts")
    day.reads(ana, "routine.hurt", "for today")
    assert await ana.forge(other.message_id, onward) is not None
    assert await ana.forge(other.message_id, onward) == day.toast(ana, "common.no_longer"), "it ended, too"


async def answers(day: Stage, ana: Person, *pains: int) -> None:
    """Let days pass, each with an answer."""
    for pain in pains:
        await day.pass_(days=1)
        await day.say(ana, "/checkin")
        await day.taps(ana, str(pain), "common.mood_3")


async def test_more_than_usual_is_told_once_and_three_days_of_it_let_the_routines_rest(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await answers(day, ana, 2, 2, 3, 2, 3)
    day.reads_no(maya, "alert.more_pain")
    await answers(day, ana, 5)
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.more_pain", "5/10", "mostly 2")
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "3")
    day.reads(ana, "routine.step", "gentle version")  # today's check-in was worse than now
    assert len(day.read(maya, "alert.more_pain")) == 1
    await answers(day, ana, 5, 6)
    await day.pass_(minutes=GATHERED)
    day.reads(maya, "alert.pain_rising", "6/10")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "three days with more pain")


async def test_long_term_pain_is_measured_by_its_own_week(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await open_card(day, maya)
    await day.tap(maya, "resting.limits")
    await day.tap(maya, "resting.long_term", on=False)
    day.reads(maya, "resting.limits", "Long-term pain")
    await answers(day, ana, 6, 6, 6, 6, 7)
    day.reads_no(maya, "alert.high_pain")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.prompt")


async def test_after_a_no_nothing_is_said_to_be_open_that_maya_has_seen(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await day.pass_(minutes=GATHERED)
    assert "told of something" in day.reads(maya, "alert.red_flag", "Ana").text
    await day.tap(maya, "alert.seen")
    await day.tap(ana, "safety.no")
    told = day.reads(maya, "alert.red_flag_no", "Answer: No")
    assert "open" not in told.text
    assert "rest until you let them go on" in told.text
