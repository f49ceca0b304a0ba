"""Owns a client's walk through a routine, step by step in one bubble; refuses to go on when it hurts."""

from dataclasses import replace

from care import alerts, gate, plans, resting
from care.check_ins import PAIN
from care.moments import HOUR, MINUTE
from care.pain import light, told_before_routine
from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from care.words import plain
from content import media
from content.library import Step
from storage import endings
from storage import plans as plan_rows
from storage import walks as rows
from storage.plans import Plan
from storage.walks import Walk

STALE = 6 * HOUR
"""So long the pain that chose the version of a routine counts (ms)."""


async def begin(turn: Turn, anchor: int, plan_id: int, *, below: bool = False) -> Toast | None:
    """Open a routine and ask first how the pain is: every walk begins with that question.

    It takes the place of the prompt, or with ``below`` a bubble of its own: a check-in's question must stay.
    """
    plan = await plan_rows.get(turn.db, plan_id)
    if plan is None or plan.person_id != turn.person.person_id:
        return turn.words().toast("common.not_yours")
    refusal = await _refusal(turn, plan)
    if refusal is not None:
        await (turn.say("reply", refusal) if below else turn.show(refusal, anchor=anchor))
        return None
    numbers = [plain(str(value), "rw.pain", value) for value in PAIN]
    stop = (turn.words().button("routine.not_now", "rw.stop"),)
    screen = turn.words().screen("routine.ask_pain", (tuple(numbers[:6]), tuple(numbers[6:]), stop))
    if below:
        if await _has_just_begun(turn, plan_id):
            return turn.words().toast("routine.running")
        anchor = await turn.say("reply", screen)
    await rows.begin(turn.db, person_id=turn.person.person_id, plan_id=plan_id, message_id=anchor)
    walk = await rows.of_message(turn.db, anchor)
    if walk is None or walk.level is not None or walk.state != "open":
        return turn.words().toast("routine.running")
    if not below:
        await turn.show(screen, anchor=anchor)
    return None


async def _refusal(turn: Turn, plan: Plan) -> Screen | None:
    """Say why a routine can't be opened now, or None when it can."""
    if not await plans.can_be_done(turn, plan) or plan.routine not in turn.library.routines:
        return turn.words().screen("routine.over")
    # She was told to leave it, or it clashes with her file: the bot keeps to that itself.
    return await resting.refusal(turn) or await gate.refusal(turn, plan.routine)


async def _has_been_stopped(turn: Turn, anchor: int, walk: Walk, plan: Plan) -> bool:
    """End a walk kindly when something came onto her file since she began that stands against the routine."""
    refusal = await gate.refusal(turn, plan.routine)
    if refusal is None:
        return False
    await rows.end(turn.db, walk.walk_id, "left")
    await turn.show(refusal, anchor=anchor)
    return True


async def _has_just_begun(turn: Turn, plan_id: int) -> bool:
    """Tell a second tap from a second walk."""
    began = await rows.since(turn.db, turn.person.person_id, turn.now - MINUTE)
    return any(walk.plan_id == plan_id and walk.state == "open" for walk in began)


async def pain_told(turn: Turn, anchor: int, pain: int) -> Toast | None:
    """Choose the green, amber or red version by the pain now; on red no stretching, and from 7 a human is called."""
    if pain not in PAIN:
        raise TapError(f"pain {pain}")
    found = await _walk(turn, anchor)
    if isinstance(found, Toast):
        return found
    walk, plan = found
    if walk.level is not None:
        return turn.words().toast("common.have_it")
    if await _has_been_stopped(turn, anchor, walk, plan):
        return None
    if await resting.refusal(turn) is not None:  # it was opened before the rest began
        await _leave(turn, anchor, walk)
        return None
    level = await light(turn, turn.library.routine(plan.routine or ""), pain)
    await rows.set_pain(turn.db, walk, pain, level)
    await told_before_routine(turn, pain)
    if level != "red" and await resting.is_resting(turn):  # this very pain lets them rest
        await _leave(turn, anchor, walk)
        return None
    await turn.show(_step_screen(turn, replace(walk, level=level), plan), anchor=anchor)
    return None


async def _must_end(turn: Turn, walk: Walk) -> bool:
    """Tell whether something happened while a walk was open. What is calm may be done to its end, but not in danger.

    One that lies open since hours was chosen by a pain that is over.
    """
    if walk.started_at < turn.now - STALE:
        return True
    if await resting.hurt_today(turn):  # in another routine: she was told to leave the exercises for today
        return True
    return await resting.is_resting(turn) and (walk.level != "red" or await resting.is_in_danger(turn))


async def _leave(turn: Turn, anchor: int, walk: Walk) -> None:
    """End a walk because the routines rest, and say why."""
    await rows.end(turn.db, walk.walk_id, "left")
    await turn.show(await resting.refusal(turn) or turn.words().screen("routine.over"), anchor=anchor)


