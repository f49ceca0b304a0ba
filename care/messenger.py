"""Owns what care asks of a messenger and what it can answer; refuses Telegram's own words for it."""

from dataclasses import dataclass
from typing import Protocol

from care.screen import Screen


@dataclass(frozen=True)
class Picture:
    """One way to show what a message shows: Telegram's id of it, or the name of something that is drawn or read.

    ``kind`` is Telegram's (photo, video, animation). With ``sha256`` an upload is remembered and sent by id from then
    on.
    """

    kind: str
    name: str | None = None
    file_id: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Uploaded:
    """Under which id Telegram sends a file again that was given to it once."""

    sha256: str
    file_id: str


@dataclass(frozen=True)
class Outgoing:
    """One message whose intent is committed: it may be handed to the messenger once.

    ``ready_at`` is since when it could have gone (ms UTC): due, held back no more, and no longer asked to wait.
    Of ``pictures`` the first that Telegram takes is shown, and none of them is needed: the words are what matters.
    ``on_media`` is whether the bubble to edit shows a picture already, as far as is known.
    """

    message_id: int
    person_id: int
    telegram_id: int
    kind: str
    priority: int
    epoch: int
    screen: Screen
    anchor: int
    edits_telegram_id: int | None
    ready_at: int = 0
    on_media: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Sent:
    """It arrived; ``telegram_message_id`` names the bubble, ``waited_ms`` is how long it stood in line for its turn.

    ``media`` is whether the bubble shows a picture now, ``uploaded`` what had to be given to Telegram for that.
    """

    telegram_message_id: int
    waited_ms: int = 0
    media: bool = False
    uploaded: Uploaded | None = None


@dataclass(frozen=True)
class NotSent:
    """It certainly did not arrive and may be tried again; ``wait_ms`` is what Telegram asked for, if it did."""

    reason: str
    wait_ms: int | None = None


@dataclass(frozen=True)
class Unsure:
    """The connection broke after the request may have been read."""

    reason: str


@dataclass(frozen=True)
class Blocked:
    """The person does not want to hear from the bot, or is gone."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """Telegram will never take this message; ``gone`` says that the bubble to edit is no longer there."""

    reason: str
    gone: bool = False


Outcome = Sent | NotSent | Unsure | Blocked | Refused


@dataclass(frozen=True)
class Ticket:
    """The right to send one message to a chat now, after ``waited_ms`` in line.

    ``paid`` counts against the budget, ``flagged`` must say that it may cost.
    """

    chat: int
    at: int
    waited_ms: int = 0
    flagged: bool = False
    paid: bool = False


class Messenger(Protocol):
    """Somebody who can hand a message over."""

    async def ticket(self, telegram_id: int, priority: int) -> Ticket | None:
        """Wait for the right to send one message to somebody; None when nothing may be sent for now."""

    def give_back(self, ticket: Ticket) -> None:
        """Take back a ticket that was not used."""

    async def deliver(self, outgoing: Outgoing, ticket: Ticket | None = None) -> Outcome:
        """Send or edit one message, waiting for a ticket when none is given; never raises."""

    def silent_until(self) -> int | None:
        """Give the instant until which nothing may be sent to anybody, or None."""
