"""Owns the settings: read once, typed, every error reported together with its mend; refuses to print a secret."""

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import structlog
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import countries, env_file
from care import hours
from storage.open import sqlite_path
from storage.practices import Practice

log = structlog.get_logger(__name__)

ENV_FILE = Path(".env")
TOKEN = re.compile(r"(\d{3,20}):[A-Za-z0-9_-]{30,}")
LOCALES = countries.SPOKEN
QUIET = re.compile(r"(?P<begin>([01]\d|2[0-3]):[0-5]\d) ?[-–] ?(?P<end>([01]\d|2[0-3]):[0-5]\d)")
OURS = ("INTERLUDE_", "PRACTICE_", "TELEGRAM_")


class SettingsError(Exception):
    """One or more settings are missing or wrong; the message names each and says how to mend it."""


class Settings(BaseSettings):
    """What an operator can set, in the environment or in ``.env``; the environment wins."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, str_strip_whitespace=True)

    telegram_bot_token: SecretStr = Field(description="the bot's token, as BotFather gave it: 123456789:ABC...")
    telegram_api_url: str = Field("https://api.telegram.org", description="the Bot API server")
    telegram_messages_per_second: int = Field(30, ge=1, le=1000, description="how fast Telegram lets this bot speak")
    telegram_paid_broadcast_stars: int = Field(0, ge=0, le=100_000, description="Stars a day for faster announcements")
    database_url: str = Field("sqlite:///data/interlude.db", description="where everything is kept")
    interlude_keys: SecretStr | None = Field(None, description="the master keys, newest first: name:base64,...")
    interlude_key_file: Path | None = Field(None, description="the file that holds the master keys")
    interlude_content: Path | None = Field(None, description="the practice's own folder of words and routines")
    practice_name: str = Field("Our practice", description="the practice's name, as clients read it")
    practice_country: str = Field("US", description="ISO country code of two letters, for emergency numbers")
    practice_zone: str = Field("UTC", description="IANA time zone of the practice, such as Europe/Berlin")
    practice_spread_minutes: int = Field(0, ge=0, le=60, description="over how many minutes a crowd is spread, 0 to 60")
    practice_language: str = Field("en", description="the language of last resort: en, es or de")
    practice_address: str = Field("formal", description="how newcomers are addressed: formal (usted, Sie) or informal")
    practice_quiet_hours: str = Field("21:00-08:00", description="when nothing comes by itself, by each client's clock")
    practice_messages_a_day: int = Field(3, ge=1, le=10, description="how many messages a day come by themselves")
    practice_gap_minutes: int = Field(30, ge=0, le=240, description="minutes between two such messages")
    practice_working_hours: str = Field("mon-fri 09:00-18:00", description="when somebody of the practice reads")
    practice_escalate_hours: int = Field(2, ge=1, le=40, description="working hours until an alert goes to the next")
    practice_silence_days: int = Field(14, ge=3, le=60, description="days without an answer until a therapist is told")

    interlude_socket: Path | None = Field(None, description="the socket on which a running Interlude takes commands")
    interlude_port: int = Field(0, ge=0, le=65535, description="the port of health and figures, 0 for none")
    interlude_host: str = Field("127.0.0.1", description="the address on which that port is opened")

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not TOKEN.fullmatch(token):
            raise ValueError("it must look like 123456789:ABC-def...; copy it again from BotFather")
        return SecretStr(token)

    @field_validator("telegram_api_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            raise ValueError("it must be an address such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        path = sqlite_path(value)
        if path is not None and (not path.name or path.name == ":memory:" or path.is_dir()):
            raise ValueError("it must name a file, such as sqlite:///data/interlude.db")
        return value

    @field_validator("interlude_content")
    @classmethod
    def _content(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("it must name a folder that exists, laid out like content/")
        return value

    @field_validator("practice_name")
    @classmethod
    def _name(cls, value: str) -> str:
        if not 1 <= len(value) <= 60 or not value.isprintable():  # noqa: PLR2004 -- what fits into every sentence
            raise ValueError("it must have 1 to 60 characters, on one line")
        return value

    @field_validator("practice_country")
    @classmethod
    def _country(cls, value: str) -> str:
        if value.upper() not in countries.names():
            raise ValueError("it must be the two letters of a country, such as DE")
        return value.upper()

    @field_validator("practice_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            near = get_close_matches(value, available_timezones(), n=1, cutoff=0.7)
            raise ValueError(f"it must be an IANA time zone, such as {near[0] if near else 'Europe/Berlin'}") from None
        return value

    @field_validator("practice_language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in LOCALES:
            raise ValueError(f"it must be one of {', '.join(LOCALES)}")
        return value

    @field_validator("practice_address")
    @classmethod
    def _address(cls, value: str) -> str:
        if value not in ("formal", "informal"):
            raise ValueError("it must be formal (usted, Sie) or informal (tú, du)")
        return value

    @field_validator("practice_quiet_hours")
    @classmethod
    def _quiet(cls, value: str) -> str:
        found = QUIET.fullmatch(value)
        if not found or not found["begin"] >= "18:00" or not "05:00" <= found["end"] <= "12:00":
            raise ValueError("it must span the night, from 18:00 or later to between 05:00 and 12:00: 21:00-08:00")
        return value

    @field_validator("practice_working_hours")
    @classmethod
    def _working(cls, value: str) -> str:
        hours.spans_of(value)
        return value

    @property
    def token(self) -> str:
        """Give the token in the clear, for the calls that need it."""
        return self.telegram_bot_token.get_secret_value()

    def practice(self) -> Practice:
        """Give the one practice that the embedded default serves."""
        bot_id = int(self.token.partition(":")[0])
        quiet = QUIET.fullmatch(self.practice_quiet_hours)
        assert quiet is not None  # noqa: S101 -- checked when it was read
        return Practice(
            1, bot_id, self.practice_name, self.practice_country, self.practice_zone, self.practice_language,
            quiet["begin"], quiet["end"], self.practice_messages_a_day, self.practice_gap_minutes,
            self.practice_spread_minutes, self.practice_address == "informal", self.practice_working_hours,
            self.practice_escalate_hours, self.practice_silence_days,
        )  # fmt: skip

    def key_file(self) -> Path | None:
        """Give the file of the master keys, as set or beside an SQLite database; None with keys in the environment."""
        if self.interlude_keys is not None:
            return None
        if self.interlude_key_file is not None:
            return self.interlude_key_file
        path = sqlite_path(self.database_url)
        return path.with_suffix(".keys") if path is not None else None

    def socket_path(self) -> Path:
        """Give where the control socket is: as set, or beside an SQLite database, or in ``data``."""
        if self.interlude_socket is not None:
            return self.interlude_socket
        path = sqlite_path(self.database_url)
        return path.with_suffix(".sock") if path is not None else Path("data/interlude.sock")


def read_settings(**given: str) -> Settings:
    """Read all settings; SettingsError lists everything that is wrong at once.

    With values ``given`` (a demo, a test) ``.env`` is left alone: it belongs to the real practice.
    """
    if given:
        return settings_of(env_file.EMPTY, **given)
    file = env_file.read(ENV_FILE)
    settings = settings_of(file)
    for sentence in strange_names([*file.values, *os.environ]):
        log.warning("a setting is unknown", said=sentence)
    return settings


def settings_of(file: env_file.EnvFile, **given: str) -> Settings:
    """Give the settings of a file and the environment; errors as :func:`read_settings`."""
    values: dict[str, Any] = {
        name.lower(): value
        for name, value in file.values.items()
        if name.lower() in Settings.model_fields and value and not os.environ.get(name)
    }
    problems = list(file.problems)
    try:
        settings = Settings(**(values | given))
    except ValidationError as error:
        problems += [_sentence(dict(fault)) for fault in error.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def own_words() -> Path | None:
    """Give the practice's own folder of words as set, for commands that need no other setting; None for none."""
    value = os.environ.get("INTERLUDE_CONTENT") or env_file.read(ENV_FILE).values.get("INTERLUDE_CONTENT")
    return Path(value) if value else None


def strange_names(names: Iterable[str]) -> list[str]:
    """Give a sentence for each name that looks like a setting of ours and is none; most are typing mistakes."""
    known = [name.upper() for name in Settings.model_fields]
    found = []
    for name in sorted(set(names) - set(known)):
        near = get_close_matches(name.upper(), known, n=1, cutoff=0.85)
        if name.startswith(OURS) or near:
            hint = get_close_matches(name.upper(), known, n=1, cutoff=0.5)
            found.append(f"{name} is no setting of Interlude" + (f"; did you mean {hint[0]}?" if hint else ""))
    return found


def _sentence(fault: dict[str, object]) -> str:
    where = fault["loc"]
    name = str(where[0]).upper() if isinstance(where, tuple) and where else "a setting"
    if fault["type"] == "missing":
        about = Settings.model_fields[name.lower()].description
        return f"{name} is missing: set it to {about}, in .env or in the environment"
    return f"{name} is wrong: {str(fault['msg']).removeprefix('Value error, ')}"
