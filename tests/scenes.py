"""Owns the scenes that many stories begin with, played through the phones like everything else; refuses to check."""

import pytest

from simulator import Person
from tests.stage import Stage
from tests.wording import words

# For stories whose point is what is said or refused: the rows beneath are looked at on both engines in the others.
one_engine = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
full_on_postgres = pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.full)], indirect=True
)

CALF = "My left calf is swollen and hot"
DESK = "desk_neck_shoulders"
BACK = "low_back_first_week"


async def answer(day: Stage, ana: Person, pain: int = 3, mood: int = 4) -> None:
    """Let Ana answer the check-in that is on her screen."""
    await day.taps(ana, str(pain), f"common.mood_{mood}")


async def open_card(day: Stage, maya: Person, name: str = "Ana") -> None:
    """Let Maya open a client's card from the list."""
    await day.say(maya, "/clients")
    await day.tap(maya, name)


async def push(day: Stage, maya: Person, routine: str = DESK) -> None:
    """Let Maya send a routine from the card on her screen, every day at 18:00."""
    await day.tap(maya, "card.send_routine")
    await day.tap(maya, routine_name(day, maya, routine))
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="18:00")
    await asked_about_health(day, maya)
    await day.tap(maya, "routine.send_unreviewed")


async def asked_about_health(day: Stage, maya: Person) -> None:
    """Let Maya say, where a routine waits for it, that she asked and nothing on the list applies: her one tap."""
    if day.label(maya, "intake.nothing") in maya.screen()[-1].labels():
        await day.tap(maya, "intake.nothing")


async def alerts_arrive(day: Stage) -> None:
    """Let so much time pass that whatever was gathered for a therapist has been told."""
    await day.pass_(minutes=6)


async def well(day: Stage, maya: Person, name: str = "Ana") -> None:
    """Let Maya open a client's health facts, say that nothing on the list applies, and go back to the card."""
    await open_card(day, maya, name)
    await day.taps(maya, "card.health", "intake.nothing", "card.back_to_card")


def routine_name(day: Stage, who: Person, routine: str = DESK) -> str:
    """Give what a routine is called in somebody's language."""
    return words().routine_words(routine, day.speaks[who.id]).name


def button(day: Stage, who: Person, key: str) -> tuple[int, str]:
    """Give message and data of the newest button of a kind, to be tapped later as an old one."""
    label = day.label(who, key)
    return next(
        (one.message_id, each.data or "")
        for one in reversed(who.screen())
        for row in one.buttons
        for each in row
        if each.text == label
    )


async def book(day: Stage, maya: Person, date: str = "26", hour: str = "11:00", minutes: int = 60) -> None:
    """Let Maya book a visit in the month on her screen, from the card."""
    await day.tap(maya, "card.book")
    await choose(day, maya, date, hour, minutes)


async def choose(day: Stage, maya: Person, date: str, hour: str, minutes: int = 60) -> None:
    """Let Maya choose day, hour and length on the pickers."""
    await day.taps(maya, date, hour)
    await day.tap(maya, "visit.minutes", minutes=minutes)


async def walk(day: Stage, ana: Person, pain: int = 2, start: str = "routine.start") -> int:
    """Let Ana walk through the routine on her screen to its end, and give the number of steps."""
    await day.taps(ana, start, str(pain))
    steps = 1
    while day.label(ana, "routine.next") in ana.screen()[-1].labels():
        await day.tap(ana, "routine.next")
        steps += 1
    await day.tap(ana, "routine.finish")
    return steps
