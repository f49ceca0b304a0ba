"""Owns the pages on which health facts are ticked, by a client herself or by her therapist; refuses to judge them.

A few taps per sitting: each tap is kept at once, every page can be left, and "not sure" is an answer.
"""

from dataclasses import replace
from typing import Any

from care import fitness, own_words, safety, surgeries
from care.desk import Desk
from care.intake import Intake, keep, on_file
from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from content.codes import AGES, AVOID, CONDITIONS, MEDICINES
from content.redflags.screen import Finding
from storage.people import Person

PAGE = 8
# In the order in which a body is read, from head to foot.
AREAS = (
    *("head", "temple", "face", "jaw", "skull_base", "neck", "shoulder", "shoulder_blade", "upper_back", "chest"),
    *("ribs", "mid_back", "low_back", "spine", "belly", "upper_arm", "elbow", "forearm", "wrist", "hand", "thumb"),
    *("fingers", "hip", "groin", "buttock", "thigh_front", "thigh_back", "knee", "calf", "achilles", "ankle", "heel"),
    *("foot", "scar", "whole_body"),
)
SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ask": ("avoid", fitness.ASK_FIRST),
    "now": ("avoid", fitness.NOW),
    "surg": ("region", ()),
    "med": ("medicine", tuple(sorted(MEDICINES))),
    "area": ("region", AREAS),
    "age": ("age", AGES),
    "cond": ("condition", tuple(sorted(CONDITIONS))),
    "more": ("avoid", fitness.MORE),
    "own": ("avoid", tuple(sorted(AVOID))),
}
"""Each page with the kind of its codes and the codes, in the order of asking; ``own`` is the therapist's alone."""
KEPT_AS = {"ask": "facts", "now": "facts", "more": "facts", "med": "medicines", "area": "areas", "cond": "conditions"}
KEPT_AS |= {"own": "own"}
DANGER = {
    "blood_clot": Finding("dvt", "same_day"),
    "calf_hot_swollen": Finding("dvt", "same_day"),
    "chest_pain": Finding("chest_pain", "emergency"),
    "breathlessness_new": Finding("chest_pain", "emergency"),
    "arm_weakness": Finding("neuro_deficit", "same_day"),
    "leg_weakness": Finding("neuro_deficit", "same_day"),
}
"""What a client ticks of "right now" that means the same as the words of a red flag."""
# What stands against routines by itself.
HARMFUL = frozenset({"ask", "now", "more"})
SHORT = frozenset({"area", "age"})


def sections(desk: Desk) -> tuple[str, ...]:
    """Give the pages that somebody is offered."""
    return tuple(name for name in SECTIONS if not (desk.own and name == "own"))


async def home(turn: Turn, actor: Person, anchor: int | None = None) -> None:
    """Show what there is to tick and what is done; nothing has to be."""
    desk, intake = Desk(turn, actor), (await on_file(turn)).intake
    if desk.own:
        await own_words.stop(turn)
    marks = dict.fromkeys(intake.answered, "✓ ") | dict.fromkeys(intake.unsure, "? ")
    buttons = []
    for name in sections(desk):
        label = marks.get(name, "") + desk.words.library.button(f"intake.go_{name}", desk.words.locale)
        buttons.append(desk.plain(label, "op") if name == "surg" else desk.plain(label, "see", name, 0))
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    if desk.own:
        rows.append((desk.button("intake.write", "text"), desk.button("intake.enough", "end")))
    else:
        rows.append((desk.button("intake.look", "read"),))
    left = sum(name not in (*intake.answered, *intake.unsure) for name in sections(desk))
    screen = desk.words.screen("intake.home", tuple(rows), own=desk.own, name=turn.person.name, left=left)
    await desk.show(screen, anchor)


