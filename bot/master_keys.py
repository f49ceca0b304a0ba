"""Owns where the master keys come from: the environment, or a file that the first start makes; refuses to lose them.

A key file that is missing beside a database is never made anew: what it sealed could not be read again.
"""

from pathlib import Path

from bot import private_file
from bot.settings import Settings, SettingsError
from storage.keys import KeyRing
from storage.open import sqlite_path


def key_ring(settings: Settings, *, make: bool = True) -> KeyRing:
    """Give the master keys; SettingsError says what is wrong with them.

    With ``make``, the very first start makes the database's folder and a key file in it. Without, nothing is
    written: for commands beside a running Interlude.
    """
    database = sqlite_path(settings.database_url)
    if make and database is not None:
        _make_folder(database.parent)
    if settings.interlude_keys is not None:
        return _ring(settings.interlude_keys.get_secret_value(), "INTERLUDE_KEYS")
    file = settings.key_file()
    if file is None:
        raise SettingsError(
            "INTERLUDE_KEY_FILE is missing: with PostgreSQL, set it to a file (the first start makes it), "
            "or set INTERLUDE_KEYS"
        )
    if not file.exists():
        if database is not None and database.exists():
            raise SettingsError(f"the key file {file} is missing; without it {database} can't be read: put it back")
        if not make:
            raise SettingsError(f"the key file {file} is missing; the first `interlude run` makes it")
        _make_keys(file)
    return _ring(_text(file), f"the key file {file}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _make_keys(file: Path) -> None:
    _make_folder(file.parent)
    try:
        private_file.create(file, KeyRing.fresh())
    except FileExistsError:
        return  # another first start was quicker; its keys are as good
    except OSError as error:
        raise _unwritable(file.parent, error) from None


def _unwritable(folder: Path, error: OSError) -> SettingsError:
    why = error.strerror or type(error).__name__
    return SettingsError(f"the folder {folder} can't be written ({why}); mend its permissions or change DATABASE_URL")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"the key file {file} can't be read ({error.strerror}); mend its permissions") from None
    except UnicodeDecodeError:
        raise SettingsError(f"the key file {file} holds no keys; put back the one that was there") from None


def _ring(text: str, where: str) -> KeyRing:
    try:
        return KeyRing.parse(text)
    except ValueError as error:
        raise SettingsError(f"{where} is wrong: {error}") from None
