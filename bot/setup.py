"""Owns ``interlude setup``, from BotFather to a bot that can start; refuses to change anything before it is told to.

Its texts are in English only and live here: it is the operator's tool, and nobody reads them in Telegram.
"""

import asyncio
import os
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TextIO

import aiohttp
import segno

from bot import countries, env_file, private_file, questions
from bot.clock import clock_for
from bot.first_start import invite_owner
from bot.introduction import Introduction, IntroductionError, UnreachableError, introduce, remove_webhook
from bot.master_keys import key_ring
from bot.settings import ENV_FILE, TOKEN, Settings, SettingsError, settings_of
from bot.terminal import LeftError, Terminal
from storage import practices
from storage.errors import InUseError, StorageError
from storage.lock import single_process
from storage.open import open_database, sqlite_path
from storage.session import Session

LEFT = 2
WELCOME = (
    "Interlude setup. Enter takes what is in brackets; Ctrl+C leaves everything as it is.",
    "",
    "Interlude speaks through a bot of your own. To get one:",
    "  1. Open Telegram and write to @BotFather (the one with the blue check mark).",
    "  2. Send /newbot and choose a name, then a username that ends in bot.",
    "  3. Copy the token that BotFather answers with. Whoever holds it is your bot: share it with nobody.",
    "",
)
HEADER = "# Interlude's settings. What each means, and which others there are: .env.example.\n"


@dataclass(frozen=True)
class Answers:
    """What the owner said: the settings by name, the bot they are for, and whether to remove its webhook."""

    settings: Mapping[str, str]
    bot: Introduction
    unhook: bool


async def setup(source: TextIO | None = None, sink: TextIO | None = None) -> int:
    """Ask, write ``.env``, make what the first start needs, and tell how to begin; 2 when it was left or failed."""
    terminal = Terminal(source, sink)
    file = env_file.read(ENV_FILE)
    if file.problems:
        terminal.say(*file.problems)
        return LEFT
    async with aiohttp.ClientSession() as session:
        try:
            answers = await _ask(terminal, session, file)
        except (LeftError, asyncio.CancelledError):
            terminal.say("", "Nothing was changed.")
            return LEFT
        if answers is None:
            terminal.say("Nothing was changed.")
            return LEFT
        return await _carry_out(terminal, session, file, answers)


async def _ask(terminal: Terminal, session: aiohttp.ClientSession, file: env_file.EnvFile) -> Answers | None:
    known = _present(file)
    terminal.say(*WELCOME)
    url = known["TELEGRAM_API_URL"].rstrip("/")
    token, bot = await _token(terminal, session, url, known.get("TELEGRAM_BOT_TOKEN", ""))
    now = (await clock_for(url, session)).now()
    terminal.say(f"  That is @{bot.username} ({bot.name}).")
    unhook = bool(bot.webhook) and terminal.agree(
        f"Its updates go to {bot.webhook}; Interlude has to fetch them itself. Take them away from there?"
    )
    name = questions.name(terminal, known.get("PRACTICE_NAME") or bot.name[: questions.LONGEST_NAME])
    country = questions.country(terminal, known.get("PRACTICE_COUNTRY", "US"))
    if country != known.get("PRACTICE_COUNTRY"):
        known |= {"PRACTICE_ZONE": countries.zone_for(country), "PRACTICE_LANGUAGE": countries.language_for(country)}
    zone = questions.zone(terminal, country, known.get("PRACTICE_ZONE") or countries.zone_for(country), now)
    language = questions.language(terminal, known.get("PRACTICE_LANGUAGE") or countries.language_for(country))
    settings = {
        "TELEGRAM_BOT_TOKEN": token,
        "PRACTICE_NAME": name,
        "PRACTICE_COUNTRY": country,
        "PRACTICE_ZONE": zone,
        "PRACTICE_LANGUAGE": language,
    }
    return Answers(settings, bot, unhook) if _confirmed(terminal, file, settings) else None


def _present(file: env_file.EnvFile) -> dict[str, str]:
    """Give what is set already, in the file or (which wins) in the environment."""
    known = {"TELEGRAM_API_URL": str(Settings.model_fields["telegram_api_url"].default)}
    known |= {name: value for name, value in file.values.items() if value}
    return known | {
        name.upper(): os.environ[name.upper()] for name in Settings.model_fields if os.environ.get(name.upper())
    }


