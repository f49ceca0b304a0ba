"""Owns the command line of the simulator; refuses to print anything but the address it serves."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from simulator.accounts import BotAccount
from simulator.server import serve


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A local Telegram with people in it.")
    parser.add_argument("--port", type=int, default=0, help="port on loopback; 0 takes a free one")
    parser.add_argument("--bot", action="append", default=[], metavar="TOKEN", help="a bot's token; may be repeated")
    parser.add_argument("--username", action="append", default=[], help="its username, in the same order")
    parser.add_argument("--name", action="append", default=[], help="its name, in the same order")
    parser.add_argument("--frozen", action="store_true", help="let the clock stand still until it is moved")
    parser.add_argument("--now", help="begin at this ISO time (UTC when it names no zone)")
    parser.add_argument("--people", type=Path, help="JSON file: a list of people to make")
    parser.add_argument("--log", type=Path, help="append the effect log to this file, one JSON object a line")
    return parser.parse_args()


def _accounts(options: argparse.Namespace) -> list[BotAccount]:
    tokens = options.bot or ["1000000001:local"]
    names = [*options.name, *["Interlude"] * len(tokens)]
    usernames = [*options.username, *[f"local_{index}_bot" for index in range(len(tokens))][len(options.username) :]]
    return [BotAccount(token, usernames[index], names[index]) for index, token in enumerate(tokens)]


def _start_ms(now: str | None) -> int | None:
    if not now:
        return None
    moment = datetime.fromisoformat(now)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


async def _run(options: argparse.Namespace) -> None:
    telegram = await serve(
        bots=_accounts(options),
        port=options.port,
        frozen=options.frozen,
        now_ms=_start_ms(options.now),
        log=options.log,
    )
    people = json.loads(options.people.read_text(encoding="utf-8")) if options.people else []
    for person in people:
        telegram.person(**{("telegram_id" if name == "id" else name): value for name, value in person.items()})
    sys.stdout.write(f"simulator: {telegram.url}\n")
    sys.stdout.flush()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await telegram.close()


if __name__ == "__main__":
    asyncio.run(_run(_options()))
