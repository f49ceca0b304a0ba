"""Owns where and when a client is: her time zone and her check-in time; refuses to guess a zone."""

from dataclasses import replace
from zoneinfo import ZoneInfoNotFoundError

from care import joining, moving, pausing, plans, reminding
from care.moments import clock_time, zone_info
from care.quiet import hours_of
from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from care.words import Words, plain
from content.places.search import country_of, is_city, search
from storage import audit, messages, people
from storage import plans as plan_rows

DEFAULT_TIME = "18:30"
OTHER_TIMES = ("08:00", "12:00", "17:00", "19:30", "20:00", "20:30")
MOST_PLACES = 5


async def has_plan(turn: Turn) -> bool:
    """Tell whether she has a check-in plan."""
    return bool(await plan_rows.of_person(turn.db, turn.person.person_id, "check_in"))


def zone_screen(turn: Turn) -> Screen:
    """Ask for the time zone; the practice's is one tap away."""
    words, zone = turn.words(), turn.practice.zone
    buttons = (
        (words.button("times.practice_zone", "tm.zone", zone, turn.practice.country, zone=zone, now=turn.now),),
        (words.button("times.other_city", "tm.city"), words.button("times.share_location", "tm.where")),
    )
    return words.screen("times.ask_zone", buttons, zone=zone, now=turn.now)


async def ask_city(turn: Turn, anchor: int) -> None:
    """Wait for the name of a city."""
    await _wait_for(turn, "city")
    await turn.show(turn.words().screen("times.ask_city"), anchor=anchor)


async def ask_location(turn: Turn) -> None:
    """Put the button that shares a location under her keyboard; only a new message can carry it."""
    await _wait_for(turn, "city")
    words = turn.words()
    screen = words.screen("times.ask_location")
    label = words.library.button("times.send_location", words.locale)
    await turn.say("reply", Screen(**{**screen.__dict__, "ask_location": label}))


async def _wait_for(turn: Turn, what: str) -> None:
    joining_now = (turn.person.doing or "").startswith(joining.STEP)
    await people.set_doing(turn.db, turn.person.person_id, f"{joining.STEP if joining_now else 'set'}:{what}")
    await turn.refresh()


async def typed(turn: Turn, text: str) -> bool:
    """Take words for a city where one was asked for; beside other questions about her times only a whole name is."""
    doing = turn.person.doing or ""
    if doing.endswith(":city") or doing == f"{joining.STEP}:zone":
        return await city_typed(turn, text)
    # She may mend a wrong city while she is asked for the time, and name one where its choice is shown.
    if doing in (f"{joining.STEP}:time", "set:zone") and is_city(text):
        return await city_typed(turn, text)
    if doing == "set:zone":
        await forget(turn)
    return False


async def city_typed(turn: Turn, text: str) -> bool:
    """Offer the cities that a name could mean; False when these words were no city, but something she has to say."""
    words = turn.words()
    found = search(text, MOST_PLACES)
    if not found and not (turn.person.doing or "").startswith(joining.STEP):
        await forget(turn)
        return False
    if not found:
        await turn.say("reply", words.screen("times.no_city"))
        return True
    buttons = tuple(
        (
            words.button(
                "times.place",
                "tm.zone",
                place.zone,
                place.country,
                city=place.name,
                region=place.region,
                country=place.country,
            ),
        )
        for place in found
    )
    other = (words.button("times.other_city", "tm.city"),)
    await turn.say("reply", words.screen("times.which_city", (*buttons, other)))
    return True


async def forget(turn: Turn) -> None:
    """Wait no longer for a city outside joining: she went on to something else."""
    if (turn.person.doing or "").startswith("set:"):
        await people.set_doing(turn.db, turn.person.person_id, None)
        await turn.refresh()