async def _token(
    terminal: Terminal, session: aiohttp.ClientSession, url: str, present: str
) -> tuple[str, Introduction]:
    def understand(text: str) -> str:
        if not TOKEN.fullmatch(text):
            raise ValueError("A token looks like 123456789:AAbbCC..., please copy all of it.")
        return text

    shown = "the present one"
    while True:
        token = terminal.ask("Token", understand, present, shown=shown)
        try:
            return token, await introduce(session, url, token)
        except UnreachableError as error:
            terminal.say(f"  {error}.")
            present, shown = token, "try the same one again"
        except IntroductionError as error:
            terminal.say(f"  {error}.")


def _confirmed(terminal: Terminal, file: env_file.EnvFile, settings: Mapping[str, str]) -> bool:
    terminal.say("")
    for name, value in settings.items():
        secret = name.endswith("TOKEN")
        old = file.values.get(name, value) or value
        change = "" if old == value else f" (replaces {'the present one' if secret else old})"
        terminal.say(f"  {name}: {'as given' if secret else value}{change}")
        if os.environ.get(name, value) not in ("", value):
            terminal.say(f"  Mind that {name} is also set in the environment, which wins over {ENV_FILE}.")
    return terminal.agree(f"Write this to {ENV_FILE}?")


async def _carry_out(
    terminal: Terminal, session: aiohttp.ClientSession, file: env_file.EnvFile, answers: Answers
) -> int:
    settings = _written(terminal, file, answers.settings)
    if settings is None:
        return LEFT
    terminal.say(f"{ENV_FILE} is written; only you can read it.")
    try:
        if answers.unhook:
            await remove_webhook(session, settings.telegram_api_url, settings.token)
        link = await _first_start(session, settings, answers.bot.username)
    except InUseError:
        terminal.say("Interlude is running: stop it and start it again, and it takes the new settings.")
        return 0
    except (SettingsError, StorageError, IntroductionError) as error:
        terminal.say(f"{error}. Your answers are kept; mend that, then run interlude setup again.")
        return LEFT
    _tell_how_to_begin(terminal, settings, link)
    return 0


def _written(terminal: Terminal, file: env_file.EnvFile, answers: Mapping[str, str]) -> Settings | None:
    new = env_file.parse(env_file.changed(file.text or HEADER, answers), ENV_FILE)
    try:
        settings = settings_of(new)  # what is set besides may be wrong; then nothing is written
        private_file.replace(ENV_FILE, new.text)
    except SettingsError as error:
        terminal.say(str(error), "Nothing was changed; mend that, then run interlude setup again.")
        return None
    except OSError as error:
        terminal.say(f"{ENV_FILE} can't be written here ({error.strerror}); nothing was changed.")
        return None
    return settings


async def _first_start(session: aiohttp.ClientSession, settings: Settings, username: str) -> str | None:
    """Make keys and database, and give the owner's join link, or None when there is an owner."""
    ring, path, practice = key_ring(settings), sqlite_path(settings.database_url), settings.practice()
    now = (await clock_for(settings.telegram_api_url, session)).now()

    async def begin(db: Session) -> str | None:
        await practices.save(db, practice)
        return await invite_owner(db, username)

    with single_process(path) if path else nullcontext():
        database = await open_database(settings.database_url, ring)
        try:
            await database.migrate(now)
            await database.check_keys(now)
            return await database.transact(begin, practice_id=practice.practice_id, now=now)
        finally:
            await database.close()


def _tell_how_to_begin(terminal: Terminal, settings: Settings, link: str | None) -> None:
    keys = settings.key_file()
    if keys is not None:
        terminal.say(
            f"Everything about clients is sealed with the keys in {keys}. Without that file nobody can read the",
            "data, not even you: keep a copy of it, in another place than the backups of the data.",
        )
    if link is None:
        terminal.say("The practice has its owner already.")
    else:
        terminal.say(
            "", "Start the bot, then open this link in Telegram (or scan it) to become the owner:", "", f"  {link}", ""
        )
        segno.make(link, error="l").terminal(terminal.sink, compact=True, border=2)
        terminal.say("It works once, for 72 hours; every start shows a new one until there is an owner.")
    terminal.say("", "To start the bot: make run")
