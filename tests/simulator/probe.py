"""Owns the plainest bot there is, for testing the simulator itself; refuses to interpret an answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from simulator import BotAccount

if TYPE_CHECKING:
    from types import TracebackType

    from simulator import Telegram

ACCOUNT = BotAccount("123456:TEST-token_of_a_bot", "test_of_interlude_bot", "Interlude")
NOON = 1_795_262_400_000  # 2026-11-21T12:00:00Z


class Probe:
    """Calls methods and returns the JSON that came back."""

    def __init__(self, telegram: Telegram, account: BotAccount = ACCOUNT) -> None:
        self._root = f"{telegram.url}/bot{account.token}"
        self._url = telegram.url
        self._offset = 0

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    async def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method with a JSON body; return the whole answer."""
        async with self.session.post(f"{self._root}/{method}", json=parameters) as answer:
            return dict(await answer.json())

    async def ok(self, method: str, **parameters: Any) -> Any:
        """Call a method that must succeed; return its result."""
        answer = await self(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """Call a method that must fail; return `code description`."""
        answer = await self(method, **parameters)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **parameters: Any) -> dict[str, Any]:
        """Call a method with files in a multipart form; return the whole answer."""
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, str(value))
        for name, (filename, content) in files.items():
            form.add_field(name, content, filename=filename)
        async with self.session.post(f"{self._root}/{method}", data=form) as answer:
            return dict(await answer.json())

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Return the waiting updates and confirm those of the call before."""
        found = await self.ok("getUpdates", offset=self._offset, **parameters)
        if found:
            self._offset = found[-1]["update_id"] + 1
        return list(found)

    async def answer_taps(self, text: str = "") -> None:
        """Answer every tap that comes, until cancelled."""
        while True:
            for update in await self.updates(timeout=10):
                if "callback_query" in update:
                    await self("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text=text)

    async def control(self, verb: str, path: str, body: Any = None) -> Any:
        """Use a control route; return its JSON."""
        async with self.session.request(verb, f"{self._url}/control/{path}", json=body) as answer:
            return await answer.json()


def background(work: Any) -> asyncio.Task[Any]:
    """Start something that runs beside the test."""
    return asyncio.create_task(work)


def keys(*rows: list[str]) -> dict[str, Any]:
    """Return an inline keyboard whose buttons carry their own labels as data."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}
