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
    slot: str | None = None
    local_date: str | None = None
    local_time: str | None = None
    zone: str | None = None
    not_before: int = 0
    expires_at: int | None = None
    state: str = "queued"
    reason: str | None = None
    attempt: int = 0
    epoch: int = 0
    maybe_dup: int = 0
    edits: int | None = None
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
    "message_id, person_id, subject_id, kind, priority, due_at, plan_id, appointment_id, slot, local_date, local_time, "
    "zone, not_before, expires_at, state, reason, attempt, epoch, maybe_dup, edits, template, template_version, "
    "locale, telegram_message_id, made_at, sent_at, closed_at"
)


def plain(row: Row) -> Message:
    """Make a message of a row without its sealed columns."""
    values = {name.strip(): row[name.strip()] for name in PLAIN.split(",")}
    return Message(**values)


async def _whole(db: Session, row: Row) -> Message:
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
               slot, local_date, local_time, zone, due_at, not_before, expires_at, state, attempt, epoch, maybe_dup,
               edits, template, template_version, locale, facts, body, made_at)
           VALUES (:practice, :key, :person, :subject, :kind, :priority, :plan, :appointment,
               :slot, :local_date, :local_time, :zone, :due_at, :not_before, :expires_at, 'queued', 0, 0, 0,
               :edits, :template, :template_version, :locale, :facts, :body, :now)
           ON CONFLICT DO NOTHING""",
        key=key,
        person=message.person_id,
        subject=who,
        kind=message.kind,
        priority=message.priority,
        plan=message.plan_id,
        appointment=message.appointment_id,
        slot=message.slot,
        local_date=message.local_date,
        local_time=message.local_time,
        zone=message.zone,
        due_at=message.due_at,
        not_before=message.not_before,
        expires_at=message.expires_at,
        edits=message.edits,
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
    return await _whole(db, row) if row else None


async def head(db: Session, message_id: int) -> Message | None:
    """Give a row without its words, or None."""
    row = await db.one(
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND message_id = :key",  # noqa: S608 -- constants only
        key=message_id,
    )
    return plain(row) if row else None


async def in_flight(db: Session, person_id: int) -> Message | None:
    """Give the row that is being sent to a person, or None."""
    row = await db.one(
        "SELECT * FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'sending'", who=person_id
    )
    return await _whole(db, row) if row else None


async def first_due(db: Session, person_id: int) -> Message | None:
    """Give the queued row that a person should get next: by priority, due time and id."""
    row = await db.one(
        """SELECT * FROM message
           WHERE practice_id = :practice AND person_id = :who AND state = 'queued'
             AND +due_at <= :now AND not_before <= :now
           ORDER BY priority, due_at, message_id LIMIT 1""",  # "+" keeps SQLite on the person's own index
        who=person_id,
    )
    return await _whole(db, row) if row else None


async def people_due(db: Session, limit: int) -> list[int]:
    """Give the people with something due whom nobody is speaking to, the most urgent first.

    A person whose lease ran out is due as well: whoever held it died between intent and result.
    """
    rows = await db.fetch(
        # Two halves, because SQLite reads the whole ledger for an OR over two states.
        """SELECT person.person_id AS who, MIN(open.priority) AS first, MIN(open.due_at) AS due
           FROM (SELECT practice_id, person_id, priority, due_at FROM message
                 WHERE practice_id = :practice AND state = 'queued' AND due_at <= :now AND not_before <= :now
                 UNION ALL
                 SELECT practice_id, person_id, priority, due_at FROM message
                 WHERE practice_id = :practice AND state = 'sending') AS open
           JOIN person ON person.practice_id = open.practice_id AND person.person_id = open.person_id
           WHERE person.lease_until <= :now
           GROUP BY person.person_id ORDER BY first, due, who LIMIT :limit""",
        limit=limit,
    )
    return [row["who"] for row in rows]


async def people_stale(db: Session, limit: int) -> list[int]:
    """Give people for whom something waits that has expired."""
    rows = await db.fetch(
        """SELECT DISTINCT person_id AS who FROM message
           WHERE practice_id = :practice AND state = 'queued' AND expires_at <= :now LIMIT :limit""",
        limit=limit,
    )
    return [row["who"] for row in rows]


async def stale(db: Session, person_id: int) -> list[Message]:
    """Give what waits for a person and has expired, without its words."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'queued'
              AND +expires_at <= :now ORDER BY message_id""",  # noqa: S608 -- constants only; "+" as in first_due
        who=person_id,
    )
    return [plain(row) for row in rows]


async def next_due(db: Session) -> int | None:
    """Give the next instant after now at which something queued becomes due, or None.

    What is due already waits for the end of its person's lease, and must not hide what comes for others.
    """
    planned = await db.one(
        """SELECT due_at AS due FROM message
           WHERE practice_id = :practice AND state = 'queued' AND not_before <= due_at AND due_at > :now
           ORDER BY due_at LIMIT 1"""
    )
    held_back = await db.one(
        """SELECT not_before AS due FROM message
           WHERE practice_id = :practice AND state = 'queued' AND not_before > due_at AND not_before > :now
           ORDER BY not_before LIMIT 1"""
    )
    leased = await db.one(
        """SELECT MIN(person.lease_until) AS due
           FROM message JOIN person ON person.practice_id = message.practice_id AND person.person_id = message.person_id
           WHERE message.practice_id = :practice AND message.state = 'queued' AND message.due_at <= :now
             AND person.lease_until > :now"""
    )
    return min((row["due"] for row in (planned, held_back, leased) if row and row["due"]), default=None)


async def begin_sending(db: Session, message: Message, *, epoch: int, body: str, words: Message) -> bool:
    """Write the intent: from now on nobody can know for sure that it was not sent. ``words`` names the template.

    False when the row is not queued any more.
    """
    changed = await db.run(
        """UPDATE message SET state = 'sending', epoch = :epoch, attempt = attempt + 1, body = :body,
                  template = :template, template_version = :version, locale = :locale
           WHERE practice_id = :practice AND message_id = :key AND state = 'queued'""",
        key=message.message_id,
        epoch=epoch,
        body=await db.seal(message.subject_id, "message.body", message.message_id, body),
        template=words.template,
        version=words.template_version,
        locale=words.locale,
    )
    return changed == 1


async def queued_of_kind(db: Session, person_id: int, kind: str) -> list[Message]:
    """Give what is queued of one kind for a person, with its words."""
    rows = await db.fetch(
        """SELECT * FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'queued'
             AND kind = :kind ORDER BY message_id""",
        who=person_id,
        kind=kind,
    )
    return [await _whole(db, row) for row in rows]


async def close(db: Session, message_id: int, state: str, reason: str) -> None:
    """Give a row its terminal state and the reason."""
    await db.run(
        """UPDATE message SET state = :state, reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND message_id = :key AND state IN ('queued', 'sending')""",
        key=message_id,
        state=state,
        reason=reason,
    )


async def mark_sent(db: Session, message_id: int, telegram_message_id: int | None, reason: str) -> None:
    """Note that Telegram took a message; also what was uncertain, or waits to be repeated, may turn out to be sent."""
    await db.run(
        """UPDATE message SET state = 'sent', reason = :reason, telegram_message_id = :telegram,
                  sent_at = :now, closed_at = :now
           WHERE practice_id = :practice AND message_id = :key
             AND (state IN ('sending', 'uncertain') OR (state = 'queued' AND maybe_dup > 0))""",
        key=message_id,
        telegram=telegram_message_id,
        reason=reason,
    )


async def merge_edits(db: Session, message_id: int, edits: int) -> int:
    """Close the edits of a bubble that a newer one (``message_id``) has overtaken; give how many."""
    return await db.run(
        """UPDATE message SET state = 'merged', reason = 'a newer edit of the same message', closed_at = :now
           WHERE practice_id = :practice AND edits = :edits AND message_id < :key AND state = 'queued'""",
        key=message_id,
        edits=edits,
    )


async def has_newer_edit(db: Session, message_id: int, edits: int) -> bool:
    """Tell whether a bubble has a later edit than ``message_id`` in the ledger."""
    row = await db.one(
        """SELECT 1 AS n FROM message WHERE practice_id = :practice AND edits = :edits AND message_id > :key
             AND state IN ('queued', 'sending', 'sent') LIMIT 1""",
        key=message_id,
        edits=edits,
    )
    return row is not None


async def retry(db: Session, message_id: int, *, not_before: int, reason: str, maybe_dup: bool) -> None:
    """Queue a row again; ``maybe_dup`` counts the try as one that may have arrived."""
    await db.run(
        """UPDATE message SET state = 'queued', not_before = :not_before, reason = :reason,
                  maybe_dup = maybe_dup + :dup
           WHERE practice_id = :practice AND message_id = :key AND state = 'sending'""",
        key=message_id,
        not_before=not_before,
        reason=reason,
        dup=int(maybe_dup),
    )


async def hold(db: Session, message_id: int, not_before: int) -> None:
    """Let a queued row wait until an instant."""
    await db.run(
        """UPDATE message SET not_before = :not_before
           WHERE practice_id = :practice AND message_id = :key AND state = 'queued'""",
        key=message_id,
        not_before=not_before,
    )


async def forget_body(db: Session, message_id: int) -> None:
    """Remove the words of a message that must not be kept, such as an invitation's link."""
    await db.run(
        "UPDATE message SET body = NULL, facts = NULL WHERE practice_id = :practice AND message_id = :key",
        key=message_id,
    )


