"""Owns the class of every column, for exports, erasure and the record of processing; refuses to leave one out.

``personal`` says something about somebody by its own content and is always sealed; ``pseudonymous`` says something
about somebody only together with her ids; ``none`` says nothing about a person.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["personal", "pseudonymous", "none"]


@dataclass(frozen=True)
class Column:
    """What a column holds, and whether its bytes are sealed (AES-256-GCM) at rest."""

    kind: Kind
    sealed: bool


def _table(*, sealed: str = "", pseudonymous: str = "", none: str = "", wrapped: str = "") -> dict[str, Column]:
    """Read the names of one table's columns; ``wrapped`` ones are sealed by the key ring and are keys themselves."""
    return (
        {name: Column("personal", sealed=True) for name in sealed.split()}
        | {name: Column("pseudonymous", sealed=False) for name in pseudonymous.split()}
        | {name: Column("none", sealed=False) for name in none.split()}
        | {name: Column("none", sealed=True) for name in wrapped.split()}
    )


COLUMNS: dict[str, dict[str, Column]] = {
    "migration": _table(none="name checksum applied_at"),
    "id_block": _table(none="name next_id"),
    "keys.data_key": _table(pseudonymous="person_id", none="practice_id key_name made_at", wrapped="wrapped"),
    "keys.tombstone": _table(pseudonymous="person_id erased_at", none="practice_id"),
    "keys.ring_check": _table(none="name key_name", wrapped="wrapped"),
    "practice": _table(
        none=(
            "practice_id bot_id name country zone locale quiet_from quiet_to messages_a_day gap_minutes made_at "
            "zones_version working_hours escalate_hours silence_days"
        )
    ),
    "person": _table(
        sealed="name username",
        pseudonymous="person_id telegram_id locale zone country doing reach menu made_at heard_at quiet_from quiet_to "
        "wakes",
        none="practice_id lease_owner lease_epoch lease_until",
    ),
    "role": _table(pseudonymous="person_id role since", none="practice_id"),
    "client": _table(
        pseudonymous="person_id therapist_id joined_at confirmed_at confirmed_by paused_until", none="practice_id"
    ),
    "consent": _table(pseudonymous="person_id purpose granted locale at", none="practice_id consent_id text_version"),
    "invite": _table(
        pseudonymous="made_by used_by used_at", none="practice_id invite_id role token_hash made_at expires_at"
    ),
    "invite_miss": _table(pseudonymous="person_id at", none="practice_id miss_id"),
    "plan": _table(
        pseudonymous="person_id kind state reason routine routine_version made_by made_at", none="practice_id plan_id"
    ),
    "plan_rule": _table(
        pseudonymous="local_time days zone follows starts_on ends_on since until", none="practice_id plan_id version"
    ),
    "appointment": _table(
        pseudonymous=(
            "client_id therapist_id starts_at minutes local_date local_time zone state version booked_at agreed_at"
        ),
        none="practice_id appointment_id",
    ),
    "visit_answers": _table(sealed="answers", pseudonymous="client_id changed_at", none="practice_id appointment_id"),
    "message": _table(
        sealed="facts body",
        pseudonymous=(
            "person_id subject_id kind slot local_date local_time zone due_at not_before expires_at state reason "
            "template locale telegram_message_id made_at sent_at closed_at held_for"
        ),
        none=(
            "practice_id message_id priority plan_id appointment_id broadcast_id rank attempt epoch maybe_dup edits "
            "follows outage_id alert_id template_version media"
        ),
    ),
    "check_in": _table(
        sealed="pain mood areas",
        pseudonymous="person_id local_date closes_at state asked_at answered_at",
        none="practice_id check_in_id message_id",
    ),
    "walk": _table(
        sealed="level pain_before felt",
        pseudonymous="person_id state step started_at ended_at",
        none="practice_id walk_id plan_id message_id",
    ),
    "questionnaire": _table(
        sealed="answers score",
        pseudonymous="person_id instrument version locale due_on state called asked_at answered_at",
        none="practice_id questionnaire_id",
    ),
    "instrument_choice": _table(pseudonymous="person_id instrument is_on chosen_by chosen_at", none="practice_id"),
    "activity": _table(sealed="words", pseudonymous="person_id place named_at", none="practice_id activity_id"),
    "free_activity": _table(
        sealed="words", pseudonymous="person_id version made_by made_at", none="practice_id free_activity_id plan_id"
    ),
    "free_day": _table(pseudonymous="person_id local_date state said_at", none="practice_id plan_id"),
    "intake": _table(
        sealed="content",
        pseudonymous="person_id version said_by said_at reviewed_at reviewed_by",
        none="practice_id intake_id",
    ),
    "gate_reason": _table(
        sealed="covers words",
        pseudonymous="person_id routine given_by given_at used_at",
        none="practice_id reason_id",
    ),
    "gate_hold": _table(sealed="clashes", pseudonymous="person_id routine told_at", none="practice_id hold_id"),
    "guardian": _table(
        sealed="name relation given_on",
        pseudonymous="person_id recorded_by recorded_at",
        none="practice_id guardian_id",
    ),
    "note": _table(sealed="words", pseudonymous="person_id at", none="practice_id note_id"),
    "alert": _table(
        sealed="facts",
        pseudonymous=("client_id kind urgency raised_at acknowledged_at acknowledged_by step escalates_at"),
        none="practice_id alert_id",
    ),
    "cover": _table(pseudonymous="therapist_id cover_id until set_by set_at", none="practice_id"),
    "safety_check": _table(
        sealed="found", pseudonymous="person_id due_on asked_at answered_at", none="practice_id safety_check_id"
    ),
    "pause": _table(pseudonymous="client_id since reason ended_at ended_by", none="practice_id pause_id alert_id"),
    "clarification": _table(
        sealed="flag answer",
        pseudonymous="person_id asked_at settled_at",
        none="practice_id clarification_id message_id",
    ),
    "pain_limit": _table(pseudonymous="person_id threshold long_term six_is_amber set_by set_at", none="practice_id"),
    "audit": _table(pseudonymous="at actor_id act subject_id object_id", none="practice_id audit_id"),
    "handled": _table(none="bot_id update_id at"),
    "parked": _table(
        sealed="raw",
        pseudonymous="telegram_id parked_at",
        none="bot_id update_id key_name state tries not_before error",
    ),
    "broadcast": _table(
        sealed="words",
        pseudonymous="author_id state made_at begun_at told_at ended_at",
        none="practice_id broadcast_id bubble first_rank total",
    ),
    "star_spend": _table(none="bot_id day tenths"),
    "heartbeat": _table(none="practice_id at dead_told_to"),
    "outage": _table(none="practice_id outage_id began_at ended_at told"),
    "trouble": _table(none="practice_id trouble_id code since until"),
    "template_version": _table(none="practice_id template version locale source since"),
    "file_id": _table(none="bot_id sha256 file_id"),
    "own_picture": _table(pseudonymous="given_by given_at file_id", none="practice_id bot_id exercise kind"),
}
