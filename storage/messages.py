"""Owns the ledger's rows: things said or to be said; refuses to decide whether one should be.

The states: ``queued`` and ``sending`` are open; ``sent``, ``expired``, ``cancelled``, ``merged``, ``blocked``,
``uncertain`` and ``dead`` are terminal, and only ``uncertain`` may still become ``sent``.
"""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row

OPEN_STATES = ("queued", "sending")
TERMINAL_STATES = ("sent", "expired", "cancelled", "merged", "blocked", "uncertain", "dead")


@dataclass(frozen=True)
class Message:
    """One row of the ledger. Times are ms UTC; ``facts`` and ``body`` are JSON texts, sealed at rest.

    ``maybe_dup`` counts the earlier tries that may have arrived; from 1 on the row is flagged as a possible duplicate.
    """

    message_id: int
    person_id: int
    subject_id: int
    kind: str
    priority: int
    due_at: int
    plan_id: int | None = None
    appointment_id: int | None = None
    broadcast_id: int | None = None
    rank: int = 0
    slot: str | None = None
    local_date: str | None = None
    local_time: str | None = None
    zone: str | None = None
    not_before: int = 0
    expires_at: int | None = None
    state: str = "queued"
    reason: str | None = None
    held_for: str | None = None
    attempt: int = 0
    epoch: int = 0
    maybe_dup: int = 0
    edits: int | None = None
    follows: int | None = None
    outage_id: int | None = None
    alert_id: int | None = None
    template: str | None = None
    template_version: str | None = None
    locale: str | None = None
    facts: str | None = None
    body: str | None = None
    telegram_message_id: int | None = None
    made_at: int = 0
    sent_at: int | None = None
    closed_at: int | None = None


PLAIN = (
    "message_id, person_id, subject_id, kind, priority, due_at, plan_id, appointment_id, broadcast_id, rank, slot, "
    "local_date, local_time, zone, not_before, expires_at, state, reason, held_for, attempt, epoch, maybe_dup, edits, "
    "follows, outage_id, alert_id, template, template_version, locale, telegram_message_id, made_at, sent_at, closed_at"
)


def plain(row: Row) -> Message:
    """Make a message of a row without its sealed columns."""
    values = {name.strip(): row[name.strip()] for name in PLAIN.split(",")}
    return Message(**values)


async def whole(db: Session, row: Row) -> Message:
    """Make a message of a row, with its words unsealed."""
    values = {name.strip(): row[name.strip()] for name in PLAIN.split(",")}
    who, key = row["subject_id"], row["message_id"]
    values["facts"] = await db.unseal(who, "message.facts", key, row["facts"])
    values["body"] = await db.unseal(who, "message.body", key, row["body"])
    return Message(**values)


async def add(db: Session, message: Message) -> bool:
    """Write a row; False when its occurrence (plan and day, or appointment and slot) is in the ledger already."""
    key, who = message.message_id, message.subject_id
    changed = await db.run(
        """INSERT INTO message (practice_id, message_id, person_id, subject_id, kind, priority, plan_id, appointment_id,
               broadcast_id, rank, slot, local_date, local_time, zone, due_at, not_before, expires_at, state, attempt,
               epoch, maybe_dup, edits, follows, outage_id, alert_id, template, template_version, locale, facts, body,
               made_at)
           VALUES (:practice, :key, :person, :subject, :kind, :priority, :plan, :appointment,
               :broadcast, :rank, :slot, :local_date, :local_time, :zone, :due_at, :not_before, :expires_at, 'queued',
               0, 0, 0, :edits, :follows, :outage, :alert, :template, :template_version, :locale, :facts, :body, :now)
           ON CONFLICT DO NOTHING""",
        key=key,
        person=message.person_id,
        subject=who,
        kind=message.kind,
        priority=message.priority,
        plan=message.plan_id,
        appointment=message.appointment_id,
        broadcast=message.broadcast_id,
        rank=message.rank,
        slot=message.slot,
        local_date=message.local_date,
        local_time=message.local_time,
        zone=message.zone,
        due_at=message.due_at,
        not_before=message.not_before,
        expires_at=message.expires_at,
        edits=message.edits,
        follows=message.follows,
        outage=message.outage_id,
        alert=message.alert_id,
        template=message.template,
        template_version=message.template_version,
        locale=message.locale,
        facts=await db.seal(who, "message.facts", key, message.facts),
        body=await db.seal(who, "message.body", key, message.body),
    )
    return changed == 1


