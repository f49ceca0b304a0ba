"""Owns whether a routine may reach a client as things stand: one question, asked at the push and at every single send.

It refuses to forget: what is in the way is named to her therapist, once, and only a typed reason lets it pass.
"""

from dataclasses import dataclass

from care import alerts, fitness
from care.intake import Intake, OnFile, on_file
from care.moments import local_date
from care.screen import Screen
from care.turn import Turn
from care.words import Words
from storage import gate as rows
from storage import guardians, messages, queue
from storage import intake as files
from storage import plans as plan_rows
from storage.gate import Reason
from storage.messages import Message

MISSING, UNREVIEWED, MINOR = "missing", "unreviewed", "minor"
# A phone shows few lines; where it is about more steps, these stand for them.
MOST_STEPS = 3
FOLLOWERS = frozenset({"snoozed", "nudge"})
ACTIVITY = "activity_prompt"
ASKING = frozenset({"check_in", "away", "aftercare", "learn", ACTIVITY}) | FOLLOWERS


@dataclass(frozen=True)
class InTheWay:
    """One thing that stands against a routine, in words: what it is, and which steps it is about (none: all)."""

    what: str
    steps: tuple[str, ...]


async def against(turn: Turn, routine_id: str | None, client_id: int | None = None) -> frozenset[str]:
    """Give what stands between a client (the turn's own person by default) and a routine; nothing means that it may go.

    The codes are those of ``fitness.clashes``, and ``missing``, ``unreviewed:<version>`` and ``minor``. What a
    therapist typed a reason for does not count; for a minor no reason does, only a guardian's consent.
    """
    who = client_id if client_id is not None else turn.person.person_id
    if routine_id is None or routine_id not in turn.library.routines:
        return frozenset()  # a routine that the library no longer has is never shown
    found = await on_file(turn, who)
    if await is_minor_alone(turn, found, who):
        return frozenset({MINOR})
    standing = set(_of_file(turn, found, routine_id))
    if standing:
        for reason in await rows.reasons_of(turn.db, who, routine_id):
            standing -= await _still_covered(turn, reason)
    return frozenset(standing)


async def _still_covered(turn: Turn, reason: Reason) -> frozenset[str]:
    """Give what a reason still counts for: a wound that healed and one that came later are not the same.

    What was off the file in between has to be looked at anew. The state of the file itself is named with its version.
    """
    today, covers = local_date(turn.now, turn.practice.zone), reason.covers
    for version in await files.since(turn.db, reason.person_id, reason.used_at or turn.now):
        codes = fitness.clashes(Intake.load(version.content), reason.routine, turn.library, today)
        covers = frozenset(code for code in covers if code in codes or ":" not in code or code.startswith(UNREVIEWED))
    return covers


def _of_file(turn: Turn, found: OnFile, routine_id: str) -> frozenset[str]:
    if not found.version:
        return frozenset({MISSING})
    codes = fitness.clashes(found.intake, routine_id, turn.library, local_date(turn.now, turn.practice.zone))
    return codes if found.reviewed else codes | {f"{UNREVIEWED}:{found.version}"}


async def is_minor_alone(turn: Turn, found: OnFile | None = None, client_id: int | None = None) -> bool:
    """Tell whether a client is under 18 and no guardian's consent is on file: then nothing is asked or sent."""
    who = client_id if client_id is not None else turn.person.person_id
    known = found if found is not None else await on_file(turn, who)
    return fitness.is_minor(known.intake) and await guardians.of_person(turn.db, who) is None


async def against_message(turn: Turn, message: Message) -> str | None:
    """Give the code of the ledger that stands against a message now, or None: whatever carries a routine is asked."""
    if message.kind in ASKING and await is_minor_alone(turn):
        return "guardian"
    if message.kind == ACTIVITY and await is_in_doubt(turn):
        return "clash"
    routine = await routine_of(turn, message)
    if routine is None and message.kind == "routine":  # an activity in a therapist's words: it names no routine
        return "guardian" if await is_minor_alone(turn) else "clash" if await is_in_doubt(turn) else None
    if routine is None:
        return None
    found = await against(turn, routine)
    return "guardian" if MINOR in found else "clash" if found else None


async def is_in_doubt(turn: Turn) -> bool:
    """Tell whether nothing is known of a client's health, or it waits for a review, or holds what stops every routine.

    So does a surgery of the last twelve weeks that no surgeon has cleared. A therapist's own words carry no tags that
    could be compared, so they rest with everything else.
    """
    found = await on_file(turn)
    today = local_date(turn.now, turn.practice.zone)
    known = fitness.known(found.intake, today)
    fresh = any(not one.cleared and fitness.is_recent(one, today) for one in found.intake.surgeries)
    return not found.reviewed or fresh or bool(known & fitness.STOPS_ALL)


