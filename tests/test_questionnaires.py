"""What is asked once a week or less often: behind the check-in, one question per screen, never a message of its own."""

from simulator import Person
from storage import people, questionnaires
from storage.questionnaires import Questionnaire
from tests.scenes import answer, one_engine, open_card, push, routine_name
from tests.stage import Stage
from tests.wording import words

WEEK = 7.0  # days
EVENING = 7.0  # hours from the noon on which every story begins until the check-in is there


async def written(day: Stage, who: Person) -> list[Questionnaire]:
    """Give what the practice has of somebody's weekly answers, newest first."""
    assert day.world is not None
    read = day.world.app.read
    me = await read(lambda db: people.id_of(db, who.id))
    return await read(lambda db: questionnaires.results(db, me or 0, ""))


async def a_week_later(day: Stage, who: Person, days: float = WEEK) -> None:
    """Let a week pass and somebody answer the check-in of that evening."""
    await day.pass_(days=days, hours=EVENING)
    await answer(day, who)


async def without_activities(day: Stage, maya: Person, name: str = "Ana") -> None:
    """Let Maya turn a client's own activities off, because their names are typed."""
    await open_card(day, maya, name)
    await day.tap(maya, "card.questions")
    await day.tap(maya, f"✓ {words().guide_words(day.speaks[maya.id]).instruments['psfs'].name}")


def ask(day: Stage, who: Person, instrument: str, item: str) -> str:
    """Give the words of one question in somebody's language."""
    return words().guide_words(day.speaks[who.id]).instruments[instrument].items[item].ask


async def test_the_first_week_has_the_check_in_alone(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=EVENING)
    for _ in range(7):
        await answer(day, ana)
        day.reads_no(ana, "questionnaire.offer")
        await day.pass_(days=1)
    await answer(day, ana)
    day.reads(ana, "questionnaire.offer")


async def test_ana_answers_them_in_one_bubble_and_her_day_stays_in_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana)
    day.reads(ana, "questionnaire.offer", "5 short questions")
    bubble, sent = ana.screen()[-1], len(day.telegram.log.requests("sendMessage", ana.id))
    await day.tap(ana, "questionnaire.begin")
    day.reads(ana, "questionnaire.question", "1 of 5", ask(day, ana, "sleep", "week"))
    await day.taps(ana, "7", "3", "6", "5")
    day.reads(ana, "questionnaire.question", "5 of 5", ask(day, ana, "peg", "activity"))
    await day.tap(ana, "2")
    end = day.reads(ana, "questionnaire.noted", "Sleep: 7/10", "4.3/10")
    assert end.message_id == bubble.message_id
    assert day.reads(ana, "check_in.receipt", "3/10").message_id == bubble.message_id
    assert len(day.telegram.log.requests("sendMessage", ana.id)) == sent
    found = {one.instrument: (one.state, one.answers, one.score, one.locale) for one in await written(day, ana)}
    assert found["sleep"] == ("done", (7,), 7.0, "en")
    assert found["peg"] == ("done", (6, 5, 2), 13 / 3, "en")
    await open_card(day, maya)
    day.reads(maya, "card.client", "Pain, enjoyment and activity: 4.3 of 10")


async def test_a_second_tap_changes_nothing_and_the_last_answer_can_be_changed(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana)
    await day.tap(ana, "questionnaire.begin")
    asked = ana.screen()[-1]
    seven, eight = asked.buttons[1][1].data or "", asked.buttons[1][2].data or ""
    await day.tap(ana, "7")
    assert await ana.forge(asked.message_id, eight) == day.toast(ana, "common.have_it")
    await day.settle()
    assert await day.tap(ana, "questionnaire.change_last") == day.toast(ana, "common.undone")
    day.reads(ana, "questionnaire.question", "1 of 5")
    await day.taps(ana, "4", "3")
    first_of_three = ana.screen()[-1].buttons[0][0].data or ""
    await day.tap(ana, "6")
    assert await ana.forge(asked.message_id, first_of_three) == day.toast(ana, "common.have_it")
    await day.settle()
    await day.taps(ana, "5", "2", "questionnaire.change_last", "9")
    assert await ana.forge(asked.message_id, seven) == day.toast(ana, "common.have_it")
    await day.settle()
    assert [one.answers for one in await written(day, ana)] == [(4,), (3,), (6, 5, 9)]