async def get(db: Session, message_id: int) -> Message | None:
    """Give a row with its words, or None."""
    row = await db.one("SELECT * FROM message WHERE practice_id = :practice AND message_id = :key", key=message_id)
    return await whole(db, row) if row else None


async def head(db: Session, message_id: int) -> Message | None:
    """Give a row without its words, or None."""
    row = await db.one(
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND message_id = :key",  # noqa: S608 -- constants only
        key=message_id,
    )
    return plain(row) if row else None


async def forget_body(db: Session, message_id: int) -> None:
    """Remove the words of a message that must not be kept, such as an invitation's link."""
    await db.run(
        "UPDATE message SET body = NULL, facts = NULL WHERE practice_id = :practice AND message_id = :key",
        key=message_id,
    )


async def rebind(db: Session, message_id: int, telegram_message_id: int | None) -> None:
    """Note under which number Telegram shows a row's bubble now; None when it is gone."""
    await db.run(
        """UPDATE message SET telegram_message_id = :telegram WHERE practice_id = :practice AND message_id = :key""",
        key=message_id,
        telegram=telegram_message_id,
    )


async def bubble_of(db: Session, message_id: int) -> tuple[int | None, bool]:
    """Give Telegram's number of a ledger row's bubble, None while it is not known, and whether it shows a picture."""
    row = await db.one(
        "SELECT telegram_message_id, media FROM message WHERE practice_id = :practice AND message_id = :key",
        key=message_id,
    )
    return (row["telegram_message_id"], bool(row["media"])) if row else (None, False)


async def note_media(db: Session, message_id: int, *, media: bool) -> None:
    """Note whether a row's bubble shows a picture now."""
    await db.run(
        "UPDATE message SET media = :media WHERE practice_id = :practice AND message_id = :key",
        key=message_id,
        media=int(media),
    )


async def of_plan(db: Session, plan_id: int) -> list[Message]:
    """Give all rows of a plan, without their words."""
    rows = await db.fetch(
        # "+" keeps SQLite on the plan's own index: for the order's sake it would read the whole ledger.
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND plan_id = :plan ORDER BY +message_id",  # noqa: S608 -- constants only
        plan=plan_id,
    )
    return [plain(row) for row in rows]


async def last_said(db: Session, plan_id: int) -> Message | None:
    """Give the plan's message of the newest date that left the house, or may have, without its words; None for none."""
    row = await db.one(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND plan_id = :plan AND attempt > 0
              AND state IN ('sent', 'sending', 'uncertain', 'queued') ORDER BY local_date DESC LIMIT 1""",  # noqa: S608 -- constants only
        plan=plan_id,
    )
    return plain(row) if row else None


async def of_appointment(db: Session, appointment_id: int) -> list[Message]:
    """Give all rows of an appointment, without their words."""
    rows = await db.fetch(
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND appointment_id = :key ORDER BY +message_id",  # noqa: S608 -- as in of_plan
        key=appointment_id,
    )
    return [plain(row) for row in rows]


async def counts(db: Session) -> dict[str, int]:
    """Give how many rows are in each state."""
    rows = await db.fetch("SELECT state, COUNT(*) AS n FROM message WHERE practice_id = :practice GROUP BY state")
    return {row["state"]: row["n"] for row in rows}


async def of_person(db: Session, person_id: int, since: int) -> list[Message]:
    """Give the bubbles for a person that were due since an instant, newest first, without their words."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND person_id = :who AND due_at >= :since
              AND edits IS NULL
            ORDER BY due_at DESC, message_id DESC""",  # noqa: S608 -- constants only
        who=person_id,
        since=since,
    )
    return [plain(row) for row in rows]
