"""Owns the ends of ledger rows: each gets one terminal state and its reason; refuses to decide which."""

from storage.session import Session

# Of what may have arrived before nobody can say that it did not: it ends as uncertain, whatever else it would be.
ENDS = "CASE WHEN maybe_dup > 0 THEN 'uncertain' ELSE {} END"


async def close(db: Session, message_id: int, state: str, reason: str) -> None:
    """Give a row its terminal state and the reason."""
    await db.run(
        """UPDATE message SET state = :state, reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND message_id = :key AND state IN ('queued', 'sending')""",
        key=message_id,
        state=state,
        reason=reason,
    )


async def merge_into(db: Session, message_id: int, host: int) -> None:
    """Close a queued row that is said inside another one, which it follows from now on."""
    await db.run(
        """UPDATE message SET state = 'merged', reason = 'merged_into', follows = :host, slot = :slot, closed_at = :now
           WHERE practice_id = :practice AND message_id = :key AND state = 'queued'""",
        key=message_id,
        host=host,
        slot=str(message_id),
    )


async def close_followers(db: Session, message_id: int, reason: str) -> None:
    """Cancel what still waits to follow a message: it was answered, or asked for at another time."""
    await db.run(
        f"""UPDATE message SET state = {ENDS.format("'cancelled'")}, reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND follows = :key AND state = 'queued'""",  # noqa: S608 -- constants only
        key=message_id,
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
        """UPDATE message SET state = 'merged', reason = 'newer_edit', closed_at = :now
           WHERE practice_id = :practice AND edits = :edits AND +message_id < :key AND state = 'queued'""",
        key=message_id,
        edits=edits,
    )


async def has_newer_edit(db: Session, message_id: int, edits: int) -> bool:
    """Tell whether a bubble has a later edit than ``message_id`` in the ledger."""
    row = await db.one(
        """SELECT 1 AS n FROM message WHERE practice_id = :practice AND edits = :edits AND +message_id > :key
             AND state IN ('queued', 'sending', 'sent') LIMIT 1""",
        key=message_id,
        edits=edits,
    )
    return row is not None


async def was_edited_to(db: Session, message_id: int, templates: tuple[str, ...]) -> bool:
    """Tell whether a bubble was ever to become one of these messages."""
    rows = await db.fetch("SELECT template FROM message WHERE practice_id = :practice AND edits = :key", key=message_id)
    return any(row["template"] in templates for row in rows)


async def close_future_of_plan(db: Session, plan_id: int, state: str, reason: str) -> None:
    """Close what a plan was going to say after now."""
    await db.run(
        f"""UPDATE message SET state = {ENDS.format(":state")}, reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND plan_id = :plan AND state = 'queued' AND due_at > :now""",  # noqa: S608 -- constants only
        plan=plan_id,
        state=state,
        reason=reason,
    )


async def cancel_of_appointment(db: Session, appointment_id: int, reason: str) -> int:
    """Close every unsent row of an appointment that is its client's; give how many.

    A therapist's brief is hers: it finds out by itself that the visit is another one by now.
    """
    return await db.run(
        f"""UPDATE message SET state = {ENDS.format("'cancelled'")}, reason = :reason, closed_at = :now
           WHERE practice_id = :practice AND appointment_id = :appointment AND state = 'queued'
             AND kind <> 'brief'""",  # noqa: S608 -- constants only
        appointment=appointment_id,
        reason=reason,
    )


async def close_queued(db: Session, person_id: int, kinds: tuple[str, ...], state: str, reason: str) -> None:
    """Close what is queued for a person of some kinds."""
    for kind in kinds:
        await db.run(
            f"""UPDATE message SET state = {ENDS.format(":state")}, reason = :reason, closed_at = :now
               WHERE practice_id = :practice AND person_id = :who AND state = 'queued' AND kind = :kind""",  # noqa: S608 -- constants only
            who=person_id,
            kind=kind,
            state=state,
            reason=reason,
        )
