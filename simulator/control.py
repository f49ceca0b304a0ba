"""Owns the control routes of people, clock and faults, for the page and for other processes; refuses bots' requests."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfoNotFoundError

from aiohttp import web

from simulator.accounts import BotAccount
from simulator.control_acts import ACTS, perform
from simulator.events import stream
from simulator.page_files import page_routes
from simulator.screen import screen_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Handler

    from simulator.person import Person
    from simulator.server import Telegram


def answer(body: Any, status: int = 200) -> web.Response:
    """Return a JSON answer."""
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")


def kind_errors(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Wrap a handler so that what a phone would refuse is a 409, and what makes no sense a 400, with the reason."""

    async def wrapped(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except AssertionError as refusal:
            return answer({"error": str(refusal)}, 409)
        except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
            return answer({"error": f"{type(error).__name__}: {error}"}, 400)

    return wrapped


async def body_of(request: web.Request) -> dict[str, Any]:
    """Return the JSON object of a request, empty when there is none."""
    text = await request.text()
    found = json.loads(text) if text else {}
    if not isinstance(found, dict):
        msg = "a JSON object is expected"
        raise TypeError(msg)
    return found


class Control:
    """The routes under /control and the page."""

    def __init__(self, telegram: Telegram) -> None:
        """Control this Telegram."""
        self._telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        """Return the routes for the server."""
        found = [
            web.get("/control/clock", self.clock),
            web.post("/control/clock", self.move_clock),
            web.get("/control/people", self.people),
            web.post("/control/people", self.new_person),
            web.get("/control/people/{id}/screen", self.screen),
            web.post("/control/people/{id}/{act}", self.act),
            web.get("/control/events", self.events),
            web.get("/control/file/{file_id}", self.file),
            web.get("/control/effects", self.effects),
            web.get("/control/faults", self.faults),
            web.post("/control/faults", self.new_fault),
            web.delete("/control/faults", self.no_faults),
            web.post("/control/bots", self.new_bot),
            web.get("/control/bots", self.bots),
            web.post("/control/inject", self.inject),
        ]
        kind = [web.route(one.method, one.path, kind_errors(one.handler)) for one in found]
        return [*kind, *page_routes()]

    # --- clock ----------------------------------------------------------------------------------------------

    def _clock_json(self) -> dict[str, Any]:
        clock = self._telegram.model.clock
        now = {"version": clock.version, "now_ms": clock.now_ms(), "running": clock.running}
        return {"simulator": "interlude", **now}

    async def clock(self, request: web.Request) -> web.Response:
        """Tell the time; a follower's request is held until the clock has moved past what it has seen."""
        query = request.query
        if query.get("follower"):
            due = query.get("next_due_ms")
            seen, busy = int(query.get("seen") or 0), query.get("busy", "0") not in {"", "0", "false"}
            await self._telegram.followers.follow(query["follower"], seen, int(due) if due else None, busy=busy)
        return answer(self._clock_json())

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock as the body asks."""
        body, stepper = await body_of(request), self._telegram.stepper
        if "advance_seconds" in body:
            return answer(await stepper.advance(float(body["advance_seconds"])))
        if "set_ms" in body:
            return answer(await stepper.set(int(body["set_ms"])))
        if body.get("to") == "next":
            return answer(await stepper.to_next())
        if body.get("to") == "morning":
            return answer(await stepper.to_morning(str(body.get("zone") or "UTC")))
        msg = "advance_seconds, set_ms, or to: next or morning"
        raise ValueError(msg)

    # --- people ---------------------------------------------------------------------------------------------

    def _person(self, request: web.Request, bot: str | None = None) -> Person:
        number = int(request.match_info["id"])
        if number not in self._telegram.people:
            raise web.HTTPNotFound(text=json.dumps({"error": "no such person"}), content_type="application/json")
        person = self._telegram.people[number]
        return person.at(bot) if bot else person

    async def people(self, _: web.Request) -> web.Response:
        """List the people."""
        return answer([profile.shown() for profile in self._telegram.model.people.values()])

    async def new_person(self, request: web.Request) -> web.Response:
        """Make a person."""
        body = await body_of(request)
        number = body.pop("id", None) or body.pop("telegram_id", None)
        person = self._telegram.person(**body, telegram_id=number)
        return answer(person.profile.shown(), 201)

    async def screen(self, request: web.Request) -> web.Response:
        """Show a person's screen."""
        person = self._person(request, request.query.get("bot"))
        return answer(screen_json(self._telegram.model, person.chat, person.id))

    async def act(self, request: web.Request) -> web.Response:
        """Let a person do something."""
        name = request.match_info["act"]
        if name not in ACTS:
            raise web.HTTPNotFound(text=json.dumps({"error": f"unknown act {name}"}), content_type="application/json")
        body = await body_of(request)
        return answer(await perform(self._person(request, body.pop("bot", None)), name, body))

    # --- the rest -------------------------------------------------------------------------------------------

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream what changes, for the page."""
        return await stream(self._telegram.model, request)

    async def file(self, request: web.Request) -> web.Response:
        """Serve the bytes of a file by its file_id (of the bot in it)."""
        media = self._telegram.model.files.any_bot(request.match_info["file_id"])
        if media is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=media.content, content_type=media.mime, headers=headers)

    async def effects(self, request: web.Request) -> web.Response:
        """Return the effect log behind a number."""
        return answer(self._telegram.log.after(int(request.query.get("after", 0))))

    async def faults(self, _: web.Request) -> web.Response:
        """List the faults in force."""
        faults = self._telegram.faults
        return answer({"offline": faults.away, "rules": [asdict(rule) for rule in faults.rules()]})

    async def new_fault(self, request: web.Request) -> web.Response:
        """Add a fault: a rule, or one of offline, date_shift, release, seed, duplicate, reorder."""
        self._telegram.model.fault(await body_of(request))
        return await self.faults(request)

    async def no_faults(self, request: web.Request) -> web.Response:
        """Let everything go right again."""
        self._telegram.faults.clear()
        return await self.faults(request)

    async def bots(self, _: web.Request) -> web.Response:
        """List the bots, without their tokens."""
        accounts = [bot.account for bot in self._telegram.model.bots.values()]
        return answer([{"id": one.id, "username": one.username, "name": one.name} for one in accounts])

    async def new_bot(self, request: web.Request) -> web.Response:
        """Register a bot."""
        account = BotAccount(**await body_of(request))
        self._telegram.add_bot(account)
        return answer({"id": account.id, "username": account.username, "name": account.name}, 201)

    async def inject(self, request: web.Request) -> web.Response:
        """Queue the body as an update, whatever it is."""
        update_id = self._telegram.inject(await body_of(request), bot=request.query.get("bot"))
        return answer({"update_id": update_id})
