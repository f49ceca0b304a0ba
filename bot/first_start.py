"""Owns what happens when a practice has no owner yet: the one link that makes somebody its owner."""

from bot.world import World
from care import invites
from care.moments import HOUR
from storage import audit, people
from storage import invites as rows
from storage.session import Session


async def owner_link(world: World) -> str | None:
    """Give a fresh owner's join link while nobody owns the practice, or None."""

    async def make(db: Session) -> str | None:
        if await people.with_role(db, "owner"):
            return None
        token = invites.fresh_token()
        await rows.add(db, token=token, role="owner", made_by=None, expires_at=db.now + 72 * HOUR)
        await audit.note(db, "invited owner", actor=None)
        return token

    token = await world.app.read(make)
    return invites.link(world.username, token) if token else None
