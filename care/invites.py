"""Owns invitations into the practice; refuses to let one be used twice, guessed or kept."""

import re
import secrets
from dataclasses import replace
from typing import Any

from care import alerts, joining, menus
from care.moments import HOUR
from care.screen import Screen
from care.turn import Turn
from care.words import short
from storage import audit, clients, people
from storage import invites as rows
from storage.invites import Invite
from storage.people import Person

TOKEN_BYTES = 16
LIFETIME = 72 * HOUR
MOST_MISSES = 5
# An invitation stands below a picture, where there is room for a thousand signs.
MOST_NAMED, LONGEST = 12, 28


def fresh_token() -> str:
    """Give 128 random bits in characters that a start link allows."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Tell whether a text looks like one of our tokens, which nobody writes by hand."""
    return re.fullmatch(r"[A-Za-z0-9_-]{22}", text) is not None


async def make(turn: Turn, role: str, *, made_by: int | None) -> str:
    """Write an invitation and give its token."""
    token = fresh_token()
    await rows.add(turn.db, token=token, role=role, made_by=made_by, expires_at=turn.now + LIFETIME)
    await audit.note(turn.db, f"invited {role}", actor=made_by)
    return token


def link(username: str, token: str) -> str:
    """Give the link that opens the bot with an invitation."""
    return f"https://t.me/{username}?start={token}"


async def invite_client(turn: Turn, username: str) -> None:
    """Answer a therapist's wish to invite a client: a link to pass on and a picture to let her scan."""
    await _show(turn, await make(turn, "client", made_by=turn.person.person_id), username, "invite.client")


async def invite_therapist(turn: Turn, username: str) -> None:
    """Answer an owner's wish to bring in a colleague."""
    token = await make(turn, "therapist", made_by=turn.person.person_id)
    team = [short(one.name, LONGEST) for one in await _team(turn)]
    facts = {"team": team[:MOST_NAMED], "more": max(0, len(team) - MOST_NAMED)}
    await _show(turn, token, username, "invite.therapist", **facts)


async def _team(turn: Turn) -> list[Person]:
    """Give everybody who works here, the owners first, once each."""
    found = [*await people.with_role(turn.db, "owner"), *await people.with_role(turn.db, "therapist")]
    return list({one.person_id: one for one in found}.values())


async def _show(turn: Turn, token: str, username: str, key: str, **facts: Any) -> None:
    address = link(username, token)
    screen = turn.words().screen(key, link=address, until=turn.now + LIFETIME, zone=turn.person.zone, **facts)
    await turn.say("invitation", replace(screen, photo=f"qr:{address}"))


async def open_link(turn: Turn, token: str) -> None:
    """Let in whoever holds an unused invitation; five wrong ones in an hour and the door stays shut for the rest."""
    me = turn.person.person_id
    if await rows.count_misses(turn.db, me, turn.now - HOUR) >= MOST_MISSES:
        await turn.say("reply", turn.words().screen("joining.too_many"))
        return
    invite = await rows.find(turn.db, token)
    if invite is not None and invite.used_by == me:
        await joining.welcome_back(turn)
        return
    if invite is not None and invite.used_by is None and await _stays_unused(turn, invite):
        return
    if invite is None or not await rows.claim(turn.db, invite.invite_id, me):
        await rows.add_miss(turn.db, me)
        await turn.say("reply", turn.words().screen("joining.bad_link", practice=turn.practice.name))
        return
    await audit.note(turn.db, f"joined as {invite.role}", actor=me, about=invite.invite_id)
    await _let_in(turn, invite)


async def _stays_unused(turn: Turn, invite: Invite) -> bool:
    """Answer those for whom an invitation isn't meant; it still lets in the one for whom it is."""
    me = turn.person
    if invite.made_by == me.person_id:
        await turn.say("reply", turn.words().screen("invite.own"))
        return True
    if invite.role == "client" and await clients.has_consent(turn.db, me.person_id, "care"):
        await joining.welcome_back(turn)  # she keeps her therapist, her file and its confirmation
        return True
    return False


async def _let_in(turn: Turn, invite: Invite) -> None:
    if invite.role == "client":
        host = await _host(turn, invite)
        await clients.add(turn.db, turn.person.person_id, host.person_id if host else turn.person.person_id)
        await joining.begin(turn, host)
        return
    for role in ("owner", "therapist") if invite.role == "owner" else ("therapist",):
        await people.grant(turn.db, turn.person.person_id, role)
    await turn.refresh()
    menus.offer(turn)
    await turn.say("reply", staff_welcome(turn))
    for owner in await people.with_role(turn.db, "owner"):
        if invite.role == "therapist" and owner.person_id != turn.person.person_id:
            await alerts.news_for_owner(
                turn, owner, "invite.used", name=turn.person.name, username=turn.person.username
            )


async def _host(turn: Turn, invite: Invite) -> Person | None:
    return await people.get(turn.db, invite.made_by) if invite.made_by is not None else None


def staff_welcome(turn: Turn) -> Screen:
    """Word the greeting of a therapist or an owner."""
    key = "joining.owner" if "owner" in turn.person.roles else "joining.therapist"
    return turn.words().screen(key, name=turn.person.name, practice=turn.practice.name)
