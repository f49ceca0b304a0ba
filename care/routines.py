"""Owns how a therapist gives a client a routine and how it comes to her; refuses the walk through it (``walks``)."""

from dataclasses import replace

from care import cards, clashing, gate, later, pausing, plans, policy, resting
from care.kinds import KINDS
from care.moments import clock_time
from care.rhythm import HOURS, PRESETS, last_day, pack_days, timing_label, weekdays
from care.screen import Button, Screen, Toast
from care.turn import Turn
from care.words import Words, plain
from content.routines import Routine
from storage import audit, messages, people
from storage import plans as plan_rows
from storage.messages import Message
from storage.people import Person
from storage.plans import Plan


def _known(turn: Turn, routine_id: str) -> Routine | None:
    return turn.library.routines.get(routine_id)


async def preview(turn: Turn, actor: Person, anchor: int, routine_id: str) -> Toast | None:
    """Show the routine just as the client will read it, and ask for days and time."""
    words, client = turn.words(actor), turn.person.person_id
    routine = _known(turn, routine_id)
    if routine is None:
        return words.toast("common.no_longer")
    rows: list[tuple[Button, ...]] = [
        (plain(timing_label(words, days, at), "rt.at", client, routine_id, pack_days(days), at.replace(":", "")),)
        for days, at in PRESETS
    ]
    first_days, first_at = PRESETS[0]
    other = (client, routine_id, pack_days(first_days), first_at.replace(":", ""))
    rows.append((words.button("routine.other_time", "rt.pick", *other),))
    rows.append((words.button("picture.see", "px.new", routine_id),))
    rows.append((words.button("common.back", "rt.list", client),))
    shown = as_she_reads_it(turn.words(), routine)
    facts = {"reviewed": is_reviewed(turn, routine), "only_you": routine.push == "therapist_only"}
    flags = [turn.library.name("flag", flag, actor.locale) for flag in routine.flags]
    screen = words.screen("routine.preview", tuple(rows), name=turn.person.name, shown=shown, flags=flags, **facts)
    await turn.show(screen, anchor=anchor, to=actor)
    return None


def is_reviewed(turn: Turn, routine: Routine) -> bool:
    """Tell whether a clinician signed, in the client's language, the routine and every exercise that it may show."""
    return turn.library.is_reviewed(routine.id, turn.words().locale)


def as_she_reads_it(words: Words, routine: Routine) -> dict[str, object]:
    """Give a routine's overview in the client's language: title, what for, its steps with their doses, when to stop."""
    library, locale = words.library, words.locale
    said = library.routine_words(routine.id, locale)
    steps = [
        {
            "name": library.exercise_words(step.exercise.id, locale).name,
            "dose": library.dose_line(step.dose.one_round(), locale),
        }
        for step in library.steps(routine.id)
    ]
    return {"title": said.name, "intro": said.intro, "steps": steps, "stop": said.stop}


async def pick(turn: Turn, actor: Person, anchor: int, routine_id: str, days: str, at: str) -> Toast | None:
    """Let the therapist switch days on and off and choose an hour; the buttons carry the choice so far."""
    words, client, time = turn.words(actor), turn.person.person_id, at.replace(":", "")
    if _known(turn, routine_id) is None:
        return words.toast("common.no_longer")
    week: list[Button] = []
    for day in "1234567":
        toggled = "".join(sorted(set(days) ^ {day})) or days
        mark = "✓ " if day in days else ""
        name = turn.library.name("weekday", weekdays(day)[0], actor.locale)
        week.append(plain(mark + name, "rt.pick", client, routine_id, pack_days(toggled), time))
    hours = [
        plain(
            ("✓ " if hour == at else "") + hour, "rt.pick", client, routine_id, pack_days(days), hour.replace(":", "")
        )
        for hour in HOURS
    ]
    rows = (
        tuple(week[:4]), tuple(week[4:]), tuple(hours[:3]), tuple(hours[3:6]), tuple(hours[6:]),
        (words.button("common.next", "rt.at", client, routine_id, pack_days(days), time),),
        (words.button("common.back", "rt.see", client, routine_id),),
    )  # fmt: skip
    chosen = timing_label(words, days, at)
    await turn.show(words.screen("routine.pick", rows, name=turn.person.name, chosen=chosen), anchor=anchor, to=actor)
    return None


