"""Owns what waits in the ledger and who is next; refuses to give anything an end."""

from storage.messages import PLAIN, Message, plain, whole
from storage.session import Session


async def in_flight(db: Session, person_id: int) -> Message | None:
    """Give the row that is being sent to a person, or None."""
    row = await db.one(
        "SELECT * FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'sending'", who=person_id
    )
    return await whole(db, row) if row else None


async def first_due(db: Session, person_id: int, patience: int = 0) -> Message | None:
    """Give the queued row that a person should get next: by priority, due time and id.

    One that certainly did not leave keeps its place while it waits for its next try (at most ``patience`` ms, so that
    what policy holds for longer is not meant): it is given with its ``not_before`` ahead, and nothing behind it may go.
    """
    row = await db.one(
        """SELECT * FROM message
           WHERE practice_id = :practice AND person_id = :who AND state = 'queued' AND +due_at <= :now
             AND (not_before <= :now
                  OR (attempt > 0 AND maybe_dup = 0 AND edits IS NULL AND not_before <= :soon))
           ORDER BY priority, due_at, message_id LIMIT 1""",  # "+" keeps SQLite on the person's own index
        who=person_id,
        soon=db.now + patience,
    )
    return await whole(db, row) if row else None


async def wait_behind(db: Session, first: Message) -> None:
    """Let everything that is due to a person wait for the row that she should get first."""
    await db.run(
        """UPDATE message SET not_before = :until
           WHERE practice_id = :practice AND person_id = :who AND state = 'queued' AND +due_at <= :now
             AND not_before <= :now""",
        who=first.person_id,
        until=first.not_before,
    )


async def stale(db: Session, person_id: int, by: int) -> list[Message]:
    """Give what waits for a person and has expired by an instant, without its words."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'queued'
              AND +expires_at <= :by ORDER BY message_id""",  # noqa: S608 -- constants only; "+" as in first_due
        who=person_id,
        by=by,
    )
    return [plain(row) for row in rows]


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


async def retry(db: Session, message_id: int, *, not_before: int, reason: str, maybe_dup: bool) -> None:
    """Queue a row again; ``maybe_dup`` counts the try as one that may have arrived."""
    await db.run(
        """UPDATE message SET state = 'queued', not_before = :not_before, reason = :reason, held_for = NULL,
                  maybe_dup = maybe_dup + :dup
           WHERE practice_id = :practice AND message_id = :key AND state = 'sending'""",
        key=message_id,
        not_before=not_before,
        reason=reason,
        dup=int(maybe_dup),
    )


async def hold(db: Session, message_id: int, not_before: int, reason: str) -> None:
    """Let a queued row wait until an instant, and note why."""
    await db.run(
        """UPDATE message SET not_before = :not_before, held_for = :reason
           WHERE practice_id = :practice AND message_id = :key AND state = 'queued'""",
        key=message_id,
        not_before=not_before,
        reason=reason,
    )


async def came_since(db: Session, person_id: int, since: int) -> list[Message]:
    """Give what came to a person (or may have come) since an instant as bubbles of its own, newest first."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND person_id = :who AND closed_at >= :since
              AND state IN ('sent', 'uncertain') AND edits IS NULL ORDER BY closed_at DESC, message_id DESC""",  # noqa: S608 -- constants only
        who=person_id,
        since=since,
    )
    return [plain(row) for row in rows]


async def queued_until(db: Session, person_id: int, until: int) -> list[Message]:
    """Give what is queued for a person and becomes due until an instant, in order, without its words."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'queued'
              AND +due_at <= :until ORDER BY priority, due_at, message_id""",  # noqa: S608 -- constants only; "+" as above
        who=person_id,
        until=until,
    )
    return [plain(row) for row in rows]


async def followers(db: Session, message_id: int) -> list[Message]:
    """Give the rows that follow a message, oldest first, without their words."""
    rows = await db.fetch(
        f"SELECT {PLAIN} FROM message WHERE practice_id = :practice AND follows = :key ORDER BY +message_id",  # noqa: S608 -- constants only
        key=message_id,
    )
    return [plain(row) for row in rows]


async def let_go(db: Session, reason: str) -> int:
    """Let everything go on at once that waits for one reason which is no more; give how much that is."""
    return await db.run(
        """UPDATE message SET not_before = :now
           WHERE practice_id = :practice AND state = 'queued' AND held_for = :reason AND not_before > :now
             AND due_at <= :now""",
        reason=reason,
    )


async def let_go_of(db: Session, person_id: int, reason: str) -> None:
    """Let what waits for one person and one reason go on at once."""
    await db.run(
        """UPDATE message SET not_before = :now
           WHERE practice_id = :practice AND person_id = :who AND state = 'queued' AND held_for = :reason
             AND not_before > :now AND due_at <= :now""",
        who=person_id,
        reason=reason,
    )


async def has_queued_of_plan(db: Session, plan_id: int) -> bool:
    """Tell whether a plan has a message waiting that was never tried; one that is tried again is no future one."""
    row = await db.one(
        """SELECT 1 AS n FROM message
           WHERE practice_id = :practice AND plan_id = :plan AND state = 'queued' AND attempt = 0
             AND (slot IS NULL OR slot <> 'replay') LIMIT 1""",
        plan=plan_id,
    )
    return row is not None


async def queued_of_kind(db: Session, person_id: int, kind: str) -> list[Message]:
    """Give what is queued of one kind for a person, with its words."""
    rows = await db.fetch(
        """SELECT * FROM message WHERE practice_id = :practice AND person_id = :who AND state = 'queued'
             AND kind = :kind ORDER BY +message_id""",
        who=person_id,
        kind=kind,
    )
    return [await whole(db, row) for row in rows]