async def located(turn: Turn, zone: str | None) -> None:
    """Take the zone of a shared location; the location itself is not kept."""
    if zone is None:
        await turn.say("reply", _without_keyboard(turn.words().screen("times.no_zone")))
        return
    words = turn.words()
    # Her country decides which emergency number she is shown.
    yes = words.button("times.zone_right", "tm.zone", zone, country_of(zone) or turn.person.country)
    no = words.button("times.other_city", "tm.city")
    await turn.say("reply", _without_keyboard(words.screen("times.located", zone=zone, now=turn.now)))
    await turn.say("reply", words.screen("times.confirm_zone", ((yes,), (no,)), zone=zone, now=turn.now))


def _without_keyboard(screen: Screen) -> Screen:
    return Screen(**{**screen.__dict__, "drop_keyboard": True})


async def choose_zone(turn: Turn, anchor: int, zone: str, country: str) -> None:
    """Take a time zone; while joining, the check-in time comes next."""
    me = turn.person
    try:
        zone_info(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # "Europe" is a folder among the zones' files
        raise TapError(f"zone {zone}") from error
    if not (len(country) == 2 and country.isalpha()):  # noqa: PLR2004 -- ISO 3166
        raise TapError(f"country {country}")
    await people.set_zone(turn.db, me.person_id, zone, country)
    await audit.note(turn.db, "time zone chosen", actor=me.person_id, subject=me.person_id)
    if (me.doing or "").startswith(joining.STEP):
        await people.set_doing(turn.db, me.person_id, f"{joining.STEP}:time")
        await turn.refresh()
        await turn.show(time_screen(turn), anchor=anchor)
        return
    await people.set_doing(turn.db, me.person_id, None)
    await turn.refresh()
    await moving.settle_in(turn)
    await reminding.plan_anew(turn, "zone_changed")
    clock = await moving.home(turn) if zone != me.zone else None
    if clock is None:
        await show_settings(turn, anchor)
    else:
        await turn.show(_which_clock(turn, clock), anchor=anchor)


def _which_clock(turn: Turn, clock: moving.Home) -> Screen:
    """Ask once, after a move, whether what comes by itself goes with her; until she answers it does."""
    words, here = turn.words(), turn.person.zone
    rows = [_clock_button(words, turn, clock, keeps=False)]
    if not clock.at_night:
        rows.append(_clock_button(words, turn, clock, keeps=True))
    facts = {"zone": here, "now": turn.now, "time": clock.time, "here": clock.here, "there": clock.there}
    facts["spread"] = turn.practice.spread_minutes > 0
    return words.screen("times.moved", tuple(rows), home=clock.zone, keeps=clock.keeps, night=clock.night, **facts)


def _clock_button(words: Words, turn: Turn, clock: moving.Home, *, keeps: bool) -> tuple[Button, ...]:
    if not keeps:
        return (words.button("times.follow", "tm.follow", time=clock.time),)
    return (words.button("times.keep_home", "tm.keep", clock.zone, at=clock.there, zone=turn.person.zone),)


async def choose_clock(turn: Turn, anchor: int, home: str | None) -> Toast | None:
    """Take the clock that what comes by itself goes by from now on: ``home``, or None for where she is."""
    if turn.person.reach != "open":
        return turn.words().toast("reach.is_off", alert=True)
    if home is None:
        await moving.follow(turn)
    elif not await moving.lived_in(turn, home):
        raise TapError(f"zone {home} was never hers")
    elif not await moving.keep(turn, home):
        return turn.words().toast("times.home_is_night", alert=True, home=home)
    await show_settings(turn, anchor)
    return None


async def ask_zone(turn: Turn, anchor: int) -> None:
    """Ask for the zone again, outside joining."""
    if not turn.person.doing:
        await _wait_for(turn, "zone")
    await turn.show(_with_way_back(turn, zone_screen(turn)), anchor=anchor)


async def ask_time(turn: Turn, anchor: int) -> None:
    """Ask for the check-in time again, outside joining."""
    clock = await moving.home(turn)
    screen = time_screen(turn, clock.zone if clock is not None and clock.keeps else None)
    await turn.show(_with_way_back(turn, screen), anchor=anchor)


def _with_way_back(turn: Turn, screen: Screen) -> Screen:
    """Put a way back to her times below a list that changes one of them."""
    return replace(screen, rows=(*screen.rows, (turn.words().button("common.back", "tm.home"),)))


def time_screen(turn: Turn, home: str | None = None) -> Screen:
    """Ask when the check-in should come, by the clock where she is or by the one of home that she keeps."""
    words = turn.words()
    others = tuple(plain(text, "tm.at", text.replace(":", "")) for text in OTHER_TIMES)
    default = words.button("times.default_time", "tm.at", DEFAULT_TIME.replace(":", ""), time=DEFAULT_TIME)
    return words.screen("times.ask_time", ((default,), others[:3], others[3:]), zone=home or turn.person.zone)


async def choose_time(turn: Turn, anchor: int, text: str) -> Toast | None:
    """Take the check-in time: begin the plan, or change it, and say in words when the next one comes."""
    if turn.person.reach != "open":
        return turn.words().toast("reach.is_off", alert=True)
    try:
        at = clock_time(text).strftime("%H:%M")
    except ValueError as error:
        raise TapError(str(error)) from error
    if at not in (DEFAULT_TIME, *OTHER_TIMES):
        raise TapError(f"time {at} was never offered")
    known = await plan_rows.of_person(turn.db, turn.person.person_id, "check_in")
    if known:
        timing = await plans.timing_of(turn, known[0])
        await plans.change(turn, known[0], replace(timing, local_time=at))
        await moving.settle_in(turn)  # an hour of home that is night here can't be kept
    else:
        await plans.start(turn, "check_in", plans.Timing(at), made_by=turn.person.person_id)
    if not known:
        about_health = ((turn.words().button("intake.begin", "in.home"),),)
        await turn.show(replace(await _when(turn, "times.all_set"), rows=about_health), anchor=anchor)
        await joining.finish(turn)
        return None
    await turn.show(await _when(turn, "times.changed"), anchor=anchor)
    return None


async def show_settings(turn: Turn, anchor: int | None = None) -> None:
    """Show where and when she is asked, with a way to change both."""
    await forget(turn)
    words = turn.words()
    rows: list[tuple[Button, ...]] = [
        (words.button("times.change_time", "tm.time"), words.button("times.change_zone", "tm.move")),
        (words.button("times.change_quiet", "qt.ask"), words.button("intake.open", "in.home")),
    ]
    clock = await moving.home(turn)
    if clock is not None and (clock.keeps or not clock.at_night):
        rows.append(_clock_button(words, turn, clock, keeps=not clock.keeps))
    screen = await _when(turn, "times.settings", clock)
    await turn.show(replace(screen, rows=tuple(rows)), anchor=anchor)


async def _when(turn: Turn, key: str, clock: moving.Home | None = None) -> Screen:
    """Word when the next check-in comes; ``clock`` tells by which of two clocks, when they differ."""
    quiet = hours_of(turn.person, turn.practice)
    return turn.words().screen(
        key,
        name=turn.person.name,
        next=await next_check_in(turn),
        paused_until=await pausing.over_at(turn),
        zone=turn.person.zone,
        now=turn.now,
        quiet_from=quiet.begin.strftime("%H:%M"),
        quiet_to=quiet.end.strftime("%H:%M"),
        keeps=clock is not None and clock.keeps,
        spread=turn.practice.spread_minutes > 0,
        home=clock.zone if clock else None,
        time=clock.time if clock else None,
    )


async def next_check_in(turn: Turn) -> int | None:
    """Give the instant for which her next check-in was chosen, or None while it rests; it may come a little later."""
    for plan in await plan_rows.of_person(turn.db, turn.person.person_id, "check_in"):
        for message in await messages.of_plan(turn.db, plan.plan_id):
            if message.state == "queued":
                return plans.chosen_at(message) or message.due_at
    return None
