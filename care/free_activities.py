"""Owns how a therapist gives a client any other activity in her own words: a walk, a bath, a hobby.

It refuses to read the words as a template: they are shown as they are. What she promises too much in is told to her.
"""

from care import awaited, cards, gate, pausing, plans, resting
from care.free_prompts import DAYS_COUNTED, Counted, counted, given_screen
from care.kinds import KINDS
from care.rhythm import HOURS, last_day, pack_days, timing_label
from care.screen import Button, TapError, Toast
from care.turn import Turn
from care.words import Words, plain
from content import claims
from content.shelf import language_of
from storage import audit, people
from storage import free_activities as rows
from storage import plans as plan_rows
from storage.free_activities import FreeActivity
from storage.people import Person
from storage.plans import Plan

DOING = "free"
LONGEST_TITLE, LONGEST_LINE = 60, 200
# So many at once are a list of duties, and no reinforcement.
MOST = 3
DAYS = ("1234567", "12345", "135")
WEEKS = (2, 4, 8)
# A button has room for the beginning of a title only.
LABEL = 24


async def show(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show what the turn's client was given and how often she did it, with the buttons to add, reword and end."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    await audit.note(turn.db, "activities read", actor=actor.person_id, subject=me)
    found = await counted(turn)
    buttons: list[tuple[Button, ...]] = [
        (
            words.button("activity.reword", "fa.new", me, one.plan.plan_id, title=one.title[:LABEL]),
            words.button("activity.end", "fa.end", me, one.plan.plan_id, title=one.title[:LABEL]),
        )
        for one in found
    ]
    if len(found) < MOST:
        buttons.append((words.button("activity.add", "fa.new", me, 0),))
    buttons.append((words.button("card.back_to_card", "cl.card", me),))
    given = [await _line(turn, words, one) for one in found]
    facts = {"name": turn.person.name, "activities": given, "days_counted": DAYS_COUNTED}
    await turn.show(words.screen("activity.list", tuple(buttons), **facts), anchor=anchor, to=actor)
    return None


async def _line(turn: Turn, words: Words, one: Counted) -> dict[str, object]:
    timing = await plans.timing_of(turn, one.plan)
    label = timing_label(words, timing.days, timing.local_time)
    return {"title": one.title, "line": one.line, "timing": label, "done": one.done, "asked": one.asked}


async def ask(turn: Turn, anchor: int, client_id: int, plan_id: int) -> Toast | None:
    """Wait for the therapist's words, in a turn of her own; ``plan_id`` is what they are to replace, or 0."""
    if not await cards.is_hers(turn, client_id):
        return turn.words().toast("common.not_yours")
    client = await people.get(turn.db, client_id)
    await awaited.ask(turn, DOING, client_id, plan_id)
    back = ((turn.words().button("common.back", "fa.list", client_id),),)
    facts = {"name": client.name if client else None, "too_long": False}
    await turn.show(turn.words().screen("activity.ask", back, **facts, **_limits()), anchor=anchor)
    return None


def _limits() -> dict[str, object]:
    return {"most_title": LONGEST_TITLE, "most_line": LONGEST_LINE}


async def typed(turn: Turn, text: str) -> bool:
    """Keep typed words as a draft and ask for the days; False when the words are meant for something else."""
    asked = await awaited.facts(turn, DOING)
    if asked is None:
        return False
    client_id, changes = map(int, asked)
    client, words = await people.get(turn.db, client_id), turn.words()
    if client is None or not await cards.is_hers(turn, client_id):
        await awaited.forget(turn)
        return False
    first, _, rest = text.strip().partition("\n")
    title, line = " ".join(first.split()), " ".join(rest.split())
    if not title or len(title) > LONGEST_TITLE or len(line) > LONGEST_LINE:
        back = ((words.button("common.back", "fa.list", client_id),),)
        screen = words.screen("activity.ask", back, name=client.name, too_long=True, **_limits())
        await turn.say("reply", screen)
        return True
    me = turn.person.person_id
    await awaited.forget(turn)
    draft = await rows.add_draft(turn.db, client_id, title=title, line=line, made_by=me, changes=changes or None)
    await audit.note(turn.db, "activity written", actor=me, subject=client_id, about=draft)
    days = tuple((words.button(f"activity.days_{one}", "fa.day", client_id, draft, pack_days(one)),) for one in DAYS)
    again = (words.button("activity.again", "fa.new", client_id, changes),)
    heard = f"{title}. {line}"
    language = language_of(client.locale)
    doubtful = [*claims.claims(heard, language), *claims.nocebo(heard, language)]
    facts = {"name": client.name, "title": title, "line": line, "doubtful": doubtful}
    await turn.say("reply", words.screen("activity.typed", (*days, again), **facts))
    return True


async def choose_hour(turn: Turn, actor: Person, anchor: int, draft_id: int, days: str) -> Toast | None:
    """Ask at which hour an activity comes."""
    draft = await _draft(turn, actor, draft_id)
    if isinstance(draft, Toast):
        return draft
    words, me, packed = turn.words(actor), turn.person.person_id, pack_days(days)
    hours = [plain(hour, "fa.hour", me, draft_id, packed, hour.replace(":", "")) for hour in HOURS]
    grid = tuple(tuple(hours[at : at + 3]) for at in range(0, len(hours), 3))
    await turn.show(words.screen("activity.hour", grid, title=draft.title), anchor=anchor, to=actor)
    return None


async def choose_weeks(turn: Turn, actor: Person, anchor: int, draft_id: int, days: str, at: str) -> Toast | None:
    """Ask for how long, showing all that was chosen; the answer sends it."""
    draft = await _draft(turn, actor, draft_id)
    if isinstance(draft, Toast):
        return draft
    words, me, packed = turn.words(actor), turn.person.person_id, pack_days(days)
    buttons = tuple(
        (words.button("activity.weeks", "fa.ok", me, draft_id, packed, at.replace(":", ""), count, weeks=count),)
        for count in WEEKS
    )
    facts = {"name": turn.person.name, "title": draft.title, "line": draft.line}
    label = timing_label(words, days, at)
    await turn.show(words.screen("activity.long", buttons, timing=label, **facts), anchor=anchor, to=actor)
    return None


async def give(turn: Turn, actor: Person, anchor: int, draft_id: int, timing: tuple[str, str, int]) -> Toast | None:
    """Begin the plan of an activity, or give a plan its new words and times, and tell the client."""
    draft = await _draft(turn, actor, draft_id)
    if isinstance(draft, Toast):
        return draft
    words, (days, at, weeks) = turn.words(actor), timing
    if (refusal := await _cannot_be_given(turn, words)) is not None:
        return refusal
    if weeks not in WEEKS:
        raise TapError(f"{weeks} weeks")
    chosen = plans.Timing(at, days, last_day(turn.now, turn.person.zone, at, weeks=weeks))
    plan = await _plan(turn, draft)
    if plan is None:
        if len(await counted(turn)) >= MOST:
            return words.toast("activity.enough", alert=True)
        plan = await plans.start(turn, "free", chosen, made_by=actor.person_id)
    else:
        await plans.change(turn, plan, chosen)
    await rows.give(turn.db, draft_id, plan.plan_id)
    me = turn.person.person_id
    await audit.note(turn.db, "activity given", actor=actor.person_id, subject=me, about=plan.plan_id)
    begins = await pausing.over_at(turn)
    expires_at = (begins or turn.now) + (KINDS["routine"].lifetime or 0)
    await turn.say("routine", await given_screen(turn, actor, plan, draft), expires_at=expires_at)
    back = ((words.button("card.back_to_card", "cl.card", me),),)
    await turn.show(words.screen("activity.sent", back, name=turn.person.name), anchor=anchor, to=actor)
    return None


async def _cannot_be_given(turn: Turn, words: Words) -> Toast | None:
    if turn.person.reach != "open":
        return words.toast("card.unreachable", alert=True, name=turn.person.name)
    if await gate.is_minor_alone(turn):
        return words.toast("activity.minor", alert=True)
    if await resting.is_resting(turn):
        return words.toast("resting.not_while", alert=True, name=turn.person.name)
    if await gate.is_in_doubt(turn):
        return words.toast("activity.in_doubt", alert=True)
    return None


async def end(turn: Turn, actor: Person, anchor: int, plan_id: int) -> Toast | None:
    """End an activity: nothing more comes of it."""
    plan = await plan_rows.get(turn.db, plan_id)
    if plan is None or plan.person_id != turn.person.person_id or plan.kind != "free":
        return turn.words(actor).toast("common.not_yours")
    if not await cards.confirmed(turn):
        return turn.words(actor).toast("card.not_confirmed")
    if plan.state != "ended":
        await plans.end(turn, plan, "plan_changed")
        me = turn.person.person_id
        await audit.note(turn.db, "activity ended", actor=actor.person_id, subject=me, about=plan_id)
    return await show(turn, actor, anchor)


async def _draft(turn: Turn, actor: Person, draft_id: int) -> FreeActivity | Toast:
    """Give words that wait to be given to the turn's client, or what to answer instead."""
    draft = await rows.get(turn.db, draft_id)
    if draft is None or draft.person_id != turn.person.person_id or draft.made_by != actor.person_id:
        return turn.words(actor).toast("common.not_yours")
    if not await cards.confirmed(turn):
        return turn.words(actor).toast("card.not_confirmed")
    return draft if not draft.version else turn.words(actor).toast("common.no_longer")


async def _plan(turn: Turn, draft: FreeActivity) -> Plan | None:
    """Give the plan whose words a draft replaces; one that has ended begins anew."""
    plan = await plan_rows.get(turn.db, draft.plan_id or 0)
    mine = plan is not None and plan.person_id == turn.person.person_id and plan.kind == "free"
    return plan if plan is not None and mine and plan.state != "ended" else None
