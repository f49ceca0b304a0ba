"""Commands: whoever has one finds it in the menu and in /help, described in her language; and every button is sound."""

import json

import pytest

from bot.buttons import MOST_BYTES, decode
from bot.routes import TAPS
from bot.routes.commands import COMMANDS
from care.menus import COMMANDS as OFFERED
from care.menus import commands_for
from simulator import Person
from tests.scenes import book, one_engine, open_card, push, walk
from tests.stage import Stage
from tests.wording import words

HIDDEN = {"start"}  # Telegram's own button; only strangers need to read of it


def menu(who: Person) -> dict[str, str]:
    return {command["command"]: command["description"] for command in who.menu()}


def test_every_command_that_works_is_offered_to_exactly_who_may_use_it() -> None:
    for command, route in COMMANDS.items():
        offered = {role for role in OFFERED if command in commands_for(frozenset({role}) - {"stranger"})}
        assert offered or command in HIDDEN, f"/{command} is in nobody's menu"
        assert offered <= set(route.roles), f"/{command} is offered to {offered - set(route.roles)}"
    offered_at_all = {command for role in OFFERED.values() for command in role}
    assert offered_at_all == set(COMMANDS)


@pytest.mark.parametrize("locale", words().locales)
def test_every_command_is_described_in_every_language(locale: str) -> None:
    for command in COMMANDS:
        said = words().button(f"commands.{command}", locale)
        assert 1 <= len(said) <= 256
    others = [words().button("commands.help", other) for other in words().languages]
    assert len(set(others)) == len(others)


@one_engine
@pytest.mark.parametrize("language", ["en", "es", "de"])
async def test_everybody_has_a_menu_and_a_help_of_their_own(day: Stage, language: str) -> None:
    maya = await day.owner("Maya", language)
    tom = await day.colleague(maya, "Tom", language)
    ana = await day.client(maya, "Ana", language)
    zoe = day.person("Zoe", language)
    await day.start(zoe)
    roles = {maya: {"owner", "therapist"}, tom: {"therapist"}, ana: {"client"}, zoe: set[str]()}
    for who, has in roles.items():
        expected = {name: words().button(f"commands.{name}", language) for name in commands_for(frozenset(has))}
        if who is not zoe:
            assert menu(who) == expected
        await day.say(who, "/help")
        lines = [f"/{name} – {does}" for name, does in expected.items()]
        day.reads(who, "pages.help", *lines)
        for name in expected:
            await day.say(who, f"/{name}")
            day.reads_no(who, "pages.unknown_command")


@one_engine
async def test_strangers_have_the_public_menu_in_their_language_from_the_start(day: Stage) -> None:
    assert day.world is not None
    await day.world.messenger.set_default_menus(words())
    for language in ("en", "es", "de", "fr"):
        zoe = day.person("Zoe", language)
        spoken = words().locale_for(language)
        assert menu(zoe) == {name: words().button(f"commands.{name}", spoken) for name in OFFERED["stranger"]}


@one_engine
async def test_the_menu_follows_the_language_that_is_chosen(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/language")
    day.reads(ana, "pages.language")
    await day.tap(ana, "Español (usted)")
    day.speaks[ana.id] = "es"
    day.reads(ana, "pages.language")
    assert menu(ana)["stop"] == words().button("commands.stop", "es")
    await day.say(ana, "/help")
    day.reads(ana, "pages.help")


@one_engine
async def test_every_button_that_was_ever_shown_fits_and_means_something(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await walk(day, ana)
    await day.tap(ana, "routine.felt_right")
    await open_card(day, maya)
    await day.taps(maya, "card.send_routine", "Low back", "routine.other_time", "common.next")
    await open_card(day, maya)
    await book(day, maya)
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_zone", "times.other_city")
    await day.say(ana, "Springfield")
    await day.pass_(days=5)
    shown = buttons(day)
    assert len(shown) > 100
    for data in shown:
        assert len(data.encode()) <= MOST_BYTES
        assert decode(data).action in TAPS


def buttons(day: Stage) -> set[str]:
    """Give the data of every inline button that the bot sent to anybody."""
    markups = [json.loads(line["parameters"].get("reply_markup", "{}")) for line in day.telegram.log.requests()]
    rows = [row for markup in markups for row in markup.get("inline_keyboard", [])]
    return {button["callback_data"] for row in rows for button in row}


@one_engine
async def test_every_list_of_settings_has_a_way_back(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/time")
    for change in ("times.change_time", "times.change_zone", "times.change_quiet"):
        await day.taps(ana, change, "common.back")
        day.reads(ana, "times.settings")
    await day.say(ana, "/language")
    await day.tap(ana, "common.back")
    assert "/language" in day.reads(ana, "pages.help").text
    await day.say(maya, "/alerts")
    await day.taps(maya, "inbox.settings", "alert.all")
    day.reads(maya, "inbox.empty")
