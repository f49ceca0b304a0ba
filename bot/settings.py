"""Owns the settings: read once, typed, every error reported together with its mend; refuses to print a secret."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.keys import KeyRing
from storage.open import sqlite_path
from storage.practices import Practice

TOKEN = re.compile(r"(\d{3,20}):[A-Za-z0-9_-]{30,}")
LOCALES = ("en", "es", "de")


class SettingsError(Exception):
    """One or more settings are missing or wrong; the message names each and says how to mend it."""


class Settings(BaseSettings):
    """What an operator can set, in the environment or in ``.env``."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr = Field(description="the bot's token, as BotFather gave it: 123456789:ABC...")
    telegram_api_url: str = Field("https://api.telegram.org", description="the Bot API server")
    database_url: str = Field("sqlite:///data/interlude.db", description="where everything is kept")
    interlude_keys: SecretStr | None = Field(None, description="the master keys, newest first: name:base64,...")
    interlude_key_file: Path | None = Field(None, description="the file that holds the master keys")
    practice_name: str = Field("Our practice", min_length=1, max_length=60, description="the practice's name")
    practice_country: str = Field("US", description="ISO country code of two letters, for emergency numbers")
    practice_zone: str = Field("UTC", description="IANA time zone of the practice, such as Europe/Berlin")
    practice_language: str = Field("en", description="the language of last resort: en, es or de")

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if not TOKEN.fullmatch(value.get_secret_value().strip()):
            raise ValueError("it must look like 123456789:ABC-def...; copy it again from BotFather")
        return SecretStr(value.get_secret_value().strip())

    @field_validator("telegram_api_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("it must be an address such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        sqlite_path(value)
        return value

    @field_validator("practice_country")
    @classmethod
    def _country(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z]{2}", value):
            raise ValueError("it must be the two letters of a country, such as DE")
        return value.upper()

    @field_validator("practice_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("it must be an IANA time zone, such as Europe/Berlin") from None
        return value

    @field_validator("practice_language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in LOCALES:
            raise ValueError(f"it must be one of {', '.join(LOCALES)}")
        return value

    @property
    def token(self) -> str:
        """Give the token in the clear, for the calls that need it."""
        return self.telegram_bot_token.get_secret_value()

    def practice(self) -> Practice:
        """Give the one practice that the embedded default serves."""
        bot_id = int(self.token.partition(":")[0])
        return Practice(
            1, bot_id, self.practice_name, self.practice_country, self.practice_zone, self.practice_language
        )

    def key_file(self) -> Path | None:
        """Give the file of the master keys: as set, or beside an SQLite database; None when keys are in the environment."""
        if self.interlude_keys is not None:
            return None
        if self.interlude_key_file is not None:
            return self.interlude_key_file
        path = sqlite_path(self.database_url)
        return path.with_suffix(".keys") if path is not None else None

    def key_ring(self) -> KeyRing:
        """Give the master keys, making a file of them on the very first start; SettingsError says what is wrong."""
        if self.interlude_keys is not None:
            return _ring(self.interlude_keys.get_secret_value(), "INTERLUDE_KEYS")
        file = self.key_file()
        if file is None:
            raise SettingsError("INTERLUDE_KEYS is missing: with PostgreSQL, set it or INTERLUDE_KEY_FILE")
        database = sqlite_path(self.database_url)
        if not file.exists():
            if database is not None and database.exists():
                raise SettingsError(f"the key file {file} is missing; without it {database} can't be read: put it back")
            _write_keys(file)
        try:
            return _ring(file.read_text(), str(file))
        except OSError as error:
            raise SettingsError(f"the key file {file} can't be read ({error.strerror}); mend its permissions") from None


def _ring(text: str, where: str) -> KeyRing:
    try:
        return KeyRing.parse(text)
    except ValueError as error:
        raise SettingsError(f"{where}: {error}") from None


def _write_keys(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(KeyRing.fresh())
    except OSError as error:
        raise SettingsError(
            f"the folder {file.parent} can't be written ({error.strerror}); make it or change DATABASE_URL"
        ) from None


def read_settings(**given: str) -> Settings:
    """Read all settings; SettingsError lists everything that is wrong at once."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(dict(fault)) for fault in error.errors())) from None


def _sentence(fault: dict[str, object]) -> str:
    where = fault["loc"]
    name = str(where[0]).upper() if isinstance(where, tuple) and where else "a setting"
    if fault["type"] == "missing":
        about = Settings.model_fields[name.lower()].description
        return f"{name} is missing: set it to {about}, in .env or in the environment"
    return f"{name} is wrong: {str(fault['msg']).removeprefix('Value error, ')}"
