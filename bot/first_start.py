"""Owns what happens when a practice has no owner yet: the one link that makes somebody its owner."""

from bot.world import World
from care import invites
from storage import audit, people
from storage import invites as rows
from storage.session import Session


async def owner_link(world: World) -> str | None:
    """Give a fresh owner's join link while nobody owns the practice, or None."""
    return await world.app.read(lambda db: invite_owner(db, world.username))


async def invite_owner(db: Session, username: str) -> str | None:
    """Write an owner's invitation and give its link, or None when the practice has its owner."""
    if await people.with_role(db, "owner"):
        return None
    token = invites.fresh_token()
    await rows.add(db, token=token, role="owner", made_by=None, expires_at=db.now + invites.LIFETIME)
    await audit.note(db, "invited owner", actor=None)
    return invites.link(username, token)
