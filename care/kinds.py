"""Owns what is promised for each kind of message: how urgent, how long useful, what when its fate is unknown.

Source: the tables of delivery rules that the project began with (``docs/reliability.md`` prints them).
"""

from dataclasses import dataclass
from enum import Enum

from care.moments import DAY, HOUR, MINUTE, SECOND


class Unknown(Enum):
    """What to do with a message that may or may not have arrived."""

    RESEND = "resend"  # up to three times: twice is better than not at all
    RESEND_ONCE = "resend_once"
    NEVER = "never"  # a second copy would harm more than none


class Meanwhile(Enum):
    """What to do with a message whose moment is not now: at night, when there were enough that day."""

    SEND = "send"
    WAIT = "wait"
    DROP = "drop"


@dataclass(frozen=True)
class Kind:
    """One kind of message. ``lifetime`` is in ms after its due time; None means that it has an end of its own, or none.

    ``proactive`` messages come without the person having asked, and are dropped while she has stopped the bot.
    ``at_night`` says what her quiet hours do to one, ``when_full`` what happens when she has had her messages of the
    day; ``spaced`` ones keep their distance to the one before, ``pauses`` says whether a pause silences it.
    """

    priority: int
    unknown: Unknown
    lifetime: int | None
    proactive: bool = True
    keep_body: bool = True
    at_night: Meanwhile = Meanwhile.SEND
    when_full: Meanwhile = Meanwhile.SEND
    spaced: bool = False
    pauses: bool = True


_WAIT, _DROP = Meanwhile.WAIT, Meanwhile.DROP

KINDS: dict[str, Kind] = {
    "safety_reply": Kind(0, Unknown.RESEND, None, proactive=False),
    "alert": Kind(0, Unknown.RESEND, None, proactive=False),
    # A new message that answers a tap is not repeated: she taps again. An edit can be repeated without harm, and one
    # that carries a result is still right a day later.
    "reply": Kind(1, Unknown.NEVER, 150 * SECOND, proactive=False),
    "invitation": Kind(1, Unknown.NEVER, 150 * SECOND, proactive=False, keep_body=False),
    "receipt": Kind(1, Unknown.RESEND, DAY, proactive=False),
    # What concerns a visit always wins: it counts among the day's messages and is never held back by them.
    "appointment": Kind(2, Unknown.RESEND_ONCE, None, at_night=_WAIT, pauses=False),
    "reminder": Kind(2, Unknown.RESEND_ONCE, None, at_night=_WAIT, pauses=False),
    "news": Kind(3, Unknown.RESEND_ONCE, DAY, proactive=False, at_night=_WAIT),
    # To the therapist before a visit: when her quiet hours are over, and never after the visit began.
    "brief": Kind(3, Unknown.RESEND_ONCE, None, proactive=False, at_night=_WAIT),
    # The therapist sends it, often with the client beside her: it keeps no distance to the message before.
    "routine": Kind(3, Unknown.RESEND_ONCE, 72 * HOUR, at_night=_WAIT, when_full=_WAIT),
    # We were away, and a tap may be lost: she is told once, whatever else came that day.
    "away": Kind(3, Unknown.NEVER, DAY, at_night=_WAIT),
    # A step that the night or a full day holds back is still right the next morning.
    "aftercare": Kind(4, Unknown.RESEND_ONCE, 12 * HOUR, at_night=_WAIT, when_full=_WAIT, spaced=True),
    "routine_prompt": Kind(4, Unknown.RESEND_ONCE, 6 * HOUR, at_night=_DROP, when_full=_DROP, spaced=True),
    "activity_prompt": Kind(4, Unknown.RESEND_ONCE, 6 * HOUR, at_night=_DROP, when_full=_DROP, spaced=True),
    "check_in": Kind(4, Unknown.RESEND_ONCE, 6 * HOUR, at_night=_DROP, when_full=_DROP, spaced=True),
    # She asked for it at this time herself.
    "snoozed": Kind(4, Unknown.RESEND_ONCE, 2 * HOUR, at_night=_DROP),
    "nudge": Kind(5, Unknown.NEVER, 2 * HOUR, at_night=_DROP, when_full=_DROP, spaced=True),
    # Something to read is in no hurry.
    "learn": Kind(5, Unknown.RESEND_ONCE, 72 * HOUR, at_night=_WAIT, when_full=_WAIT, spaced=True),
    "broadcast": Kind(6, Unknown.NEVER, DAY, at_night=_WAIT, when_full=_WAIT, spaced=True),
}

LEASE = 60 * SECOND
RESEND_AFTER = {"reminder": 20 * SECOND, "check_in": 60 * SECOND, "snoozed": 60 * SECOND}
MOST_RESENDS = 3
BACKOFF_FIRST = 2 * SECOND
BACKOFF_MOST = 5 * MINUTE
BACKOFF_URGENT = 5 * SECOND
URGENT = 1
SEEN_LATE = 30 * MINUTE

TOGETHER = ("check_in", "routine_prompt")
DIALOGUE = 10 * MINUTE
