"""Many are due at once: Telegram's pace is the limit and not we; the urgent first, and every author her share."""

from collections import Counter

import pytest

from bench.crowd import Crowd
from bot.pace import PER_SECOND
from care.moments import MINUTE, SECOND
from care.turn import Turn
from simulator import Limits, Person
from storage import clients, people, stars
from storage.session import Session
from tests.engines import fresh_address
from tests.stage import SUNDAY_NOON, Stage, stage

DUE_AT = "12:01"  # a minute after the stage's noon in Berlin


async def crowd(made: Stage, count: int, therapist: int, check_in: str | None = None) -> list[int]:
    """Let so many clients be known, each with a started chat; give their Telegram ids."""
    assert made.world is not None
    app = made.world.app
    ids = [made.telegram.person(f"P{n}", started=True).id for n in range(count)]
    await Crowd(app.database, app.practice, app.library, app.clock.now()).clients(ids, therapist, check_in)
    return ids


async def staff(made: Stage, name: str) -> int:
    """Let a therapist be known."""
    assert made.world is not None
    app = made.world.app
    phone = made.person(name)
    phone.chat.started = True
    return await Crowd(app.database, app.practice, app.library, app.clock.now()).staff(name, phone.id, "therapist")


@pytest.mark.parametrize("count", [1_000, pytest.param(100_000, marks=pytest.mark.full)])
async def test_a_crowd_that_is_due_in_one_minute_goes_out_at_the_full_rate(
    count: int, request: pytest.FixtureRequest
) -> None:
    async with fresh_address("sqlite", request) as address, stage(address, limits=Limits()) as made:
        ids = await crowd(made, count, await staff(made, "Maya"), DUE_AT)
        await made.pass_(minutes=1 + 1.01 * count / PER_SECOND / 60 + 0.1)
        sent = [line for line in made.telegram.log.requests("sendMessage") if line["outcome"].get("ok")]
        assert {line["chat_id"] for line in sent} == set(ids)
        assert len(sent) == count
        assert not [line for line in made.telegram.log.requests() if line["outcome"].get("error_code") == 429]
        took = (sent[-1]["now_ms"] - (SUNDAY_NOON + MINUTE)) / SECOND
        assert took <= 1.01 * count / PER_SECOND, f"{took} s"


async def test_two_authors_share_the_rate_and_a_reminder_waits_for_neither(request: pytest.FixtureRequest) -> None:
    async with fresh_address("sqlite", request) as address, stage(address, limits=Limits()) as made:
        maya, tom = made.person("Maya"), made.person("Tom")
        assert made.world is not None
        app = made.world.app
        here = Crowd(app.database, app.practice, app.library, app.clock.now())
        of: dict[int, str] = {}
        for phone in (maya, tom):
            phone.chat.started = True
            therapist = await here.staff(phone.profile.first_name, phone.id, "therapist")
            of |= dict.fromkeys(await crowd(made, 1_000, therapist), phone.profile.first_name)
        ana = made.telegram.person("Ana", started=True).id
        await here.clients([ana], therapist, "12:01")
        await announce(made, maya)
        await made.pass_(minutes=0.2)
        await announce(made, tom)
        begun = made.telegram.now_ms
        await made.pass_(minutes=2)
        sent = [line for line in made.telegram.log.requests("sendMessage") if line["outcome"].get("ok")]
        both = [line for line in sent if line["now_ms"] > begun + 3 * SECOND and line["chat_id"] in of]
        half = Counter(of[line["chat_id"]] for line in both[:400])
        assert max(half.values()) <= 1.5 * 200, half
        assert Counter(line["chat_id"] for line in sent if line["chat_id"] in of) == Counter(of.keys())
        hers = next(line for line in sent if line["chat_id"] == ana)
        assert "check-in" in hers["parameters"]["text"]
        assert 0 <= hers["now_ms"] - (SUNDAY_NOON + MINUTE) <= 2 * SECOND


async def announce(made: Stage, who: Person) -> None:
    """Let a therapist write to all her clients, a second for each thing that she does."""
    for act in (who.say("/announce"), who.say("We are closed on Friday."), None):
        await (act if act is not None else who.tap(0))
        await made.settle()
        await made.pass_(minutes=1 / 60)


