"""Owns HTTP to the Bot API: aiohttp under python-telegram-bot's request seam; refuses to log an address.

httpx, which python-telegram-bot brings, costs two to six times the CPU per call and writes the token into its log.
"""

import json
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

CONNECT_S = 10.0
TOTAL_S = 20.0


class NotSentError(NetworkError):
    """The connection was never made, so Telegram can't have seen the request."""


class AiohttpRequest(BaseRequest):
    """Carries requests over one aiohttp session that belongs to somebody else."""

    def __init__(self, session: aiohttp.ClientSession, on_time: Callable[[int], None] = lambda _: None) -> None:
        """Use a session; whoever made it closes it. ``on_time`` is told what time each answer says it is (ms UTC)."""
        self._session = session
        self._on_time = on_time

    @property
    def read_timeout(self) -> float | None:
        """Give the default time for an answer, in seconds."""
        return TOTAL_S

    async def initialize(self) -> None:
        """Do nothing: the session is open."""

    async def shutdown(self) -> None:
        """Do nothing: the session is not ours to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- one limit for the whole exchange is enough
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- see above
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- see above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- see above
    ) -> tuple[int, bytes]:
        """Carry one request; NotSentError when it certainly did not arrive, NetworkError when that is unknown."""
        try:
            async with self._session.request(method, url, data=_form(request_data), timeout=TIMEOUT) as answer:
                tell_time(answer.headers, self._on_time)
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # "from None": aiohttp's errors carry the address, and the address carries the token.
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; the library's own way logs one that it can't read, with whatever somebody wrote in it."""
        try:
            return json.loads(payload)
        except ValueError:
            raise TelegramError("the answer is no JSON") from None


TIMEOUT = aiohttp.ClientTimeout(total=TOTAL_S, sock_connect=CONNECT_S)


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None:
        return None
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    if data.contains_files:
        for name, (filename, content, mime) in data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=mime)
    return form


def tell_time(headers: Mapping[str, str], on_time: Callable[[int], None]) -> None:
    """Tell what time an answer says that it is (ms UTC, whole seconds); one that does not say it tells nothing."""
    said = _instant(headers.get("Date", ""))
    if said is not None:
        on_time(said)


@lru_cache(maxsize=8)  # within one second all answers say the same
def _instant(header: str) -> int | None:
    try:
        return int(parsedate_to_datetime(header).timestamp() * 1000)
    except ValueError:
        return None


class BotApiError(Exception):
    """The Bot API answered a raw call with an error."""

    def __init__(self, status: int, description: str, retry_after: int | None) -> None:
        """Keep Telegram's own words."""
        super().__init__(description)
        self.status = status
        self.retry_after = retry_after


async def raw_call(
    session: aiohttp.ClientSession,
    url: str,
    parameters: dict[str, Any],
    timeout_s: float,
    on_time: Callable[[int], None] = lambda _: None,
) -> Any:
    """Call a method and give its raw result: what has to be kept before it is understood must not be parsed first.

    ``on_time`` is told what time the answer says that it is (ms UTC). BotApiError for an answer that is an error;
    aiohttp's own errors and TimeoutError otherwise.
    """
    async with session.post(url, json=parameters, timeout=aiohttp.ClientTimeout(total=timeout_s)) as answer:
        tell_time(answer.headers, on_time)
        try:
            said = json.loads(await answer.read())
        except ValueError:
            raise BotApiError(answer.status, "the answer is no JSON", None) from None
    if not isinstance(said, dict) or not said.get("ok"):
        said = said if isinstance(said, dict) else {}
        wait = (said.get("parameters") or {}).get("retry_after")
        raise BotApiError(answer.status, str(said.get("description", "")), wait)
    return said["result"]
