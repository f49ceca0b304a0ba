"""Owns how a therapist finds a routine: by what it is for, few on a page; refuses to suggest what only she begins."""

from collections.abc import Iterable

from care import cards
from care.intake import conditions_of
from care.screen import Button, TapError, Toast
from care.turn import Turn
from care.words import Words, plain
from content.exercises import Exercise
from content.library import Library
from content.routines import Routine
from storage import plans as plan_rows
from storage.people import Person

# Each shelf with the regions that belong on it, in the order in which it is offered.
SHELVES: dict[str, frozenset[str]] = {
    "neck": frozenset({"neck", "skull_base", "head", "temple"}),
    "jaw": frozenset({"jaw", "face"}),
    "shoulder": frozenset({"shoulder", "shoulder_blade", "upper_back"}),
    "back": frozenset({"low_back", "mid_back", "spine"}),
    "hand": frozenset({"upper_arm", "elbow", "forearm", "wrist", "hand", "thumb", "fingers"}),
    "hip_knee": frozenset({"hip", "groin", "buttock", "thigh_front", "thigh_back", "knee"}),
    "foot": frozenset({"foot", "heel", "ankle", "achilles", "calf"}),
    "scar": frozenset({"scar"}),
    "calm": frozenset(),
    "whole": frozenset(),
}
# These say nothing of where it hurts: breathing moves the ribs, and warmth goes anywhere.
ANYWHERE = frozenset({"breathing", "relaxation", "walk", "heat", "cold", "habit"})
# The shelf of what was made for the conditions on a client's file.
HERS = "hers"
PAGE = 7
QUICK = 3


def shelves_of(library: Library, routine: Routine) -> tuple[str, ...]:
    """Give the shelves of a routine: where at least half of its exercises are for; never none."""
    exercises = [library.exercises[item.exercise] for item in routine.items]
    placed = [one for one in exercises if one.kind not in ANYWHERE]
    found = tuple(shelf for shelf, regions in SHELVES.items() if regions and 2 * _count(placed, regions) >= len(placed))
    if not placed:
        # Only a walk: it moves all of her, and calms her too.
        walks = any(one.kind == "walk" for one in exercises)
        return ("whole",) if walks else ("calm",)
    return found or ("whole",)


def _count(exercises: Iterable[Exercise], regions: frozenset[str]) -> int:
    return sum(bool(regions & set(one.regions)) for one in exercises)


def shelf(library: Library, name: str) -> tuple[str, ...]:
    """Give the ids of the routines on a shelf; those that only a therapist may begin stand last."""
    found = [key for key, routine in library.routines.items() if name in shelves_of(library, routine)]
    return tuple(sorted(found, key=lambda key: library.routines[key].push == "therapist_only"))


def filled(library: Library) -> tuple[str, ...]:
    """Give the shelves on which something stands."""
    used = {name for routine in library.routines.values() for name in shelves_of(library, routine)}
    return tuple(name for name in SHELVES if name in used)


def suiting(library: Library, conditions: Iterable[str]) -> tuple[str, ...]:
    """Give the routines made for any of some conditions; those that only a therapist may begin stand last."""
    kept = set(conditions)
    found = [key for key, routine in library.routines.items() if kept & set(routine.conditions)]
    return tuple(sorted(found, key=lambda key: library.routines[key].push == "therapist_only"))


def quick(library: Library, latest: Iterable[str], conditions: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the few that stand on the first page: for her conditions, what was given last, the first of the library."""
    wanted = dict.fromkeys((*suiting(library, conditions), *latest, *library.routines))
    free = [key for key in wanted if key in library.routines and library.routines[key].push != "therapist_only"]
    return tuple(free[:QUICK])


async def choose(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show the therapist the few routines that she is likely to want, and a shelf for each part of the body."""
    words, client = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    latest = await plan_rows.latest_routines(turn.db, actor.person_id, QUICK)
    conditions = await conditions_of(turn, client)
    shelves = [words.button(f"shelf.{name}", "rt.in", client, name, 0) for name in filled(turn.library)]
    hers = ((words.button(f"shelf.{HERS}", "rt.in", client, HERS, 0),),) if suiting(turn.library, conditions) else ()
    rows = (
        *((named(words, client, key),) for key in quick(turn.library, latest, conditions)),
        *hers,
        *(tuple(shelves[at : at + 2]) for at in range(0, len(shelves), 2)),
        (words.button("common.back", "cl.card", client),),
    )
    await turn.show(words.screen("routine.choose", rows, name=turn.person.name), anchor=anchor, to=actor)
    return None


async def show_shelf(turn: Turn, actor: Person, anchor: int, name: str, page: int) -> Toast | None:
    """Show the routines of a shelf, a page at a time; TapError for a shelf that there never was."""
    words, client = turn.words(actor), turn.person.person_id
    if name not in (*SHELVES, HERS):
        raise TapError(f"shelf {name}")
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    found = suiting(turn.library, await conditions_of(turn, client)) if name == HERS else shelf(turn.library, name)
    if page * PAGE >= len(found):
        return words.toast("common.no_longer")
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows = [(named(words, client, key),) for key in shown]
    if len(found) > (page + 1) * PAGE:
        rows.append((words.button("common.next", "rt.in", client, name, page + 1),))
    back = ("rt.in", client, name, page - 1) if page else ("rt.list", client)
    rows.append((words.button("common.back", *back),))
    marked = any(turn.library.routines[key].push == "therapist_only" for key in shown)
    title = words.library.button(f"shelf.{name}", words.locale)
    screen = words.screen("shelf.routines", tuple(rows), name=turn.person.name, shelf=title, marked=marked)
    await turn.show(screen, anchor=anchor, to=actor)
    return None


def named(words: Words, client: int, key: str) -> Button:
    """Make the button that opens a routine for a client; ⚕ marks what only her therapist may begin."""
    mark = "⚕ " if words.library.routines[key].push == "therapist_only" else ""
    return plain(mark + words.library.routine_words(key, words.locale).name, "rt.see", client, key)
