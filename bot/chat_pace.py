"""Owns how fast one person may be spoken to: one message a second with a small burst; refuses to make others wait.

Telegram's FAQ: no more than one message a second to one chat, short bursts pass. What answers a person may come as
quickly as she taps for a while; what comes by itself leaves room for that.
"""

from care.moments import SECOND

BURST = 3
ANSWERS_BURST = 8
ANSWERS = 1
MOST_KNOWN = 4096


class ChatPace:
    """Who was spoken to in the last seconds: person's chat → the instant at which all of it is forgotten."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._clear_at: dict[int, int] = {}

    def free_at(self, chat: int, now: int, priority: int) -> int:
        """Give the instant from which one more message of this priority may go to a chat."""
        burst = ANSWERS_BURST if priority <= ANSWERS else BURST
        clear_at = self._clear_at.get(chat, 0)
        if clear_at - now > ANSWERS_BURST * SECOND:  # written before the clock was set back
            return now
        return max(now, clear_at - (burst - 1) * SECOND)

    def spend(self, chat: int, now: int) -> None:
        """Note one message."""
        clear_at = self._clear_at.get(chat, 0)
        if not now < clear_at <= now + ANSWERS_BURST * SECOND:
            clear_at = now
        self._clear_at[chat] = clear_at + SECOND
        if len(self._clear_at) > MOST_KNOWN:
            self._clear_at = {who: at for who, at in self._clear_at.items() if at > now}

    def unspend(self, chat: int) -> None:
        """Forget the newest message: it was not sent."""
        if chat in self._clear_at:
            self._clear_at[chat] -= SECOND
