"""Owns the first words with a Bot API server: whose token is this, and what stands in the way; refuses to show it."""

import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from care.moments import to_ms

TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=10)
UNKNOWN_TOKEN = (401, 404)


class IntroductionError(Exception):
    """The server could not say whose token this is; the message says why and what to do."""


class UnreachableError(IntroductionError):
    """The server did not answer; the token may well be right."""


@dataclass(frozen=True)
class Introduction:
    """What the server says of a bot. ``date`` is its clock (ms UTC) if it told; ``webhook`` a host name or empty."""

    bot_id: int
    username: str
    name: str
    date: int | None
    webhook: str


async def introduce(session: aiohttp.ClientSession, url: str, token: str) -> Introduction:
    """Ask a server about a token; IntroductionError when it is unknown or the server is none, or can't be reached."""
    me, date = await _call(session, url, token, "getMe")
    hook, _ = await _call(session, url, token, "getWebhookInfo")
    try:
        webhook = urlsplit(hook.get("url") or "").hostname or ""
        return Introduction(me["id"], me["username"], me["first_name"], date, webhook)
    except KeyError:
        raise _no_bot_api(url) from None


async def remove_webhook(session: aiohttp.ClientSession, url: str, token: str) -> None:
    """Let updates be polled again; what waits at Telegram is kept."""
    await _call(session, url, token, "deleteWebhook")


async def _call(session: aiohttp.ClientSession, url: str, token: str, method: str) -> tuple[Any, int | None]:
    try:
        async with session.post(f"{url}/bot{token}/{method}", timeout=TIMEOUT) as answer:
            body, date = await answer.read(), answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        # "from None": aiohttp's errors carry the address, and the address carries the token.
        message = f"{_host(url)} can't be reached ({type(error).__name__}); check TELEGRAM_API_URL and the network"
        raise UnreachableError(message) from None
    try:
        said = json.loads(body)
        if said["ok"]:
            return said["result"], _instant(date)
        if said["error_code"] in UNKNOWN_TOKEN:
            raise IntroductionError("Telegram does not know this token; copy it again from BotFather")
        raise IntroductionError(f"Telegram refused {method}: {said['description']}")
    except (ValueError, TypeError, KeyError):
        raise _no_bot_api(url) from None


def _instant(date: str | None) -> int | None:
    try:
        return to_ms(parsedate_to_datetime(date)) if date else None
    except (ValueError, TypeError):  # TypeError: a date without a zone
        return None


def _no_bot_api(url: str) -> IntroductionError:
    return IntroductionError(f"{_host(url)} answers, but not as a Bot API server; check TELEGRAM_API_URL")


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or "the Bot API server"
