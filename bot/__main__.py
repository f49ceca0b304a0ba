"""The composition root and the program: here, and nowhere else, the real parts are chosen and joined."""

import argparse
import asyncio
import os
import secrets
import sys
import zoneinfo
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot import handling, logs
from bot.clock import RealClock, clock_for
from bot.control import NotRunningError, control
from bot.dead import letters, send_again
from bot.demo import demo
from bot.doctor import doctor
from bot.door import door
from bot.first_start import owner_link
from bot.mailboxes import Mailboxes
from bot.master_keys import key_ring
from bot.messenger import TelegramMessenger
from bot.pace import Pace
from bot.polling import AnotherPollerError, Listeners, Polling, TokenRefusedError
from bot.reading import ledger, why
from bot.request import AiohttpRequest
from bot.screening import measure, screen_lines
from bot.settings import Settings, SettingsError, own_words, read_settings
from bot.setup import setup
from bot.wallet import Wallet
from bot.world import World
from care.app import App
from care.contact import Contact
from care.delivery import Delivery
from care.trust import Trust
from care.watch import Watch
from content import __main__ as words_program
from content import library
from content.library import Library
from content.problem import ContentError
from scheduler.runner import Runner
from scheduler.ticks import ticks
from storage import practices, templates
from storage.errors import StorageError
from storage.lock import single_process
from storage.open import open_database, sqlite_path
from storage.practices import Practice
from storage.session import Session

FINISH_S = 8.0
LAID_OUT_AFTER_S = 5.0
USAGE_ERROR = 2


class SafeBot(Bot):
    """A bot that never shows its token, not even when somebody prints it."""

    def __repr__(self) -> str:
        """Give the class's name only."""
        return "SafeBot"


@asynccontextmanager
async def world(settings: Settings, words: Library | None = None) -> AsyncIterator[World]:
    """Build everything, give it, and take it down: no new work, finish what was begun, the database last.

    ``words`` is a library that was opened before, for who builds many worlds; by default it is read and checked here.
    """
    words, url = words or library.load(settings.interlude_content), settings.telegram_api_url
    # Beside everything else, soon after the start: so that nobody's words of danger wait for it, and no start does.
    loop = asyncio.get_running_loop()
    loop.call_later(LAID_OUT_AFTER_S, loop.run_in_executor, None, words.lay_out)
    async with aiohttp.ClientSession() as session:
        clock = await clock_for(url, session)
        database = await open_database(settings.database_url, key_ring(settings))
        try:
            await database.migrate(clock.now())
            await database.check_keys(clock.now())
            practice = settings.practice()
            await database.transact(
                lambda db: _write_down(db, practice, words), practice_id=practice.practice_id, now=clock.now()
            )
            trust = Trust()

            def on_time(said: int) -> None:
                trust.heard(said, clock.now())

            request = AiohttpRequest(session, on_time)
            bot = SafeBot(
                settings.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request,
                get_updates_request=request,
            )  # fmt: skip
            await bot.initialize()
            messenger = TelegramMessenger(bot, Pace(clock, settings.telegram_messages_per_second))
            app = App(clock, database, messenger, words, practice, f"{os.getpid()}-{secrets.token_hex(4)}", trust=trust)
            wallet = Wallet(app, practice.bot_id, settings.telegram_paid_broadcast_stars, messenger.pace.look)
            if settings.telegram_paid_broadcast_stars:
                messenger.pace.pay_with(wallet)
            delivery = Delivery(app)
            me = handling.Bot(practice.bot_id, bot.username)
            mailboxes = Mailboxes(app, handling.Handling(app, delivery, messenger, me), delivery, practice.bot_id)
            watch = Watch(app, delivery, Contact(clock), messenger.line.answers)
            listeners = Listeners(messenger.line, watch.contact, on_time, watch.conflict)
            polling = Polling(session, f"{url}/bot{settings.token}/getUpdates", mailboxes, clock, listeners)
            runner = Runner(app, ticks(app, delivery, mailboxes.work_due, watch.look))
            try:
                yield World(app, delivery, mailboxes, runner, polling, messenger, session, bot.username, watch)
            finally:
                await runner.stop()
                with suppress(TimeoutError):
                    async with asyncio.timeout(FINISH_S / 2):
                        await mailboxes.finish()
                messenger.pace.close()
                with suppress(TimeoutError):
                    async with asyncio.timeout(FINISH_S / 2):
                        await delivery.finish()
                await wallet.close()
                await messenger.drawing.close()
        finally:
            await database.close()