async def routine_of(turn: Turn, message: Message) -> str | None:
    """Give the routine that a message brings, prompts for or follows up on; None where it brings none of its own."""
    if message.kind == "routine":
        return await _given_in(turn, message)
    root: Message | None = message
    while root is not None and root.kind in FOLLOWERS:
        root = await messages.head(turn.db, root.follows or 0)
    if root is None or root.kind != "routine_prompt":
        return None
    if root is not message and "check_in" in await _merged_into(turn, root):
        return None  # it asks the check-in's question; the routine beside it is looked at by itself
    plan = await plan_rows.get(turn.db, root.plan_id or 0)
    return plan.routine if plan is not None else None


async def _given_in(turn: Turn, message: Message) -> str | None:
    """Read from its own button which routine a message gives: it was worded when it was sent, and may wait since."""
    whole = message if message.body else await messages.get(turn.db, message.message_id)
    if whole is None or not whole.body:
        return None
    for row in Screen.load(whole.body).rows:
        for button in row:
            if button.action == "rw.go":
                plan = await plan_rows.get(turn.db, int(button.args[0], 36))
                return plan.routine if plan is not None else None
    return None


async def _merged_into(turn: Turn, root: Message) -> set[str]:
    return {row.kind for row in await queue.followers(turn.db, root.message_id) if row.state == "merged"}


async def in_words(turn: Turn, words: Words, routine_id: str, found: frozenset[str]) -> list[InTheWay]:
    """Say in one language what stands against a routine of the turn's client, and at which of its steps."""
    intake = (await on_file(turn)).intake
    today = local_date(turn.now, turn.practice.zone)
    lines = []
    for code in sorted(found):
        steps = fitness.steps_with(code, routine_id, turn.library, today, intake)
        named = tuple(turn.library.exercise_words(key, words.locale).name for key in steps[:MOST_STEPS])
        lines.append(InTheWay(_named(words, code), named))
    return lines


def _named(words: Words, code: str) -> str:
    kind, _, rest = code.partition(":")
    if kind in ("avoid", "condition"):
        return words.library.name(kind, rest, words.locale)
    said = words.library.name("clash", kind, words.locale)
    if kind != "surgery":
        return said
    return f"{said}: {words.library.name('region', rest.partition(':')[0], words.locale)}"


async def tell(turn: Turn, routine_id: str) -> None:
    """Tell the therapist that a routine of the turn's client is held back: once for what is in its way, not daily.

    What waits only for her review was told when the client changed it.
    """
    me, found = turn.person.person_id, await against(turn, routine_id)
    if all(code.startswith(UNREVIEWED) for code in found):
        return
    told = await rows.holds_of(turn.db, me, routine_id)
    if any(found <= before for before in told):
        return
    await rows.add_hold(turn.db, me, routine_id, found)
    therapist = await alerts.therapist_of(turn)
    words = turn.words(therapist)
    why = [one.what for one in await in_words(turn, words, routine_id, found)]
    name = turn.library.routine_words(routine_id, words.locale).name
    await alerts.raise_for(turn, "routine_held", "tell_therapist", routine=name, why=why)


async def tell_of(turn: Turn, message: Message) -> None:
    """Tell the therapist that a message was not sent because of what is on file."""
    routine = await routine_of(turn, message)
    if routine is not None:
        await tell(turn, routine)


async def refusal(turn: Turn, routine_id: str | None) -> Screen | None:
    """Say to the turn's client why a routine rests for now, and let her therapist know; None when it may go."""
    found = await against(turn, routine_id)
    if not found or routine_id is None:
        return None
    await tell(turn, routine_id)
    return await held_screen(turn, minor=MINOR in found)


async def held_screen(turn: Turn, *, minor: bool) -> Screen:
    """Word, kindly and without a reason that could frighten, that something rests until a human has looked."""
    therapist = await alerts.therapist_of(turn)
    name = turn.name_of(therapist)
    words = turn.words()
    if minor:
        return words.screen("gate.minor", therapist=name)
    return words.screen("gate.held", ((words.button("intake.open", "in.home"),),), therapist=name)


async def refuses_minor(turn: Turn) -> bool:
    """Answer a client under 18 who asks for something before a guardian consented; False when all is well."""
    if not await is_minor_alone(turn):
        return False
    await turn.say("reply", await held_screen(turn, minor=True))
    return True