async def close_future_of_plan(db: Session, plan_id: int, state: str, reason: str) -> None:
    """Close what a plan was going to say after now."""
    await db.run(
        """UPDATE message SET state = :state, reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND plan_id = :plan AND state = 'queued' AND due_at > :now""",
        plan=plan_id,
        state=state,
        reason=reason,
    )


async def has_queued_of_plan(db: Session, plan_id: int) -> bool:
    """Tell whether a plan has a message waiting that was never tried; one that is tried again is no future one."""
    row = await db.one(
        """SELECT 1 AS n FROM message
           WHERE practice_id = :practice AND plan_id = :plan AND state = 'queued' AND attempt = 0 LIMIT 1""",
        plan=plan_id,
    )
    return row is not None


async def cancel_of_appointment(db: Session, appointment_id: int, reason: str) -> int:
    """Close every unsent reminder of an appointment; give how many."""
    return await db.run(
        """UPDATE message SET state = 'cancelled', reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND appointment_id = :appointment AND state = 'queued'""",
        appointment=appointment_id,
        reason=reason,
    )


async def close_queued(db: Session, person_id: int, kinds: tuple[str, ...], state: str, reason: str) -> None:
    """Close what is queued for a person of some kinds."""
    for kind in kinds:
        await db.run(
            """UPDATE message SET state = :state, reason = :reason, closed_at = :now
               WHERE practice_id = :practice AND person_id = :who AND state = 'queued' AND kind = :kind""",
            who=person_id,
            kind=kind,
            state=state,
            reason=reason,
        )


