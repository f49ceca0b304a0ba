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


@dataclass(frozen=True)
class Kind:
    """One kind of message. ``lifetime`` is in ms after its due time; None means that it has an end of its own, or none.

    ``proactive`` messages come without the person having asked, and wait while she has stopped the bot.
    """

    priority: int
    unknown: Unknown
    lifetime: int | None
    proactive: bool = True
    keep_body: bool = True


KINDS: dict[str, Kind] = {
    "safety_reply": Kind(0, Unknown.RESEND, None, proactive=False),
    "alert": Kind(0, Unknown.RESEND, None, proactive=False),
    # A new message that answers a tap is not repeated: she taps again. An edit can be repeated without harm, and one
    # that carries a result is still right a day later.
    "reply": Kind(1, Unknown.NEVER, 150 * SECOND, proactive=False),
    "invitation": Kind(1, Unknown.NEVER, 150 * SECOND, proactive=False, keep_body=False),
    "receipt": Kind(1, Unknown.RESEND, DAY, proactive=False),
    "appointment": Kind(2, Unknown.RESEND_ONCE, None),
    "reminder": Kind(2, Unknown.RESEND_ONCE, None),
    "news": Kind(3, Unknown.RESEND_ONCE, DAY, proactive=False),
    "routine": Kind(3, Unknown.RESEND_ONCE, 72 * HOUR),
    "away": Kind(3, Unknown.NEVER, DAY),
    "routine_prompt": Kind(4, Unknown.RESEND_ONCE, 6 * HOUR),
    "check_in": Kind(4, Unknown.RESEND_ONCE, 6 * HOUR),
}

LEASE = 60 * SECOND
RESEND_AFTER = {"reminder": 20 * SECOND, "check_in": 60 * SECOND}
MOST_RESENDS = 3
BACKOFF_FIRST = 2 * SECOND
BACKOFF_MOST = 5 * MINUTE
BACKOFF_URGENT = 5 * SECOND
URGENT = 1
SEEN_LATE = 30 * MINUTE
