"""Owns which rows of the ledger tell of which alert, and which bubble stands for older ones; refuses to word any."""

from storage.messages import PLAIN, Message, plain
from storage.session import Session


async def of_emergencies(db: Session, person_id: int, client_id: int) -> list[Message]:
    """Give the rows that told, or will tell, somebody of the open emergencies of a client, newest first.

    A dead letter that was sent once more keeps its own place: it names the one that it repeats.
    """
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND person_id = :who
              AND alert_id IN (
                SELECT alert.alert_id FROM alert WHERE alert.practice_id = :practice AND alert.client_id = :client
                  AND alert.acknowledged_at IS NULL AND alert.urgency = 'emergency')
              AND state IN ('queued', 'sent', 'uncertain', 'merged') AND (slot IS NULL OR slot <> 'replay')
            ORDER BY message_id DESC""",  # noqa: S608 -- constants only
        who=person_id,
        client=client_id,
    )
    return [plain(row) for row in rows]


async def readers(db: Session, client_id: int) -> list[int]:
    """Give who was called about an emergency of a client that is still open, or will be; ids of people, in order."""
    rows = await db.fetch(
        """SELECT DISTINCT message.person_id AS who FROM message JOIN alert
             ON message.practice_id = alert.practice_id AND message.alert_id = alert.alert_id
           WHERE alert.practice_id = :practice AND alert.client_id = :client AND alert.acknowledged_at IS NULL
             AND alert.urgency = 'emergency' AND message.state IN ('queued', 'sending', 'sent', 'uncertain', 'merged')
           ORDER BY message.person_id""",
        client=client_id,
    )
    return [row["who"] for row in rows]


async def telling(db: Session, alert_id: int) -> list[Message]:
    """Give the rows in which an alert was said to anybody, oldest first, without their words."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND alert_id = :key
              AND state IN ('sent', 'uncertain', 'merged') ORDER BY message_id""",  # noqa: S608 -- constants only
        key=alert_id,
    )
    return [plain(row) for row in rows]


async def stand_in(db: Session, message_id: int, host: int) -> None:
    """Note that a newer bubble says again what a row has said; the row itself stays what it was."""
    await db.run(
        """UPDATE message SET follows = :host, slot = :slot
           WHERE practice_id = :practice AND message_id = :key AND state IN ('sent', 'uncertain', 'merged')""",
        key=message_id,
        host=host,
        slot=str(message_id),
    )
