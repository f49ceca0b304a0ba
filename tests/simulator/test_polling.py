"""getUpdates: confirmed by the offset, long, for one consumer, and not for ever."""

import pytest

from simulator import Person, Telegram
from simulator.wakeup import until
from tests.simulator.probe import Probe, background


async def test_an_update_comes_again_until_it_is_confirmed(bot: Probe, ana: Person) -> None:
    await ana.say("hello")
    first = await bot.ok("getUpdates")
    assert await bot.ok("getUpdates") == first
    assert [update["message"]["text"] for update in first] == ["/start", "hello"]
    rest = await bot.ok("getUpdates", offset=first[0]["update_id"] + 1)
    assert rest == first[1:]
    assert await bot.ok("getUpdates", offset=rest[0]["update_id"] + 1) == []
    assert await bot.ok("getUpdates") == []


async def test_a_negative_offset_forgets_the_earlier_ones(bot: Probe, ana: Person) -> None:
    for text in ("a", "b", "c"):
        await ana.say(text)
    assert [update["message"]["text"] for update in await bot.ok("getUpdates", offset=-1)] == ["c"]
    assert len(await bot.ok("getUpdates")) == 1


async def test_a_long_poll_ends_as_soon_as_something_happens(bot: Probe, ana: Person) -> None:
    await bot.updates()
    poll = background(bot.updates(timeout=50))
    await bot.ok("getMe")
    await ana.say("hello")
    assert [update["message"]["text"] for update in await poll] == ["hello"]


async def test_the_older_of_two_polls_is_told_about_the_conflict(telegram: Telegram, bot: Probe, ana: Person) -> None:
    await bot.updates()
    await bot.updates()
    older = background(bot("getUpdates", timeout=50))
    model = telegram.model.first_bot()
    assert await until(lambda: model.polling == 1, model.queue.changed, 5)
    newer = background(bot("getUpdates", timeout=50))
    answer = await older
    assert (answer["error_code"], answer["description"].split(";")[0]) == (
        409,
        "Conflict: terminated by other getUpdates request",
    )
    await ana.say("hello")
    assert (await newer)["result"][0]["message"]["text"] == "hello"


async def test_polling_and_a_webhook_exclude_each_other(bot: Probe) -> None:
    await bot.ok("setWebhook", url="https://example.org/hook")
    assert (await bot.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook is")
    await bot.ok("deleteWebhook")
    assert await bot.ok("getUpdates") == []


async def test_messages_live_a_day_and_taps_150_seconds(telegram: Telegram, bot: Probe, ana: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=markup))["message_id"]
    ana.press_and_leave(number, 0, 0)
    assert len(await bot.ok("getUpdates")) == 2
    telegram.model.clock.jump(telegram.now_ms + 151_000)
    assert [list(update)[1] for update in await bot.ok("getUpdates")] == ["message"]
    telegram.model.clock.jump(telegram.now_ms + 24 * 3600 * 1000)
    assert await bot.ok("getUpdates") == []


async def test_allowed_updates_hold_until_they_are_changed(bot: Probe, ana: Person) -> None:
    await bot.ok("getUpdates", allowed_updates=["callback_query"])
    await ana.say("unheard")
    await bot.ok("getUpdates")
    await ana.say("unheard too")
    assert [update["message"]["text"] for update in await bot.ok("getUpdates")] == ["/start"]
    await bot.ok("getUpdates", allowed_updates=[])
    await ana.say("heard")
    assert (await bot.ok("getUpdates"))[-1]["message"]["text"] == "heard"


async def test_limit_and_the_repeated_offset(bot: Probe, ana: Person) -> None:
    for text in ("a", "b", "c"):
        await ana.say(text)
    first = await bot.ok("getUpdates", limit=2)
    assert len(first) == 2
    offset = first[0]["update_id"] + 1
    assert len(await bot.ok("getUpdates", offset=offset)) == 3
    assert len(await bot.ok("getUpdates", offset=offset)) == 1, "who asks twice at once gets one at a time"


async def test_after_a_silent_week_the_ids_begin_anew(telegram: Telegram, bot: Probe, ana: Person) -> None:
    (last,) = await bot.updates()
    await bot.updates()
    telegram.model.clock.jump(telegram.now_ms + 8 * 24 * 3600 * 1000)
    await ana.say("hello again")
    (update,) = await bot.updates()
    assert update["message"]["text"] == "hello again", "an offset from before the silence loses nothing"
    assert update["update_id"] != last["update_id"] + 1


@pytest.mark.parametrize(("path", "status"), [("bot1:no/getMe", 401), ("botnonsense/getMe", 404)])
async def test_wrong_tokens(telegram: Telegram, bot: Probe, path: str, status: int) -> None:
    async with bot.session.get(f"{telegram.url}/{path}") as answer:
        assert answer.status == status
        assert (await answer.json())["ok"] is False


async def test_unknown_methods_and_any_spelling(bot: Probe) -> None:
    assert await bot.refused("sendNothing") == "404 Not Found: method not found"
    assert (await bot.ok("GETME"))["is_bot"] is True
    await bot.ok("logOut")
    assert await bot.refused("getMe") == "400 Logged out"


async def test_parameters_may_come_in_any_encoding(telegram: Telegram, bot: Probe, ana: Person) -> None:
    root = f"{telegram.url}/bot123456:TEST-token_of_a_bot/sendMessage"
    async with bot.session.get(root, params={"chat_id": ana.id, "text": "query"}) as answer:
        assert answer.status == 200
    async with bot.session.post(root, data={"chat_id": str(ana.id), "text": "form"}) as answer:
        assert answer.headers["Date"] == "Sat, 21 Nov 2026 12:00:01 GMT"
    async with bot.session.post(root, data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400
    assert [one.text for one in ana.screen()] == ["/start", "query", "form"]