async def see(turn: Turn, actor: Person, anchor: int, section: str, page: int) -> Toast | None:
    """Show one page of a section; TapError for one that there never was."""
    desk, found = Desk(turn, actor), await on_file(turn)
    if section not in sections(desk) or section == "surg":
        raise TapError(f"section {section}")
    codes = SECTIONS[section][1]
    if page * PAGE >= len(codes):
        return desk.words.toast("common.no_longer")
    await desk.show(_page(desk, found.intake, section, page), anchor)
    return None


def ticked(intake: Intake, section: str) -> tuple[str, ...]:
    """Give what is ticked on a page, in its order."""
    values = (intake.age,) if section == "age" else getattr(intake, KEPT_AS[section])
    return tuple(code for code in SECTIONS[section][1] if code in values)


def _page(desk: Desk, intake: Intake, section: str, page: int) -> Screen:
    kind, codes = SECTIONS[section]
    on, words = ticked(intake, section), desk.words
    shown = codes[page * PAGE : (page + 1) * PAGE]
    items = [{"name": words.library.name(kind, code, words.locale), "on": code in on} for code in shown]
    marks = ["✓ " if code in on else "" for code in shown]
    labels = [one["name"] for one in items] if section in SHORT else [str(at + 1) for at in range(len(shown))]
    keys = [
        desk.plain(f"{mark}{label}", "set", section, page, code)
        for mark, label, code in zip(marks, labels, shown, strict=True)
    ]
    wide = 2 if section in SHORT else 4
    warns = desk.own and section == "now" and bool(DANGER.keys() & set(on))
    return words.screen(
        "intake.page",
        (
            *(tuple(keys[at : at + wide]) for at in range(0, len(keys), wide)),
            *_ways(desk, section, page, len(codes), ticked=bool(on)),
        ),
        section=section,
        own=desk.own,
        name=desk.turn.person.name,
        items=[] if section in SHORT else items,
        page=page + 1,
        pages=-(-len(codes) // PAGE),
        emergency=words.library.emergency(desk.turn.person.country).emergency if warns else None,
    )


def _ways(desk: Desk, section: str, page: int, count: int, *, ticked: bool) -> tuple[tuple[Button, ...], ...]:
    """Give the ways out of a page: the other pages, nothing of this, not sure, on, and back.

    What can do harm is answered on its last page only: nobody says "none of these" of what she did not see. With
    something ticked before there is no "none" there, which would take it off unseen. Everybody has an age.
    """
    unsure, back = desk.button("intake.unsure", "say", section, "unsure"), desk.button("common.back", "home")
    before = (desk.button("intake.page_back", "see", section, page - 1),) if page else ()
    behind = (desk.button("intake.page_on", "see", section, page + 1),) if (page + 1) * PAGE < count else ()
    turning = ((*before, *behind),) if page or behind else ()
    if behind and section in HARMFUL:
        return (*turning, (unsure,), (back,))
    no_none = section == "age" or (page and ticked and section in HARMFUL)
    none = () if no_none else (desk.button("intake.none", "say", section, "none"),)
    return (*turning, (*none, unsure), (back, desk.button("intake.done", "say", section, "done")))


async def tick(turn: Turn, actor: Person, anchor: int, section: str, page: int, code: str) -> Toast | None:
    """Switch one thing on or off; it is kept at once."""
    desk, intake = Desk(turn, actor), (await on_file(turn)).intake
    if section not in sections(desk) or code not in SECTIONS[section][1]:
        raise TapError(f"{section} {code}")
    if _is_for_her_therapist(desk, intake, section):
        return desk.words.toast("intake.age_fixed", alert=True)
    if section == "age":
        await keep(turn, actor, _answered(replace(intake, age=code), section))
        return await _go_on(turn, actor, anchor, section)
    kept: tuple[str, ...] = getattr(intake, KEPT_AS[section])
    switched = tuple(one for one in kept if one != code) if code in kept else (*kept, code)
    await keep(turn, actor, _answered(_with(intake, section, switched), section))
    if desk.own and code in DANGER and code not in kept:
        await safety.answer(turn, DANGER[code], turn.library.name("avoid", code, turn.words().locale))
    return await see(turn, actor, anchor, section, page)


async def say(turn: Turn, actor: Person, anchor: int, section: str, how: str) -> Toast | None:
    """Take "none of these", "not sure" or "done" for a whole section, and go on to the next that is open."""
    intake = (await on_file(turn)).intake
    desk = Desk(turn, actor)
    if section not in sections(desk) or how not in ("none", "unsure", "done"):
        raise TapError(f"{section} {how}")
    if how != "done" and _is_for_her_therapist(desk, intake, section):
        return desk.words.toast("intake.age_fixed", alert=True)
    if how == "none":
        intake = _emptied(intake, section)
    changed = _answered(intake, section)
    if how == "unsure":
        answered = tuple(one for one in changed.answered if one != section)
        changed = replace(changed, answered=answered, unsure=(*changed.unsure, section))
    await keep(turn, actor, changed)
    return await _go_on(turn, actor, anchor, section)


def _is_for_her_therapist(desk: Desk, intake: Intake, section: str) -> bool:
    """Tell whether only her therapist may change this: who said to be under 18 can't tap the guardian away."""
    return desk.own and section == "age" and fitness.is_minor(intake)


def _answered(intake: Intake, section: str) -> Intake:
    answered = tuple(dict.fromkeys((*intake.answered, section)))
    return replace(intake, answered=answered, unsure=tuple(one for one in intake.unsure if one != section))


def _emptied(intake: Intake, section: str) -> Intake:
    if section == "age":
        return replace(intake, age="")
    if section == "surg":
        return replace(intake, surgeries=())
    gone = set(SECTIONS[section][1])
    kept: tuple[str, ...] = getattr(intake, KEPT_AS[section])
    return _with(intake, section, tuple(one for one in kept if one not in gone))


def _with(intake: Intake, section: str, codes: tuple[str, ...]) -> Intake:
    changed: dict[str, Any] = {KEPT_AS[section]: codes}
    return replace(intake, **changed)


async def _go_on(turn: Turn, actor: Person, anchor: int, section: str) -> Toast | None:
    """Go to the next section that is open, in the order of asking; the overview when there is none."""
    desk, intake = Desk(turn, actor), (await on_file(turn)).intake
    order = [name for name in sections(desk) if name != "own"]
    behind = order[order.index(section) + 1 :] if section in order else []
    following = next((name for name in behind if name not in (*intake.answered, *intake.unsure)), None)
    if following is None:
        await home(turn, actor, anchor)
        return None
    if following == "surg":
        return await operation(turn, actor, anchor)
    return await see(turn, actor, anchor, following, 0)


async def operation(
    turn: Turn, actor: Person, anchor: int, area: str = "", month: str = "", cleared: str = ""
) -> Toast | None:
    """Ask for a surgery in three taps: where, when, and whether the surgeon said that exercise is fine."""
    desk, intake = Desk(turn, actor), (await on_file(turn)).intake
    if not cleared:
        await desk.show(surgeries.page(desk, intake, area, month), anchor)
        return None
    added = surgeries.read(area, month, cleared)
    kept = tuple(one for one in intake.surgeries if (one.area, one.month) != (added.area, added.month))
    await keep(turn, actor, _answered(replace(intake, surgeries=(*kept, added)), "surg"))
    return await operation(turn, actor, anchor)


async def take_off(turn: Turn, actor: Person, anchor: int, area: str, month: str) -> Toast | None:
    """Take a surgery off the file again; the version that had it stays."""
    intake, gone = (await on_file(turn)).intake, surgeries.read(area, month, "u")
    kept = tuple(one for one in intake.surgeries if (one.area, one.month) != (gone.area, gone.month))
    await keep(turn, actor, replace(intake, surgeries=kept))
    return await operation(turn, actor, anchor)


async def end(turn: Turn, anchor: int) -> None:
    """Take "enough for today": what was ticked is kept, the rest may come another day or never."""
    await own_words.stop(turn)
    await turn.show(turn.words().screen("intake.ended"), anchor=anchor)
