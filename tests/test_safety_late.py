"""Danger that is read late, because Telegram was away: it is answered all the same, and says that it comes late."""

import pytest

from simulator.wakeup import until
from tests.scenes import one_engine
from tests.stage import Stage

pytestmark = one_engine

CHEST = "I have chest pain and can't breathe"
OUTAGE_S = 40 * 60
LATE = "I read what you wrote at 12:00 only now."


async def test_what_was_written_long_ago_is_answered_and_says_so(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    me = {"id": ana.id, "first_name": "Ana", "is_bot": False, "language_code": "en"}
    written = day.telegram.now_ms // 1000 - OUTAGE_S
    chat = {"id": ana.id, "type": "private"}
    day.telegram.inject({"message": {"message_id": 9_000, "from": me, "chat": chat, "date": written, "text": CHEST}})
    await day.settle()
    (said,) = [one for one in ana.screen() if one.from_bot and "call 112 now" in one.text]
    assert said.text.startswith("I read what you wrote at 11:20 only now.")
    day.reads(maya, "alert.red_flag", "Ana", "chest pain")


@pytest.mark.full
async def test_what_was_written_while_telegram_was_away_is_answered_after_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.offline()
    await ana.say(CHEST)
    await day.telegram.advance(OUTAGE_S)
    bot = day.telegram.model.first_bot()
    day.telegram.faults.offline(away=False)
    assert await until(lambda: bot.polling > 0, bot.queue.changed, 30)
    await day.pass_(minutes=1)
    (said,) = [one for one in ana.screen() if one.from_bot and "call 112 now" in one.text]
    assert said.text.startswith(LATE)
    day.reads(maya, "alert.red_flag", "Ana", "chest pain")
    await day.pass_(minutes=10)
    day.reads(maya, "alert.red_flag_answer", "No answer")
    await day.tap(maya, "alert.seen")


async def test_an_answer_that_could_not_leave_for_so_long_says_so_and_the_human_was_called_at_once(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.add("too_many", method="sendMessage", chat_id=ana.id, retry_after=OUTAGE_S)
    await day.say(ana, CHEST)
    assert day.came(maya, "alert.red_flag") == ["22 12:00"]
    await day.pass_(minutes=41)
    (said,) = [one for one in ana.screen() if one.from_bot and "call 112 now" in one.text]
    assert said.text.startswith(LATE)
    day.reads_no(ana, "safety.unanswered")  # she has had the question for a minute only
    day.reads(maya, "alert.red_flag_answer", "No answer")
