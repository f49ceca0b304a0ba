"""Buttons can be forged: every tap is looked at as if it were, and nobody sees or changes what is not theirs."""

import pytest

from bot.buttons import decode, encode
from bot.routes import TAPS
from care.screen import base36
from simulator import Person
from storage import alerts, appointments, check_ins, clients, people, updates
from storage.session import Session
from tests.scenes import book, one_engine, open_card, push
from tests.stage import Stage

pytestmark = one_engine

JUNK = ("zzzzzzzzzzzzzzzz", "Europe", "99991231", "-")


async def id_of(day: Stage, who: Person) -> int:
    assert day.world is not None
    found = await day.world.app.read(lambda db: people.id_of(db, who.id))
    assert found is not None
    return found


def anchored(who: Person) -> tuple[int, int]:
    """Give a bubble of somebody's that has buttons: Telegram's number of it and ours."""
    bubble = [one for one in who.screen() if one.buttons][-1]
    data = bubble.buttons[0][0].data or ""
    return bubble.message_id, decode(data).anchor


async def forge(day: Stage, who: Person, action: str, *args: str | int) -> str:
    """Let somebody tap a button of her own making on her newest bubble."""
    message_id, anchor = anchored(who)
    written = tuple(base36(arg) if isinstance(arg, int) else arg for arg in args)
    toast = await who.forge(message_id, encode(action, anchor, written))
    await day.settle()
    return toast


async def test_a_client_opens_nobodys_card_by_forging(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    ben = await day.client(maya, "Ben")
    await day.say(ben, "/checkin")
    before = ben.shown()
    for victim in (ana, ben, maya):
        assert await forge(day, ben, "cl.card", await id_of(day, victim)) == day.toast(ben, "common.not_yours")
    assert ben.shown() == before


async def test_another_therapist_sees_and_changes_nothing_of_ana(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    tom = await day.colleague(maya)
    await day.client(tom, "Ben")
    her, before = await id_of(day, ana), (tom.shown(), ana.shown())
    for action, *args in (
        ("cl.card",), ("cl.yes",), ("cl.no",), ("rt.list",), ("rt.ok", "desk_neck_shoulders", "7f", "1800"),
        ("vs.new", "-"), ("vs.ok", "-", "202611261100", 60),
    ):  # fmt: skip
        assert await forge(day, tom, action, her, *args) == day.toast(tom, "common.not_yours"), action
    assert (tom.shown(), ana.shown()) == before


async def test_somebody_who_does_not_exist_answers_like_somebody_elses_client(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    await day.client(tom, "Ben")
    assert await forge(day, tom, "cl.card", 123456) == day.toast(tom, "common.not_yours")


async def test_a_button_of_another_chats_message_is_not_for_her(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    ben = await day.client(maya, "Ben")
    await day.pass_(hours=7)
    asked = day.reads(ana, "check_in.ask_pain")
    mine = day.reads(ben, "check_in.ask_pain")
    data = asked.buttons[1][0].data or ""
    assert await ben.forge(mine.message_id, data) == day.toast(ben, "common.not_yours")
    await day.settle()
    assert day.world is not None
    for who in (ana, ben):
        me = await id_of(day, who)
        days = await day.world.app.read(lambda db, me=me: check_ins.latest(db, me, 5))  # type: ignore[misc]
        assert [one.pain for one in days] == [None]


async def test_ben_touches_neither_anas_visit_nor_her_routine_nor_her_alert(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await open_card(day, maya)
    await book(day, maya)
    await day.taps(ana, "routine.start", "8")
    ben = await day.client(maya, "Ben")

    async def read(db: Session) -> tuple[int, int]:
        rows = await db.fetch("SELECT plan_id FROM plan WHERE practice_id = :practice AND kind = 'routine'")
        return (await appointments.every(db))[0].appointment_id, rows[0]["plan_id"]

    assert day.world is not None
    visit, plan = await day.world.app.read(read)
    for action, which in (("vs.yes", visit), ("vs.cant", visit), ("vs.give", visit), ("rw.go", plan)):
        await day.say(ben, "/checkin")
        await forge(day, ben, action, which)
    await day.say(ben, "/checkin")
    await forge(day, ben, "al.seen", await id_of(day, ana), 1)
    assert [one.state for one in await day.world.app.read(appointments.every)] == ["booked"]
    her = await id_of(day, ana)
    assert await day.world.app.read(lambda db: alerts.open_of(db, her)) == 1
    day.reads_no(ben, "visit.confirmed")
    day.reads_no(ben, "routine.ask_pain")


async def test_who_lost_the_role_is_refused_at_the_next_tap(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    await day.client(tom, "Ben")
    him = await id_of(day, tom)
    assert day.world is not None
    await day.world.app.read(lambda db: people.revoke(db, him, "therapist"))
    assert await day.tap(tom, "card.send_routine") == day.toast(tom, "common.not_yours")
    day.reads_no(tom, "routine.choose")
    await day.say(tom, "/clients")
    day.reads(tom, "pages.unknown_command")


async def test_a_client_who_was_refused_has_no_working_button_left(day: Stage) -> None:
    maya = await day.owner()
    zoe = await day.client(maya, "Zoe", confirm=False)
    await day.say(zoe, "/checkin")
    await day.tap(maya, "joining.not_her")
    assert await day.tap(zoe, "3") == day.toast(zoe, "common.not_yours")
    her = await id_of(day, zoe)
    assert day.world is not None
    assert await day.world.app.read(lambda db: clients.get(db, her)) is None


@pytest.mark.parametrize("name", ["Maya", "Ana"])
async def test_no_junk_on_any_button_hurts_anybody(day: Stage, name: str) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/checkin")
    her = base36(await id_of(day, ana))
    who = day.cast[name]
    message_id, anchor = anchored(who)
    for action, route in TAPS.items():
        for first in JUNK:
            args = (her, first, first, "60") if route.about_client else (first, first)
            await who.forge(message_id, ":".join(("v1", action, base36(anchor), *args)))
    await who.forge(message_id, "v2:ci.pain:1:3")
    await who.forge(message_id, "🙂" * 16)
    await day.settle()
    assert day.world is not None
    assert await day.world.app.read(lambda db: updates.waiting(db, day.settings.practice().bot_id)) == []
    day.reads_no(maya, "operator.quarantined")
