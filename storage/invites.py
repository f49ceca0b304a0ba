"""Owns invitations; refuses to keep a token: only its hash is stored."""

import hashlib
from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Invite:
    """A single-use link: for which role, who made it (None = the setup), when it ends (ms UTC), who used it."""

    invite_id: int
    role: str
    made_by: int | None
    expires_at: int
    used_by: int | None


def hashed(token: str) -> bytes:
    """Give what is stored of a token; 128 random bits need no salt."""
    return hashlib.sha256(token.encode()).digest()


def _invite(row: Row) -> Invite:
    return Invite(row["invite_id"], row["role"], row["made_by"], row["expires_at"], row["used_by"])


async def add(db: Session, *, token: str, role: str, made_by: int | None, expires_at: int) -> int:
    """Write an invitation and give its id."""
    key = db.new_id()
    await db.run(
        """INSERT INTO invite (practice_id, invite_id, role, token_hash, made_by, made_at, expires_at)
           VALUES (:practice, :key, :role, :token, :made_by, :now, :expires_at)""",
        key=key,
        role=role,
        token=hashed(token),
        made_by=made_by,
        expires_at=expires_at,
    )
    return key


async def find(db: Session, token: str) -> Invite | None:
    """Give the invitation of a token, used or not, or None."""
    row = await db.one(
        "SELECT * FROM invite WHERE practice_id = :practice AND token_hash = :token", token=hashed(token)
    )
    return _invite(row) if row else None


async def claim(db: Session, invite_id: int, person_id: int) -> bool:
    """Use an invitation; of fifty who try at once one gets True."""
    changed = await db.run(
        """UPDATE invite SET used_by = :who, used_at = :now
           WHERE practice_id = :practice AND invite_id = :key AND used_by IS NULL AND expires_at > :now""",
        key=invite_id,
        who=person_id,
    )
    return changed == 1


async def count_misses(db: Session, person_id: int, since: int) -> int:
    """Give how many wrong links a person tried since an instant."""
    row = await db.one(
        "SELECT COUNT(*) AS n FROM invite_miss WHERE practice_id = :practice AND person_id = :who AND at > :since",
        who=person_id,
        since=since,
    )
    return int(row["n"]) if row else 0


async def add_miss(db: Session, person_id: int) -> None:
    """Note a wrong link."""
    await db.run(
        "INSERT INTO invite_miss (practice_id, miss_id, person_id, at) VALUES (:practice, :key, :who, :now)",
        key=db.new_id(),
        who=person_id,
    )
