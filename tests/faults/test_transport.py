"""What each trouble on the way means for one message: sent again, never again, or again with a flag."""

from typing import Any

import pytest
from telegram.error import TelegramError

from bot.request import AiohttpRequest
from care.messenger import Outgoing, Sent
from care.screen import Screen
from storage.messages import Message
from tests import scenes
from tests.faults.conftest import CANARY, ONE_ENGINE
from tests.faults.test_telegram_away import rows
from tests.stage import Stage

pytestmark = ONE_ENGINE
HIGH_NOON_TO_CHECK_IN_H = 6.55
UNKNOWN = [
    pytest.param({"kind": "reset_after"}, id="the connection broke after it"),
    pytest.param({"kind": "server_error", "code": 500, "effect": True}, id="500"),
    pytest.param({"kind": "bad_gateway", "effect": True}, id="502"),
    pytest.param({"kind": "garbage"}, id="garbage"),
]


async def last(day: Stage, who: str, kind: str) -> Message:
    """Give the newest row of a kind that was tried."""
    return [row for row in await rows(day, day.cast[who], kind) if row.attempt][-1]


async def test_a_connection_that_breaks_before_telegram_has_read_anything_costs_no_copy(day: Stage) -> None:
    ana = await day.client(await day.owner())
    day.telegram.faults.add("reset_before", method="sendMessage", chat_id=ana.id)
    await day.pass_(hours=HIGH_NOON_TO_CHECK_IN_H)
    await day.pass_(minutes=2)
    assert len(day.read(ana, "check_in.ask_pain")) == 1
    row = await last(day, "Ana", "check_in")
    assert (row.state, row.attempt, row.maybe_dup) == ("sent", 2, 1)


@pytest.mark.parametrize("fault", UNKNOWN)
async def test_a_check_in_of_unknown_fate_comes_once_more_and_both_copies_answer_the_same_day(
    day: Stage, fault: dict[str, Any]
) -> None:
    ana = await day.client(await day.owner())
    day.telegram.faults.add(method="sendMessage", chat_id=ana.id, **fault)
    await day.pass_(hours=6.5)
    assert len(day.read(ana, "check_in.ask_pain")) == 1
    await day.pass_(minutes=2)
    first, second = day.read(ana, "check_in.ask_pain")
    row = await last(day, "Ana", "check_in")
    assert (row.state, row.attempt, row.maybe_dup) == ("sent", 2, 1)
    await ana.tap_at(first.message_id, 0, 3)
    await day.settle()
    await ana.tap_at(second.message_id, 1, 1)
    await day.settle()
    await day.tap(ana, "common.mood_4")
    day.reads(ana, "check_in.receipt", "3/10")


async def test_a_check_in_whose_first_copy_was_answered_is_not_asked_again(day: Stage) -> None:
    ana = await day.client(await day.owner())
    day.telegram.faults.add("reset_after", method="sendMessage", chat_id=ana.id)
    await day.pass_(hours=6.5)
    await scenes.answer(day, ana)
    await day.pass_(minutes=5)
    assert len(day.came(ana, "check_in.ask_pain")) == 1
    row = await last(day, "Ana", "check_in")
    assert (row.state, row.attempt, row.reason) == ("sent", 1, "tapped")


async def test_a_check_in_of_twice_unknown_fate_is_uncertain_and_comes_no_third_time(day: Stage) -> None:
    ana = await day.client(await day.owner())
    day.telegram.faults.add("reset_after", method="sendMessage", chat_id=ana.id, count=2)
    await day.pass_(hours=7)
    assert len(day.came(ana, "check_in.ask_pain")) == 2
    assert (await last(day, "Ana", "check_in")).state == "uncertain"
    await scenes.answer(day, ana)
    assert (await last(day, "Ana", "check_in")).state == "sent"


@pytest.mark.parametrize("fault", UNKNOWN)
async def test_an_answer_of_unknown_fate_is_never_repeated_and_a_tap_on_it_proves_it(
    day: Stage, fault: dict[str, Any]
) -> None:
    ana = await day.client(await day.owner())
    day.telegram.faults.add(method="sendMessage", chat_id=ana.id, **fault)
    await day.say(ana, "/time")
    assert (await last(day, "Ana", "reply")).state == "uncertain"
    await day.pass_(minutes=10)
    assert len(day.read(ana, "times.settings")) == 1
    await day.tap(ana, "times.change_time")
    row = await last(day, "Ana", "reply")
    assert (row.state, row.reason, row.attempt) == ("sent", "tapped", 1)
    day.reads(ana, "times.ask_time")


