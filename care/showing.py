"""Owns how a therapist looks at an exercise and puts a picture of her own in the drawn one's place; refuses clients.

A picture of hers stands for the whole practice. Kept is only Telegram's name for it.
"""

from dataclasses import replace

from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from content import media
from content.library import Step
from storage import audit, own_pictures, people
from storage.own_pictures import OwnPicture

WAITS = "set:picture:"
STAFF = frozenset({"therapist", "owner"})


async def open_(turn: Turn, routine_id: str) -> Toast | None:
    """Show a routine's first exercise in a bubble of its own: the preview it was asked from stays where it is."""
    steps = _steps(turn, routine_id)
    if not steps:
        return turn.words().toast("common.no_longer")
    await turn.say("reply", await _screen(turn, routine_id, steps, 0))
    return None


async def see(turn: Turn, anchor: int, routine_id: str, number: int) -> Toast | None:
    """Show one exercise of a routine, counted from 0, as its clients see it; TapError when it has none so high."""
    steps = _steps(turn, routine_id)
    if not steps:
        return turn.words().toast("common.no_longer")
    await turn.show(await _screen(turn, routine_id, steps, number), anchor=anchor)
    return None


async def ask(turn: Turn, routine_id: str, number: int) -> Toast | None:
    """Ask for a photo or a video, and wait for it."""
    steps = _steps(turn, routine_id)
    if not steps:
        return turn.words().toast("common.no_longer")
    exercise = _at(steps, number).exercise.id
    await people.set_doing(turn.db, turn.person.person_id, WAITS + exercise)
    await turn.refresh()
    leave = ((turn.words().button("picture.leave", "px.leave"),),)
    await turn.say("reply", turn.words().screen("picture.ask", leave, name=_name(turn, exercise)))
    return None


async def leave(turn: Turn, anchor: int) -> None:
    """Wait for no picture any more."""
    if (turn.person.doing or "").startswith(WAITS):
        await people.set_doing(turn.db, turn.person.person_id, None)
        await turn.refresh()
    await turn.show(turn.words().screen("picture.left"), anchor=anchor)


def is_awaited(turn: Turn) -> bool:
    """Tell whether the turn's person was asked for a picture, and may still give one."""
    return (turn.person.doing or "").startswith(WAITS) and bool(turn.person.roles & STAFF)


async def take(turn: Turn, picture: OwnPicture) -> None:
    """Keep the picture that was asked for, and show it as clients will see it from now on."""
    exercise, me = (turn.person.doing or "").removeprefix(WAITS), turn.person.person_id
    await people.set_doing(turn.db, me, None)
    await turn.refresh()
    if exercise not in turn.library.exercises:
        await turn.say("reply", turn.words().screen("picture.left"))
        return
    await own_pictures.save(turn.db, turn.practice.bot_id, exercise, picture, given_by=me)
    await audit.note(turn.db, f"own picture of {exercise} given", actor=me)
    rows = ((turn.words().button("picture.drawn", "px.drawn", exercise),),)
    screen = turn.words().screen("picture.taken", rows, name=_name(turn, exercise))
    await turn.say("reply", replace(screen, photo=media.loop_of(exercise)))


async def go_back(turn: Turn, anchor: int, exercise: str) -> Toast | None:
    """Let the drawn figure stand for an exercise again; TapError for an exercise that there is not."""
    if exercise not in turn.library.exercises:
        raise TapError("no exercise of ours")
    if await own_pictures.drop(turn.db, turn.practice.bot_id, exercise):
        await audit.note(turn.db, f"own picture of {exercise} taken back", actor=turn.person.person_id)
    screen = turn.words().screen("picture.back", name=_name(turn, exercise))
    await turn.show(replace(screen, photo=media.loop_of(exercise)), anchor=anchor)
    return None


def _steps(turn: Turn, routine_id: str) -> tuple[Step, ...]:
    return turn.library.steps(routine_id) if routine_id in turn.library.routines else ()


def _at(steps: tuple[Step, ...], number: int) -> Step:
    if number >= len(steps):
        raise TapError(f"step {number}")
    return steps[number]


def _name(turn: Turn, exercise: str) -> str:
    return turn.library.exercise_words(exercise, turn.person.locale).name


async def _screen(turn: Turn, routine_id: str, steps: tuple[Step, ...], number: int) -> Screen:
    words, step = turn.words(), _at(steps, number)
    exercise = step.exercise.id
    own = await own_pictures.find(turn.db, turn.practice.bot_id, exercise) is not None
    beside: list[Button] = []
    if number:
        beside.append(words.button("picture.previous", "px.see", routine_id, number - 1))
    if number + 1 < len(steps):
        beside.append(words.button("common.next", "px.see", routine_id, number + 1))
    rows = [tuple(beside)] if beside else []
    rows.append((words.button("picture.own", "px.own", routine_id, number),))
    if own:
        rows.append((words.button("picture.drawn", "px.drawn", exercise),))
    said = turn.library.exercise_words(exercise, words.locale)
    screen = words.screen(
        "picture.exercise",
        tuple(rows),
        number=number + 1,
        count=len(steps),
        name=said.name,
        dose=turn.library.dose_line(step.dose.one_round(), words.locale),
        cues=list(said.cues),
        own=own,
    )
    return replace(screen, photo=media.loop_of(exercise))