async def test_a_paid_announcement_goes_faster_and_never_over_the_days_budget(request: pytest.FixtureRequest) -> None:
    async with (
        fresh_address("sqlite", request) as address,
        stage(address, limits=Limits(), telegram_paid_broadcast_stars="12") as made,
    ):
        maya = made.person("Maya")
        maya.chat.started = True
        assert made.world is not None
        app = made.world.app
        here = Crowd(app.database, app.practice, app.library, app.clock.now())
        ids = set(await crowd(made, 400, await here.staff("Maya", maya.id, "therapist")))
        await announce(made, maya)
        await made.pass_(minutes=0.5)
        sent = [line for line in made.telegram.log.requests("sendMessage") if line["chat_id"] in ids]
        assert {line["chat_id"] for line in sent} == ids
        assert all(line["outcome"].get("ok") for line in sent), "Telegram never had to say that it was too fast"
        assert made.telegram.model.first_bot().flood.charged == 120, "ten messages a Star, and not one above the budget"
        assert (sent[-1]["now_ms"] - sent[0]["now_ms"]) / SECOND < (400 - 120) / PER_SECOND + 1
        bot_id = app.practice.bot_id
        assert await app.read(lambda db: stars.spent(db, bot_id, "2026-11-22")) == 120


async def test_nothing_is_paid_for_unless_the_operator_says_so(request: pytest.FixtureRequest) -> None:
    async with fresh_address("sqlite", request) as address, stage(address, limits=Limits()) as made:
        maya = made.person("Maya")
        maya.chat.started = True
        assert made.world is not None
        app = made.world.app
        here = Crowd(app.database, app.practice, app.library, app.clock.now())
        await crowd(made, 100, await here.staff("Maya", maya.id, "therapist"))
        await announce(made, maya)
        await made.pass_(minutes=0.2)
        assert not [line for line in made.telegram.log.requests() if line["parameters"].get("allow_paid_broadcast")]
        assert made.telegram.model.first_bot().flood.charged == 0


async def test_a_storm_of_refusals_silences_the_bot_and_nobody_is_tried_again_too_early(
    request: pytest.FixtureRequest,
) -> None:
    async with fresh_address("sqlite", request) as address, stage(address, limits=Limits()) as made:
        ids = await crowd(made, 300, await staff(made, "Maya"), DUE_AT)
        made.telegram.faults.add("too_many", method="sendMessage", retry_after=30, count=8, skip=90)
        await made.pass_(minutes=5)
        lines = [line for line in made.telegram.log.requests("sendMessage") if line["chat_id"] in set(ids)]
        assert Counter(line["chat_id"] for line in lines if line["outcome"].get("ok")) == Counter(ids)
        refused = [line for line in lines if line["outcome"].get("error_code") == 429]
        assert len(refused) > 3
        hers = {line["chat_id"]: line["now_ms"] for line in refused}
        early = [one for one in lines if 0 < one["now_ms"] - hers.get(one["chat_id"], one["now_ms"]) < 30 * SECOND]
        assert not early, "somebody was tried again before the time that Telegram asked for"
        storms = [
            refused[n]["now_ms"]
            for n in range(2, len(refused))
            if refused[n]["now_ms"] - refused[n - 2]["now_ms"] < SECOND
        ]
        assert storms
        begun = storms[0]
        after = [line for line in lines if begun < line["now_ms"] < begun + 30 * SECOND]
        assert not after, f"{len(after)} messages in a silence that was asked for"


async def test_five_hundred_people_at_once_and_telegram_never_says_too_many(request: pytest.FixtureRequest) -> None:
    async with fresh_address("sqlite", request) as address, stage(address, limits=Limits()) as made:
        assert made.world is not None
        app = made.world.app
        await crowd(made, 500, await staff(made, "Maya"))

        async def write(db: Session) -> None:
            for who in await clients.of_therapist(db, (await people.with_role(db, "therapist"))[0].person_id):
                person = await people.get(db, who.person_id)
                assert person is not None
                turn = Turn(db, app.practice, app.library, person, app.owner)
                await turn.say("news", turn.words().screen("pages.privacy", practice=app.practice.name))

        await app.read(write)
        await made.pass_(minutes=1)
        sent = [line for line in made.telegram.log.requests("sendMessage") if line["effect"]]
        assert len({line["chat_id"] for line in sent}) == 500
        refused = [line for line in made.telegram.log.requests() if line["outcome"].get("error_code") == 429]
        assert not refused, f"{len(refused)} times"
        took = sent[-1]["now_ms"] - sent[0]["now_ms"]
        assert 500 / PER_SECOND - 2 <= took / SECOND <= 500 / PER_SECOND + 1
