"""Owns what is promised about settings: all mistakes at once, each with its mend, and no secret in any of them."""

import base64
import re
from pathlib import Path

import pytest

from bot import env_file
from bot.master_keys import key_ring
from bot.settings import LOCALES, Settings, SettingsError, read_settings, strange_names
from content import library

ROOT = Path(__file__).parent.parent
TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- nobody's
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with none of our settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def complaint() -> str:
    with pytest.raises(SettingsError) as found:
        read_settings()
    return str(found.value)


def test_a_token_is_enough() -> None:
    Path(".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\n")
    settings = read_settings()
    assert settings.token == TOKEN
    assert settings.practice().bot_id == 1234567890
    key_ring(settings)
    assert settings.key_file() == Path("data/interlude.keys")
    assert Path("data/interlude.keys").stat().st_mode & 0o777 == 0o600


def test_all_mistakes_are_told_at_once_with_name_and_mend() -> None:
    secret = "1234567890:short-and-secret"  # noqa: S105 -- nobody's
    Path(".env").write_text(
        f"TELEGRAM_BOT_TOKEN={secret}\nPRACTICE_ZONE=Europe/Berln\nPRACTICE_COUNTRY=Germany\nPRACTICE_LANGUAGE=fr\n"
        "TELEGRAM_API_URL=api.telegram.org\nDATABASE_URL=mysql://me:hush@host/db\nwhat is this\n"
    )
    said = complaint()
    assert said.splitlines()[0] == ("line 7 of .env can't be read: write NAME=value on one line, quotes in pairs")
    for name in ("BOT_TOKEN is wrong", "ZONE is wrong", "COUNTRY is wrong", "LANGUAGE is wrong", "URL is wrong"):
        assert name in said
    assert "such as Europe/Berlin" in said
    assert "BotFather" in said
    assert len(said.splitlines()) == 7
    assert "secret" not in said
    assert "hush" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "data/interlude.db"),
        ("PRACTICE_COUNTRY", "ZZ"),
        ("PRACTICE_NAME", "x" * 61),
        ("PRACTICE_ZONE", "Europe"),
        ("PRACTICE_ZONE", "/etc/passwd"),
        ("TELEGRAM_API_URL", "https://"),
        ("TELEGRAM_API_URL", "https://host/?key=1"),
    ],
)
def test_a_wrong_value_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    said = complaint()
    assert said.startswith(f"{name} is wrong: ")
    assert "\n" not in said


def test_the_environment_wins_over_the_file_unless_it_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nPRACTICE_NAME=File\nPRACTICE_COUNTRY=de\nPRACTICE_ZONE=\n")
    monkeypatch.setenv("PRACTICE_NAME", "Environment")
    monkeypatch.setenv("PRACTICE_COUNTRY", "")
    settings = read_settings()
    assert (settings.practice_name, settings.practice_country, settings.practice_zone) == ("Environment", "DE", "UTC")


def test_given_values_leave_the_file_alone() -> None:
    Path(".env").write_text("INTERLUDE_KEYS=real\nbroken line\n")
    assert read_settings(telegram_bot_token=TOKEN).interlude_keys is None


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'PRACTICE_NAME="no end\n', b"PRACTICE_NAME\n"])
def test_a_file_that_cannot_be_read_gets_one_sentence(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    Path(".env").write_bytes(content)
    said = complaint()
    assert ".env" in said
    assert "\n" not in said


def test_a_typing_mistake_is_told_with_the_nearest_name() -> None:
    assert strange_names(["PRACTICE_ZON", "TELEGRAM_TOKEN", "DATABASE_URI", "HOME", "PATH", *NAMES]) == [
        "DATABASE_URI is no setting of Interlude; did you mean DATABASE_URL?",
        "PRACTICE_ZON is no setting of Interlude; did you mean PRACTICE_ZONE?",
        "TELEGRAM_TOKEN is no setting of Interlude; did you mean TELEGRAM_BOT_TOKEN?",
    ]


@pytest.mark.parametrize(
    ("keys", "mend"),
    [
        ("hush", "name:base64"),
        ("k1:hush%", "not base64"),
        (f"k1:{base64.b64encode(b'hush').decode()}", "32"),
    ],
)
def test_wrong_keys_are_told_without_showing_them(keys: str, mend: str) -> None:
    Path("my.keys").write_text(keys)
    for given in ({"interlude_keys": keys}, {"interlude_key_file": "my.keys"}):
        with pytest.raises(SettingsError, match=mend) as found:
            key_ring(read_settings(telegram_bot_token=TOKEN, **given))
        assert "hush" not in str(found.value)


def test_keys_are_never_made_for_a_database_that_has_its_own() -> None:
    settings = read_settings(telegram_bot_token=TOKEN)
    with pytest.raises(SettingsError, match="first `interlude run` makes it"):
        key_ring(settings, make=False)
    assert not Path("data").exists()
    Path("data").mkdir()
    Path("data/interlude.db").touch()
    with pytest.raises(SettingsError, match="put it back"):
        key_ring(settings)
    assert not Path("data/interlude.keys").exists()


def test_postgres_asks_for_a_key_file() -> None:
    with pytest.raises(SettingsError, match="INTERLUDE_KEY_FILE is missing"):
        key_ring(read_settings(telegram_bot_token=TOKEN, database_url="postgresql://me@host/db"))


@pytest.mark.parametrize(
    "value", ["Linden", "Ana's #1 Praxis", 'say "hi"', "back\\slash $HOME ${HOME}", "Pr\u00e4xis = x"]
)
def test_what_is_written_to_an_env_file_is_read_back(value: str) -> None:
    before = "# keep me\nOTHER=1\nexport PRACTICE_NAME='old' # note\n"
    text = env_file.changed(before, {"PRACTICE_NAME": value, "PRACTICE_ZONE": "UTC"})
    assert text.startswith("# keep me\nOTHER=1\nPRACTICE_NAME=")
    parsed = env_file.parse(text, Path(".env"))
    assert parsed.values == {"OTHER": "1", "PRACTICE_NAME": value, "PRACTICE_ZONE": "UTC"}
    assert not parsed.problems


def test_the_example_lists_every_setting_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text()
    listed = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert sorted(listed) == sorted(NAMES)
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str):
            assert listed[name.upper()].strip('"') == field.default
    assert strange_names(listed) == []


def test_the_documents_name_only_settings_that_exist() -> None:
    documents = [*ROOT.glob("README.md"), *(ROOT / "docs" / "handbook").glob("*.md")]
    named = {
        name
        for document in documents
        for name in re.findall(r"\b(?:INTERLUDE|PRACTICE|TELEGRAM|DATABASE)_[A-Z_]+\b", document.read_text())
    }
    assert documents
    assert named <= set(NAMES)
    assert "TELEGRAM_BOT_TOKEN" in named


def test_the_owners_page_tells_of_every_setting() -> None:
    page = (ROOT / "docs" / "handbook" / "owner.md").read_text()
    assert [name for name in NAMES if f"`{name}`" not in page] == []


def test_the_languages_are_those_of_the_content() -> None:
    assert library.load().languages == LOCALES
