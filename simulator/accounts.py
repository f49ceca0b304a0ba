"""Owns who takes part: bots and people as Telegram knows them; refuses to act for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COLORS = ("#e17076", "#7bc862", "#65aadd", "#a695e7", "#ee7aae", "#6ec9cb", "#faa774")


@dataclass(frozen=True)
class BotAccount:
    """A bot as BotFather made it; the number before the token's colon is its Telegram id."""

    token: str
    username: str
    name: str = "Bot"

    @property
    def id(self) -> int:
        """Return the bot's Telegram id."""
        return int(self.token.partition(":")[0])

    def user(self) -> dict[str, Any]:
        """Return Telegram's User for this bot."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(frozen=True)
class Profile:
    """A person of this Telegram; the zone is only where the phone is, Telegram never tells it to a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    zone: str | None = None
    deactivated: bool = False

    def _names(self) -> dict[str, Any]:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in names.items() if value is not None}

    def user(self) -> dict[str, Any]:
        """Return Telegram's User for this person."""
        language = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.id, "is_bot": False, **self._names(), **language}

    def chat(self) -> dict[str, Any]:
        """Return Telegram's Chat of this person's private chat."""
        return {"id": self.id, "type": "private", **self._names()}

    def shown(self) -> dict[str, Any]:
        """Return the person as the control routes list them."""
        color = COLORS[self.id % len(COLORS)]
        rest = {"language_code": self.language_code, "zone": self.zone, "color": color}
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            **rest,
        }