async def test_not_today_is_taken_without_a_reproach_and_nothing_asks_again_that_week(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "questionnaire.not_today")
    day.reads(ana, "questionnaire.left")
    day.reads(ana, "check_in.receipt")
    found = {one.instrument: (one.state, one.score) for one in await written(day, ana)}
    assert found == {"sleep": ("done", 7.0), "stress": ("done", 3.0), "peg": ("left", None)}
    for _ in range(6):
        await day.pass_(days=1)
        await answer(day, ana)
        day.reads_no(ana, "questionnaire.offer")
    await day.pass_(days=1)
    await answer(day, ana)
    day.reads(ana, "questionnaire.offer")


async def test_they_close_after_four_days_and_what_is_missing_stays_missing(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7")
    asked = ana.screen()[-1]
    await day.pass_(days=4)
    assert await ana.forge(asked.message_id, asked.buttons[0][0].data or "") == day.toast(ana, "questionnaire.over")
    await day.settle()
    day.reads(ana, "questionnaire.closed")
    assert {one.instrument: one.score for one in await written(day, ana)} == {"sleep": 7.0, "stress": None, "peg": None}
    await answer(day, ana)
    day.reads_no(ana, "questionnaire.offer")


async def test_who_answers_two_days_later_is_asked_then(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana, days=9)
    day.reads(ana, "questionnaire.offer")
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    await day.pass_(days=5)
    await answer(day, ana)
    day.reads(ana, "questionnaire.offer")
    await day.pass_(days=1)
    await answer(day, ana)
    assert len(day.read(ana, "questionnaire.offer")) == 2


async def test_ana_names_what_is_hard_for_her_once_and_rates_it_every_two_weeks(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    day.reads(ana, "questionnaire.name_it")
    await day.say(ana, "climb the stairs")
    day.reads(ana, "questionnaire.named", "climb the stairs", "2 more")
    assert day.reads(ana, "check_in.receipt", "below").labels()[-1] == day.label(ana, "common.undo")
    await day.say(ana, "comb my hair")
    await day.tap(ana, "questionnaire.go_on")
    day.reads(ana, "questionnaire.question", "6 of 7", "climb the stairs")
    await day.taps(ana, "4")
    day.reads(ana, "questionnaire.question", "7 of 7", "comb my hair")
    await day.tap(ana, "7")
    day.reads(ana, "questionnaire.noted", "Your own activities: 5.5/10")
    day.reads_no(maya, "talking.note")
    await day.pass_(days=7)
    await answer(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    day.reads(ana, "questionnaire.noted")
    assert [one.due_on for one in await written(day, ana) if one.instrument == "psfs"] == ["2026-11-29"]
    await day.pass_(days=7)
    await answer(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2", "8", "8")
    day.reads(ana, "questionnaire.noted", "Your own activities: 8/10")
    await open_card(day, maya)
    day.reads(maya, "card.client", "Your own activities: 5.5 → 8 of 10, better by a change that matters")


@one_engine
async def test_after_the_third_activity_the_first_is_asked(day: Stage) -> None:
    ana = await day.client(await day.owner(), "Ana", "es")
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3")
    for words_ in ("subir escaleras", "peinarme", "dormir de lado"):
        await day.say(ana, words_)
    day.reads(ana, "questionnaire.question", "3 de 5", "subir escaleras")
    await day.taps(ana, "1", "2", "3")
    day.reads(ana, "questionnaire.noted", "2/10")
    await day.say(ana, "cocinar")
    day.reads(ana, "talking.passed_on")


@one_engine
async def test_words_of_danger_are_no_activity_and_a_letter_is_none_either(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    await day.say(ana, "I want to kill myself")
    day.reads(ana, "safety.crisis")
    day.reads(maya, "alert.red_flag")
    await day.say(ana, "Hello Maya, I wanted to tell you that the new pillow is very good, thank you so much for it!")
    day.reads(ana, "safety.crisis_more")
    day.reads_no(ana, "questionnaire.named")


async def test_low_mood_is_asked_only_when_maya_turns_it_on_and_a_high_score_calls_her(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await day.tap(maya, "○ PHQ-2")
    day.reads(maya, "questionnaire.desk", "PHQ-2, every 4 weeks: on", "GAD-2, every 4 weeks: off")
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    day.reads(ana, "questionnaire.question", "6 of 7", ask(day, ana, "phq_2", "interest"), "Over the last 2 weeks")
    await day.taps(ana, "Several days", "More than half the days")
    day.reads(ana, "questionnaire.heavy", "112")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.questionnaire_score", "Ana", "PHQ-2", "3 of 6")
    noted = day.reads(ana, "questionnaire.noted", "PHQ-2")
    assert "PHQ-2:" not in noted.text
    await day.taps(ana, "questionnaire.change_last", "Nearly every day")
    assert len(day.read(maya, "alert.questionnaire_score")) == 1
    for _ in range(3):
        await day.pass_(days=7)
        await answer(day, ana)
        await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
        day.reads(ana, "questionnaire.noted")
    await day.pass_(days=7)
    await answer(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    day.reads(ana, "questionnaire.question", "6 of 7", ask(day, ana, "phq_2", "interest"))


async def test_ben_is_not_asked_what_has_no_published_wording_in_spanish_and_maya_reads_why(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    ben = await day.client(maya, "Ben", "es")
    await open_card(day, maya, "Ben")
    await day.tap(maya, "card.questions")
    page = day.reads(maya, "questionnaire.desk", "PHQ-2", "keine veröffentlichte Übersetzung")
    assert "○ GAD-2" not in page.labels()
    assert "○ PHQ-2" in page.labels()
    own = words().guide_words("de").instruments["psfs"].name
    await day.tap(maya, f"✓ {own}")
    await a_week_later(day, ben)
    day.reads(ben, "questionnaire.offer", "2 preguntas cortas")
    await day.taps(ben, "questionnaire.begin", "7", "3")
    day.reads(ben, "questionnaire.noted", "Sueño: 7/10")
    assert [one.instrument for one in await written(day, ben)] == ["sleep", "stress"]


@one_engine
async def test_who_changes_the_language_meanwhile_is_asked_anew_in_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await day.tap(maya, "○ PHQ-2")
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2", "Several days")
    question = ana.screen()[-1]
    await day.say(ana, "/language")
    await day.tap(ana, "Deutsch (Sie)")
    day.speaks[ana.id] = "de"
    await ana.forge(question.message_id, question.buttons[-1][0].data or "")
    await day.settle()
    day.reads(ana, "questionnaire.question", ask(day, ana, "phq_2", "interest"))
    assert [(one.locale, one.answers) for one in await written(day, ana) if one.instrument == "phq_2"] == [("de", ())]


@one_engine
async def test_pain_that_interferes_much_calls_maya_once_and_an_easier_week_is_shown_to_her(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "8", "7", "8")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.questionnaire_score", "7.7 of 10")
    await day.tap(maya, "alert.seen")
    day.reads_no(ana, "questionnaire.heavy")
    await day.pass_(days=7)
    await answer(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "8", "7", "7")
    await day.pass_(minutes=5)
    day.reads_no(maya, "alert.questionnaire_score")
    await day.pass_(days=7)
    await answer(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3", "4", "4", "4")
    await open_card(day, maya)
    day.reads(maya, "card.client", "Pain, enjoyment and activity: 7.3 → 4 of 10, better by a change that matters")
    await day.tap(maya, "card.came")
    day.reads(maya, "card.came_page", "Pain, enjoyment and activity, asked behind the check-in, answered")


@one_engine
async def test_nobody_answers_for_another(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben", "de")
    await a_week_later(day, ana)
    await day.tap(ana, "questionnaire.begin")
    stolen = ana.screen()[-1].buttons[0][3].data or ""
    assert await ben.forge(ben.screen()[-1].message_id, stolen) == day.toast(ben, "common.not_yours")
    await day.settle()
    assert [one.answers for one in await written(day, ana)] == [(), (), (), ()]


@one_engine
async def test_the_same_questions_in_german(day: Stage) -> None:
    maya = await day.owner("Maya", "es")
    ana = await day.client(maya, "Ana", "de")
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "8")
    day.reads(ana, "questionnaire.name_it")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.questionnaire_score", "Estrés", "8 de 10")
    await day.tap(ana, "questionnaire.skip")
    day.reads(ana, "questionnaire.noted", "Schlaf: 7/10")


@one_engine
async def test_the_routine_that_came_with_the_check_in_is_still_there_after_the_questions(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await open_card(day, maya)
    await push(day, maya)
    await a_week_later(day, ana)
    start = day.label(ana, "routine.start_named", routine=routine_name(day, ana))
    assert start in day.reads(ana, "questionnaire.offer").labels()
    await day.taps(ana, "questionnaire.begin", "7", "3", "6", "5", "2")
    assert start in day.reads(ana, "questionnaire.noted").labels()


@one_engine
async def test_what_can_wait_does_not_come_between_two_questions(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await without_activities(day, maya)
    await a_week_later(day, ana)
    await day.taps(ana, "questionnaire.begin", "7", "3")
    await day.say(maya, "/announce")
    await day.say(maya, "We are closed on Friday.")
    await day.tap(maya, "announce.send", count=1)
    await day.pass_(minutes=5)
    assert "closed on Friday" not in ana.shown()
    await day.pass_(minutes=60)
    assert "closed on Friday" in ana.shown()