async def next_step(turn: Turn, anchor: int, done: int) -> Toast | None:
    """Go on after step ``done``; a second tap on the same button changes nothing."""
    found = await _walk(turn, anchor)
    if isinstance(found, Toast):
        return found
    walk, plan = found
    if walk.step != done or walk.level is None:
        return turn.words().toast("common.have_it")
    if await _has_been_stopped(turn, anchor, walk, plan):
        return None
    if await _must_end(turn, walk):
        await _leave(turn, anchor, walk)
        return None
    await rows.set_step(turn.db, walk.walk_id, done + 1)
    if done + 1 < len(_steps(turn, walk, plan)):
        await turn.show(_step_screen(turn, replace(walk, step=done + 1), plan), anchor=anchor)
        return None
    await rows.end(turn.db, walk.walk_id, "done")
    words = turn.words()
    felt = tuple((words.button(f"routine.felt_{how}", "rw.felt", how),) for how in ("easy", "right", "hard"))
    await turn.show(words.screen("routine.done", felt), anchor=anchor)
    return None


async def felt(turn: Turn, anchor: int, how: str) -> Toast | None:
    """Take how it felt, and leave a receipt in the chat."""
    walk = await rows.of_message(turn.db, anchor)
    if walk is None or walk.person_id != turn.person.person_id or how not in ("easy", "right", "hard"):
        return turn.words().toast("common.not_yours")
    await rows.set_felt(turn.db, walk.walk_id, how)
    plan = await plan_rows.get(turn.db, walk.plan_id)
    name = _name(turn, plan) if plan else ""
    label = turn.words().library.button(f"routine.felt_{how}", turn.person.locale)
    await turn.show(turn.words().screen("routine.receipt", routine=name, felt=label), anchor=anchor)
    return None


async def hurt(turn: Turn, anchor: int) -> Toast | None:
    """Stop at once, say what to do instead, and call the therapist."""
    found = await _walk(turn, anchor)
    if isinstance(found, Toast):
        return found
    walk, plan = found
    await rows.end(turn.db, walk.walk_id, "stopped")
    steps = _steps(turn, walk, plan)
    exercise = steps[walk.step].exercise.id if walk.step < len(steps) else None
    rests = await resting.hurt(turn, step=walk.step + 1, of_routine=plan.routine, exercise=exercise)
    emergency, therapist = turn.library.emergency(turn.person.country).emergency, await _therapist(turn)
    told = await alerts.reaches(turn)
    screen = turn.words().screen("routine.hurt", told=told, emergency=emergency, therapist=therapist, rests=rests)
    await turn.show(screen, anchor=anchor)
    return None


async def stop(turn: Turn, anchor: int) -> Toast | None:
    """Leave a routine without a reason and without a reproach; it can be opened again today."""
    found = await _walk(turn, anchor)
    if isinstance(found, Toast):
        return found
    walk, plan = found
    await rows.end(turn.db, walk.walk_id, "left")
    await turn.show(turn.words().screen("routine.left", routine=_name(turn, plan)), anchor=anchor)
    return None


async def skip(turn: Turn, anchor: int) -> None:
    """Take "not today" as an answer; nothing asks again."""
    await endings.close_followers(turn.db, anchor, "skipped")
    await turn.show(turn.words().screen("routine.skipped"), anchor=anchor)


async def _therapist(turn: Turn) -> str:
    return turn.name_of(await alerts.therapist_of(turn))


async def _walk(turn: Turn, anchor: int) -> tuple[Walk, Plan] | Toast:
    """Give the open walk of a bubble and its plan, or what to answer instead."""
    walk = await rows.of_message(turn.db, anchor)
    if walk is None or walk.person_id != turn.person.person_id:
        return turn.words().toast("common.not_yours")
    plan = await plan_rows.get(turn.db, walk.plan_id)
    if walk.state != "open" or plan is None or plan.routine not in turn.library.routines:
        return turn.words().toast("common.no_longer")
    return walk, plan


def _name(turn: Turn, plan: Plan) -> str:
    return turn.library.routine_words(plan.routine or "", turn.person.locale).name


def _steps(turn: Turn, walk: Walk, plan: Plan) -> tuple[Step, ...]:
    """Give the steps of the level that was chosen; pain decides it only once, at the beginning."""
    routine = turn.library.routine(plan.routine or "")
    pain = {"green": 0, "amber": routine.amber.from_pain, "red": routine.red.from_pain}[walk.level or "green"]
    return turn.library.steps(routine.id, pain)


def _step_screen(turn: Turn, walk: Walk, plan: Plan) -> Screen:
    words, steps = turn.words(), _steps(turn, walk, plan)
    step = steps[walk.step]
    said = turn.library.exercise_words(step.exercise.id, words.locale)
    last = walk.step + 1 == len(steps)
    forward: Button = words.button("routine.finish" if last else "routine.next", "rw.next", walk.step)
    rows_ = ((forward,), (words.button("routine.hurts", "rw.hurt"), words.button("routine.stop", "rw.stop")))
    screen = words.screen(
        "routine.step",
        rows_,
        number=walk.step + 1,
        count=len(steps),
        level=walk.level or "green",
        name=said.name,
        dose=turn.library.dose_line(step.dose.one_round(), words.locale),
        cues=list(said.cues),
        easier=said.easier,
    )
    return replace(screen, photo=media.loop_of(step.exercise.id))