@pytest.mark.parametrize("fault", [*UNKNOWN, pytest.param({"kind": "reset_before"}, id="before it")])
async def test_an_edit_of_unknown_fate_is_repeated_without_harm(day: Stage, fault: dict[str, Any]) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6.5)
    day.telegram.faults.add(method="editMessageText", chat_id=ana.id, **fault)
    await day.tap(ana, "3")
    await day.tap(ana, "common.mood_4")
    day.reads(ana, "check_in.receipt", "3/10")
    assert len(day.read(ana, "check_in.receipt")) == 1
    assert {(row.state, row.maybe_dup) for row in await rows(day, ana, "receipt")} == {("sent", 0)}


async def test_an_edit_that_keeps_breaking_does_not_hammer_at_telegram(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6.5)
    day.telegram.faults.add("bad_gateway", method="editMessageText", chat_id=ana.id, count=None)
    await day.tap(ana, "3")
    await day.pass_(minutes=10)
    tries = len(day.telegram.log.requests("editMessageText", ana.id))
    assert 2 < tries < 400  # an answer is urgent: it may be tried every few seconds, but not thousands of times
    day.telegram.faults.clear()
    await day.pass_(minutes=6)
    day.reads(ana, "check_in.ask_mood")


async def test_an_edit_whose_bubble_is_gone_and_whose_new_bubble_is_unsure_is_flagged(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/time")
    bubble = ana.screen()[-1].message_id
    chat = ana.chat
    pressed = ana.press_and_leave(bubble, 0, 0)
    chat.gone[bubble] = chat.messages.pop(bubble)
    day.telegram.faults.add("reset_after", method="sendMessage", chat_id=ana.id)
    await day.settle()
    await day.pass_(minutes=2)
    assert pressed
    copies = day.read(ana, "times.ask_time")
    row = await last(day, "Ana", "receipt")
    assert (row.state, row.maybe_dup) == ("sent", len(copies) - 1)


async def test_a_429_of_an_hour_parks_its_person_only_and_nothing_is_tried_before(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await day.pass_(hours=6)
    day.telegram.faults.add("too_many", method="sendMessage", chat_id=ana.id, retry_after=3600)
    begun = len(day.telegram.log.lines)
    await ana.say("I am better today")
    await ben.say("And so am I")
    await day.settle()
    day.reads(ben, "talking.passed_on")
    waits_from = day.telegram.now_ms
    await day.pass_(minutes=40)
    assert day.came(ben, "check_in.ask_pain") == ["22 18:30"]
    found = await day.books()
    assert not found.faults, found.faults
    await day.pass_(minutes=40)
    sent = [line for line in day.telegram.log.requests(chat_id=ana.id) if line["seq"] > begun and line["effect"]]
    assert sent
    assert min(line["now_ms"] for line in sent) >= waits_from + 3_600_000
    assert day.came(ana, "check_in.ask_pain") == ["22 19:00"]
    assert [row.state for row in await rows(day, ana, "reply")][-1] == "expired"


async def test_a_person_who_has_blocked_the_bot_is_left_alone(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.add("forbidden", method="sendMessage", chat_id=ana.id)
    await day.pass_(hours=7)
    assert (await last(day, "Ana", "check_in")).state == "blocked"
    day.reads(maya, "alert.unreachable")
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == []


async def test_words_that_telegram_can_not_read_as_html_come_in_plain_text(day: Stage) -> None:
    ana = await day.client(await day.owner())
    assert day.world is not None
    broken = Screen("<b>Two &amp; two</i>", "test.broken", "0", "en")
    slip = Outgoing(1, 1, ana.id, "reply", 1, 1, broken, 1, None)
    assert isinstance(await day.world.messenger.deliver(slip), Sent)
    assert ana.screen()[-1].text == "Two & two"


async def test_a_reminder_that_may_have_come_says_so_when_it_comes_again(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya, date="25", hour="14:00")
    day.telegram.faults.add("reset_after", method="sendMessage", chat_id=ana.id, skip=2)  # a check-in and its nudge
    await day.pass_(days=1, hours=3)
    first, second = day.read(ana, "visit.reminder")
    assert "already" not in first.text
    assert "already" in second.text
    assert (await last(day, "Ana", "reminder")).maybe_dup == 1


async def test_a_safety_reply_is_repeated_three_times_however_often_it_could_not_leave(day: Stage) -> None:
    ana = await day.client(await day.owner())
    faults = day.telegram.faults
    faults.add("too_many", method="sendMessage", chat_id=ana.id, retry_after=5, count=5)
    faults.add("reset_after", method="sendMessage", chat_id=ana.id, count=3)
    await day.say(ana, "I have chest pain and can't breathe")
    await day.pass_(minutes=9)  # after ten, her silence would be answered as well
    row = await last(day, "Ana", "safety_reply")
    assert (row.state, row.attempt, row.maybe_dup) == ("sent", 9, 3)


def test_an_answer_that_is_no_json_is_not_written_into_the_log(engine: str) -> None:
    with pytest.raises(TelegramError):
        AiohttpRequest.parse_json_payload(f'{{"text": "{CANARY}'.encode())