async def _write_down(db: Session, practice: Practice, words: Library) -> None:
    """Write what this installation is now: its practice, and every template that it can speak from."""
    await practices.save(db, practice)
    await templates.keep(db, [templates.Template(*one) for one in words.templates()])


async def run(settings: Settings) -> int:
    """Run the bot until it is told to stop."""
    async with world(settings) as made, control(made, settings), door(made, settings):
        await made.messenger.set_default_menus(made.app.library)
        link = await owner_link(made)
        if link:
            print(f"Open this link in Telegram to become the owner of {settings.practice_name}: {link}", flush=True)
        await made.run_until_told(f"{settings.practice_name}: @{made.username} is running. Stop it with Ctrl+C.")
    return 0


async def _locked(settings: Settings, work: Callable[[Settings], Awaitable[int]]) -> int:
    path = sqlite_path(settings.database_url)
    if path is None:
        return await work(settings)
    key_ring(settings)
    with single_process(path):
        return await work(settings)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="interlude", description="The care between massage sessions, over Telegram.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    commands.add_parser("run", help="run the bot, with the settings of .env and the environment")
    commands.add_parser("demo", help="run it with a local Telegram and sample people; prints an address to open")
    commands.add_parser("setup", help="walk from BotFather to a running bot, question by question")
    commands.add_parser("doctor", help="check settings, token, database, keys and content, and say what to mend")
    books = commands.add_parser("ledger", help="count what was said and what is still to be said")
    books.add_argument("--check", action="store_true", help="recompute what was expected; exit 1 when anything is off")
    reason = commands.add_parser("why", help="tell what became of one message, and why")
    reason.add_argument("message", type=int, help="the number of the message")
    letters_ = commands.add_parser("dead", help="list the messages that could not be sent, or have one sent again")
    letters_.add_argument("--replay", type=int, metavar="N", help="have message N sent once more by the running bot")
    screen = commands.add_parser("screen", help="read texts line by line, and tell which red flag each raises")
    screen.add_argument("--locale", default="en", help="the language of the texts: en, es, de or one of yours")
    screen.add_argument("--measure", type=Path, metavar="FILE", help="measure a table of labelled texts instead")
    words = commands.add_parser(
        "content", add_help=False, help="check words, export the review book, take signatures in"
    )
    words.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _screen(given: argparse.Namespace) -> int:
    """Screen what comes in, or measure a file; it needs the words alone."""
    words = library.load(own_words())
    if given.measure is not None:
        return measure(words, given.measure)
    return screen_lines(words, given.locale, sys.stdin.buffer, sys.stdout.buffer)


async def _command(given: argparse.Namespace) -> int:
    if given.command == "setup":
        return await setup()
    if given.command == "demo":
        return await demo(world)
    settings = read_settings()
    work: dict[str, Callable[[], Awaitable[int]]] = {
        "run": lambda: _locked(settings, run),
        "doctor": lambda: doctor(settings),
        "ledger": lambda: ledger(settings, check=given.check),
        "dead": lambda: letters(settings) if given.replay is None else send_again(settings, given.replay),
        "why": lambda: why(settings, given.message),
    }
    return await work[given.command]()


def main() -> int:
    """Run one command; a mistake of the operator's gets one clear sentence and exit code 2, never a traceback."""
    # The pinned zones, not the machine's: a zone's rules move planned instants, so an update is a decision.
    zoneinfo.reset_tzpath(())
    given, rest = _arguments().parse_known_args()
    if rest and given.command != "content":
        _arguments().parse_args()  # says what is wrong, and ends
    logs.begin()
    try:
        if given.command == "content":  # needs no token and no database
            return words_program.main(sys.argv[2:], own_words(), RealClock().now())
        if given.command == "screen":
            return _screen(given)
        return asyncio.run(_command(given))
    except (SettingsError, StorageError, ContentError, AnotherPollerError, NotRunningError) as error:
        print(error, file=sys.stderr)
    except (InvalidToken, TokenRefusedError):
        hint = "(or TELEGRAM_API_URL is no Bot API server)"  # both answer 404
        print(f"TELEGRAM_BOT_TOKEN is wrong: {TokenRefusedError.__doc__} {hint}", file=sys.stderr)
    except NetworkError as error:
        print(f"Telegram can't be reached ({error.message}); check TELEGRAM_API_URL and the network", file=sys.stderr)
    except TelegramError as error:
        print(f"Telegram refused to start this bot: {error.message}", file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