async def rebind(db: Session, message_id: int, telegram_message_id: int | None) -> None:
    """Note under which number Telegram shows a row's bubble now; None when it is gone."""
    await db.run(
        """UPDATE message SET telegram_message_id = :telegram WHERE practice_id = :practice AND message_id = :key""",
        key=message_id,
        telegram=telegram_message_id,
    )


async def telegram_id_of(db: Session, message_id: int) -> int | None:
    """Give Telegram's number of a ledger row's bubble, or None while it is not known."""
    row = await db.one(
        "SELECT telegram_message_id FROM message WHERE practice_id = :practice AND message_id = :key", key=message_id
    )
    return row["telegram_message_id"] if row else None


async def of_plan(db: Session, plan_id: int) -> list[Message]:
    """Give all rows of a plan, without their words."""
    rows = await db.fetch(
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND plan_id = :plan ORDER BY message_id",  # noqa: S608 -- constants only
        plan=plan_id,
    )
    return [plain(row) for row in rows]


async def of_appointment(db: Session, appointment_id: int) -> list[Message]:
    """Give all rows of an appointment, without their words."""
    rows = await db.fetch(
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND appointment_id = :key ORDER BY message_id",  # noqa: S608 -- constants only
        key=appointment_id,
    )
    return [plain(row) for row in rows]


async def counts(db: Session) -> dict[str, int]:
    """Give how many rows are in each state."""
    rows = await db.fetch("SELECT state, COUNT(*) AS n FROM message WHERE practice_id = :practice GROUP BY state")
    return {row["state"]: row["n"] for row in rows}


async def overdue_open(db: Session, grace: int) -> list[Message]:
    """Give open rows that should be closed: expired more than ``grace`` ms ago, or sending without a live lease."""
    columns = ", ".join(f"message.{name.strip()}" for name in PLAIN.split(","))
    rows = await db.fetch(
        f"""SELECT {columns} FROM message
            WHERE practice_id = :practice AND state = 'queued' AND expires_at <= :then
            UNION ALL
            SELECT {columns} FROM message JOIN person
              ON person.practice_id = message.practice_id AND person.person_id = message.person_id
            WHERE message.practice_id = :practice AND message.state = 'sending'
              AND (person.lease_until <= :then OR person.lease_owner IS NULL)""",  # noqa: S608 -- constants only
        then=db.now - grace,
    )
    return [plain(row) for row in rows]
