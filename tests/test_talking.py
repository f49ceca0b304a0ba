"""Everything that is no button: words, pictures, voices, strange commands, groups; each a kind answer or silence."""

import pytest

from tests.scenes import one_engine, push
from tests.stage import Stage

pytestmark = one_engine


async def test_words_are_passed_on_to_maya_and_ana_is_told_the_truth(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "Can we meet <later> next week?")
    day.reads(ana, "talking.passed_on", "Maya", "112")
    day.reads(maya, "talking.note", "Ana", "Can we meet <later> next week?")


@pytest.mark.parametrize(
    ("language", "words", "flag"),
    [
        ("en", "I can't feel my legs and I lost control of my bladder", "cauda_equina"),
        ("es", "no siento las piernas y me orino encima", "cauda_equina"),
        ("de", "Ich habe starke Schmerzen in der Brust und bekomme keine Luft", "chest_pain"),
    ],
)
async def test_a_sentence_of_danger_gets_the_emergency_text_first_and_calls_maya(
    day: Stage, language: str, words: str, flag: str
) -> None:
    maya = await day.owner()
    ana = await day.client(maya, "Ana", language)
    await day.say(ana, words)
    day.reads(ana, f"safety.line_{flag}", "112")
    day.reads(maya, "alert.red_flag", "🔴", "Ana", words)
    day.reads_no(ana, "talking.passed_on")


async def test_a_caption_is_read_like_words(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await ana.send_photo("my shoulder today")
    await day.settle()
    day.reads(ana, "talking.passed_on")
    day.reads(maya, "talking.note", "my shoulder today")
    await ana.send_photo("I have chest pain and can't breathe")
    await day.settle()
    day.reads(ana, "safety.line_chest_pain")


async def test_a_picture_a_voice_and_a_sticker_are_not_looked_at_and_it_says_so(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    before = len(maya.screen())
    for send in (ana.send_photo, ana.send_voice, ana.send_sticker):
        await send()
        await day.settle()
    assert len(day.read(ana, "talking.not_looked_at")) == 3
    day.reads(ana, "talking.not_looked_at", "112")
    assert len(maya.screen()) == before


async def test_a_photo_instead_of_an_answer_leaves_the_question_open(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=7)
    await ana.send_photo()
    await day.settle()
    await day.taps(ana, "2", "common.mood_4")
    day.reads(ana, "check_in.receipt", "2/10")


async def test_an_unknown_command_and_one_for_others_get_the_same_answer(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/dance")
    await day.say(ana, "/clients")
    assert len(day.read(ana, "pages.unknown_command")) == 2


async def test_a_stranger_is_told_how_to_join(day: Stage) -> None:
    await day.owner()
    zoe = day.person("Zoe")
    await day.start(zoe)
    day.reads(zoe, "pages.stranger", "Linden Practice")
    await day.say(zoe, "hello?")
    day.reads(zoe, "talking.stranger", "Linden Practice")
    await day.say(zoe, "/checkin")
    day.reads(zoe, "pages.unknown_command")


async def test_a_stranger_in_danger_is_told_the_number_too(day: Stage) -> None:
    await day.owner()
    zoe = day.person("Zoe")
    await day.start(zoe)
    await day.say(zoe, "I have chest pain and can't breathe")
    day.reads(zoe, "safety.line_chest_pain", "112")


async def test_start_without_a_link_shows_everybody_where_they_are(day: Stage) -> None:
    maya = await day.owner()
    ana = day.person("Ana")
    await day.start(ana, await day.invitation(maya))
    await day.start(ana)
    assert len(day.read(ana, "joining.consent")) == 2
    await day.tap(ana, "joining.agree")
    await day.start(ana)
    assert len(day.read(ana, "times.ask_zone")) == 2
    await day.taps(ana, "Berlin", "18:30")
    await day.start(ana)
    day.reads(ana, "joining.already")
    await day.start(maya)
    assert len(day.read(maya, "joining.owner")) == 2


async def test_privacy_and_help_answer_everybody(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    zoe = day.person("Zoe")
    await day.start(zoe)
    for who in (maya, ana, zoe):
        await day.say(who, "/privacy")
        day.reads(who, "pages.privacy", "Linden Practice")
        await day.say(who, "/help")
        day.reads(who, "pages.help", "112")


async def test_a_forwarded_command_is_words_and_no_order(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await ana.forward("/stop")
    await day.settle()
    day.reads_no(ana, "reach.stopped")
    day.reads(maya, "talking.note", "/stop")


async def test_editing_a_message_sends_nothing_again(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "See you on Monday")
    before = len(maya.screen()), len(ana.screen())
    await ana.edit_last("See you on Tuesday")
    await day.settle()
    assert (len(maya.screen()), len(ana.screen())) == before


async def test_the_bot_leaves_a_group_and_says_nothing_there(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    group = await ana.add_to_group("Family")
    await day.settle()
    assert [line["chat_id"] for line in day.telegram.log.requests("leaveChat")] == [group]
    await ana.say_in_group(group, "/checkin")
    await day.settle()
    assert day.telegram.log.requests("sendMessage", group) == []
    day.reads_no(ana, "check_in.ask_pain")


async def test_words_in_the_middle_of_a_walk_change_nothing_there(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.taps(ana, "routine.start", "2", "routine.next")
    await day.say(ana, "one moment, the phone rings")
    await day.tap(ana, "routine.next")
    day.reads(ana, "routine.step", "3 of ")


async def test_words_of_a_therapist_are_answered_with_what_the_bot_understands(day: Stage) -> None:
    maya = await day.owner()
    await day.say(maya, "hello there")
    day.reads(maya, "talking.staff")
