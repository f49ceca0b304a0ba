"""Owns what is wrong with the machinery and since when; refuses to find out."""

from storage.session import Session


async def begin(db: Session, code: str) -> bool:
    """Note that something is wrong from now on; False when that is known already."""
    changed = await db.run(
        """INSERT INTO trouble (practice_id, trouble_id, code, since) VALUES (:practice, :key, :code, :now)
           ON CONFLICT DO NOTHING""",
        key=db.new_id(),
        code=code,
    )
    return changed == 1


async def end(db: Session, code: str) -> bool:
    """Note that something is right again; False when nothing was known to be wrong."""
    changed = await db.run(
        "UPDATE trouble SET until = :now WHERE practice_id = :practice AND code = :code AND until IS NULL", code=code
    )
    return changed == 1


async def known(db: Session) -> list[str]:
    """Give the codes of all that is wrong."""
    rows = await db.fetch("SELECT code FROM trouble WHERE practice_id = :practice AND until IS NULL ORDER BY code")
    return [row["code"] for row in rows]
