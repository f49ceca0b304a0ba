"""Owns where and when a client is: her time zone and her check-in time; refuses to guess a zone."""

from zoneinfo import ZoneInfoNotFoundError

from care import joining, plans, reminding
from care.moments import clock_time, zone_info
from care.quiet import hours_of
from care.screen import Screen, TapError, Toast
from care.turn import Turn
from care.words import plain
from content.places.search import country_of, search
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
    await turn.say("reply", words.screen("times.which_city", buttons))
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
    for plan in await plan_rows.of_person(turn.db, me.person_id):
        if plan.state == "live":
            await plans.change(turn, plan, await plans.timing_of(turn, plan))
    await reminding.plan_anew(turn, "zone_changed")
    await show_settings(turn, anchor)


async def ask_zone(turn: Turn, anchor: int) -> None:
    """Ask for the zone again, outside joining."""
    await turn.show(zone_screen(turn), anchor=anchor)


async def ask_time(turn: Turn, anchor: int) -> None:
    """Ask for the check-in time again, outside joining."""
    await turn.show(time_screen(turn), anchor=anchor)


def time_screen(turn: Turn) -> Screen:
    """Ask when the check-in should come."""
    words = turn.words()
    others = tuple(plain(text, "tm.at", text.replace(":", "")) for text in OTHER_TIMES)
    default = words.button("times.default_time", "tm.at", DEFAULT_TIME.replace(":", ""), time=DEFAULT_TIME)
    return words.screen("times.ask_time", ((default,), others[:3], others[3:]), zone=turn.person.zone)


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
        await plans.change(turn, known[0], plans.Timing(at))
    else:
        await plans.start(turn, "check_in", plans.Timing(at), made_by=turn.person.person_id)
    if not known:
        await turn.show(await _when(turn, "times.all_set"), anchor=anchor)
        await joining.finish(turn)
        return None
    await turn.show(await _when(turn, "times.changed"), anchor=anchor)
    return None


async def show_settings(turn: Turn, anchor: int | None = None) -> None:
    """Show where and when she is asked, with a way to change both."""
    words = turn.words()
    buttons = (
        (words.button("times.change_time", "tm.time"), words.button("times.change_zone", "tm.move")),
        (words.button("times.change_quiet", "qt.ask"),),
    )
    screen = await _when(turn, "times.settings")
    await turn.show(Screen(**{**screen.__dict__, "rows": buttons}), anchor=anchor)


async def _when(turn: Turn, key: str) -> Screen:
    quiet = hours_of(turn.person, turn.practice)
    return turn.words().screen(
        key,
        name=turn.person.name,
        next=await next_check_in(turn),
        zone=turn.person.zone,
        now=turn.now,
        quiet_from=quiet.begin.strftime("%H:%M"),
        quiet_to=quiet.end.strftime("%H:%M"),
    )


async def next_check_in(turn: Turn) -> int | None:
    """Give the instant of her next check-in, or None while it rests."""
    for plan in await plan_rows.of_person(turn.db, turn.person.person_id, "check_in"):
        for message in await messages.of_plan(turn.db, plan.plan_id):
            if message.state == "queued":
                return message.due_at
    return None