async def summary(turn: Turn, actor: Person, anchor: int, routine_id: str, days: str, at: str) -> Toast | None:
    """Show what will be sent and when; sending something that no clinician reviewed is the therapist's own word."""
    words, client = turn.words(actor), turn.person.person_id
    routine = _known(turn, routine_id)
    if routine is None:
        return words.toast("common.no_longer")
    if found := await gate.against(turn, routine_id):
        return await clashing.stop(turn, actor, anchor, (routine_id, days, at), found)
    reviewed = is_reviewed(turn, routine)
    label = "routine.send" if reviewed else "routine.send_unreviewed"
    rows = (
        (words.button(label, "rt.ok", client, routine_id, pack_days(days), at.replace(":", "")),),
        (words.button("common.back", "rt.see", client, routine_id),),
    )
    screen = words.screen(
        "routine.summary",
        rows,
        name=turn.person.name,
        routine=turn.library.routine_words(routine_id, actor.locale).name,
        timing=timing_label(words, days, at),
        weeks=routine.weeks.high,
        zone=turn.person.zone,
        reviewed=reviewed,
    )
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def push(turn: Turn, actor: Person, anchor: int, routine_id: str, days: str, at: str) -> Toast | None:
    """Begin the routine's plan, tell the client now, and turn the therapist's bubble into a receipt.

    A routine that she has already is given anew rather than twice: a second tap on "send" changes nothing she sees.
    """
    words = turn.words(actor)
    routine = _known(turn, routine_id)
    if routine is None:
        return words.toast("common.no_longer")
    refusal = await cannot_send(turn, words)
    if refusal is not None:
        return refusal
    if found := await gate.against(turn, routine_id):
        return await clashing.stop(turn, actor, anchor, (routine_id, days, at), found)
    for old in await plan_rows.of_person(turn.db, turn.person.person_id, "routine"):
        if old.routine == routine_id and old.made_at > turn.now - 60_000:
            return words.toast("routine.already_sent")
        if old.routine == routine_id:
            await plans.end(turn, old, "given_anew")
    timing = plans.Timing(
        clock_time(at).strftime("%H:%M"), days, last_day(turn.now, turn.person.zone, at, weeks=routine.weeks.high)
    )
    plan = await plans.start(turn, "routine", timing, made_by=actor.person_id, routine=(routine_id, routine.version))
    await _audit_push(turn, actor, routine, plan)
    begins = await pausing.over_at(turn)
    expires_at = (begins or turn.now) + (KINDS["routine"].lifetime or 0)
    given = await turn.say("routine", given_screen(turn, actor, plan, timing), expires_at=expires_at)
    rows = ((words.button("card.back_to_card", "cl.card", turn.person.person_id),),)
    facts = {"name": turn.person.name, "comes_at": await _comes_at(turn, given), "now": turn.now}
    await turn.show(words.screen("routine.sent", rows, zone=turn.person.zone, **facts), anchor=anchor, to=actor)
    return None


async def _comes_at(turn: Turn, message_id: int) -> int | None:
    """Give when a message comes that has to wait (for the morning, for the end of a pause), or None."""
    message = await messages.head(turn.db, message_id)
    verdict = await policy.look_again(turn, message) if message is not None else None
    return verdict.until if isinstance(verdict, policy.Wait) else None


async def cannot_send(turn: Turn, words: Words) -> Toast | None:
    """Give why nothing can be sent to the turn's client, or None."""
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if turn.person.reach != "open":
        return words.toast("card.unreachable", alert=True, name=turn.person.name)
    if await resting.is_resting(turn):
        return words.toast("resting.not_while", alert=True, name=turn.person.name)
    return None


async def _audit_push(turn: Turn, actor: Person, routine: Routine, plan: Plan) -> None:
    await audit.note(
        turn.db,
        "routine pushed" if is_reviewed(turn, routine) else "unreviewed routine pushed on own word",
        actor=actor.person_id,
        subject=turn.person.person_id,
        about=plan.plan_id,
    )


def given_screen(turn: Turn, therapist: Person, plan: Plan, timing: plans.Timing) -> Screen:
    """Word the message that brings the client a new routine."""
    words = turn.words()
    routine = turn.library.routine(plan.routine or "")
    rows = ((words.button("routine.start", "rw.go", plan.plan_id),),)
    return words.screen(
        "routine.given",
        rows,
        therapist=therapist.name,
        shown=as_she_reads_it(words, routine),
        timing=timing_label(words, timing.days, timing.local_time),
    )


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word the day's prompt of a routine; nothing when its plan rests or the library no longer has it."""
    plan = await plan_rows.get(turn.db, message.plan_id or 0)
    if plan is None or not await plans.can_be_done(turn, plan) or plan.routine not in turn.library.routines:
        return None
    if await resting.refusal(turn) is not None:
        return None
    if await gate.against(turn, plan.routine):
        return None
    if message.kind == "nudge":
        return await prompt(turn, plan, "routine.nudge")
    screen = await prompt(turn, plan)
    return replace(screen, rows=(*screen.rows, *later.chips(turn)))


async def prompt(turn: Turn, plan: Plan, key: str = "routine.prompt") -> Screen:
    """Word an invitation to walk through a routine now; its name stands low enough not to show on a lock screen."""
    words = turn.words()
    routine = turn.library.routine(plan.routine or "")
    therapist = await people.get(turn.db, plan.made_by)
    rows = ((words.button("routine.start", "rw.go", plan.plan_id), words.button("routine.not_today", "rw.skip")),)
    return words.screen(
        key,
        rows,
        therapist=turn.name_of(therapist),
        routine=turn.library.routine_words(routine.id, words.locale).name,
        minutes=routine.minutes,
    )


async def offer_now(turn: Turn) -> None:
    """Answer a client who wants to do a routine now: each of hers, or the news that there is none yet."""
    if (refusal := await resting.refusal(turn)) is not None:
        await turn.say("reply", refusal)
        return
    live = [
        plan for plan in await plan_rows.of_person(turn.db, turn.person.person_id, "routine") if plan.state == "live"
    ]
    known = [plan for plan in live if plan.routine in turn.library.routines]
    if not known:
        await turn.say("reply", turn.words().screen("routine.none"))
    held: list[Screen] = []
    for plan in known:
        refusal = await gate.refusal(turn, plan.routine)
        if refusal is None:
            await turn.say("reply", await prompt(turn, plan))
        elif not held:  # once, however many of them wait
            held.append(refusal)
            await turn.say("reply", refusal)
