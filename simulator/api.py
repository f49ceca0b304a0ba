"""Owns the Bot API over HTTP: paths, encodings, answers, faults, the log; refuses to know what a method does."""

from __future__ import annotations

import asyncio
import json
import re
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator.clock import real_pause
from simulator.errors import ApiError, forbidden, too_many
from simulator.files import UPLOAD_LIMIT
from simulator.methods import METHODS
from simulator.methods.call import Call
from simulator.params import Params, Upload
from simulator.polling import get_updates

if TYPE_CHECKING:
    from simulator.bots import Bot
    from simulator.faults import Rule
    from simulator.world import World

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>"
)
LOGGED_OUT_MS = 600_000
GARBAGE = '{"ok":true,"result":{"message_id":'


class BotApi:
    """The two public routes of a Bot API server."""

    def __init__(self, world: World) -> None:
        """Serve this world."""
        self._world = world
        self._stalled: set[asyncio.Task[dict[str, Any]]] = set()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes for the server."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{kind}/{name}", self.download),
        ]

    def _headers(self) -> dict[str, str]:
        return {
            "Server": "nginx/1.18.0",
            "Date": formatdate(self._world.clock.now_s() + self._world.faults.date_shift_s, usegmt=True),
        }

    def _answer(self, body: dict[str, Any]) -> web.Response:
        status = 200 if body["ok"] else int(body["error_code"])
        headers = self._headers()
        wait = body.get("parameters", {}).get("retry_after")
        if wait is not None:
            headers["Retry-After"] = str(wait)
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return web.Response(text=text, status=status, content_type="application/json", headers=headers)

    def _find(self, token: str) -> Bot:
        bot = self._world.bots.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized") if TOKEN.fullmatch(token) else ApiError(404, "Not Found")
        if bot.logged_out_ms is not None and self._world.clock.now_ms() - bot.logged_out_ms < LOGGED_OUT_MS:
            raise ApiError(400, "Logged out")
        return bot

    async def call(self, request: web.Request) -> web.Response:
        """Answer one Bot API request, after whatever fault was asked for."""
        if self._world.faults.away:
            return _reset(request)
        try:
            bot = self._find(request.match_info["token"])
            params = await read_params(request)
        except ApiError as error:
            return self._answer(error.answer())
        method = request.match_info["method"]
        call = Call(self._world, bot, method, params)
        rule = self._world.faults.pick(method, _chat_id(params))
        try:
            if rule is None:
                body = await self._carry_out(call, None)
                return self._answer(body)
            return await self._faulty(request, call, rule)
        except ConnectionResetError:
            return _reset(request)

    async def _carry_out(self, call: Call, rule: Rule | None) -> dict[str, Any]:
        """Do the method and log it; return the answer's body."""
        try:
            body = {"ok": True, "result": await _result(call)}
        except ApiError as error:
            body = error.answer()
        self._log(call, body, rule, effect=bool(body["ok"]))
        return body

    def _log(self, call: Call, body: dict[str, Any], rule: Rule | None, *, effect: bool) -> None:
        result = body.get("result")
        found = result.get("message_id") if isinstance(result, dict) else None
        outcome = {name: body[name] for name in ("ok", "error_code", "description", "parameters") if name in body}
        self._world.log.add(
            "request",
            bot=call.bot.account.username,
            method=call.method,
            parameters=call.params.shown(),
            outcome=outcome,
            fault=rule.kind if rule else None,
            effect=effect,
            chat_id=_chat_id(call.params),
            message_id=found or call.params.integer("message_id") or None,
        )

    async def _faulty(self, request: web.Request, call: Call, rule: Rule) -> web.Response:
        """Answer a call that a fault hits; the log tells whether the call had its effect all the same."""
        if rule.kind == "stall":
            return await self._stall(call, rule)
        told = _lie(rule)
        if rule.carried_out():
            await self._carry_out(call, rule)
        else:
            self._log(call, told.answer() if told else {"ok": False}, rule, effect=False)
        if told:
            return self._answer(told.answer())
        if rule.kind == "bad_gateway":
            return web.Response(text=BAD_GATEWAY, status=502, content_type="text/html", headers=self._headers())
        if rule.kind == "garbage":
            return web.Response(text=GARBAGE, content_type="application/json", headers=self._headers())
        return _reset(request)

    async def _stall(self, call: Call, rule: Rule) -> web.Response:
        """Hold the answer; the effect, if any, comes at the end, even when the bot has hung up by then."""
        task = asyncio.ensure_future(self._held(call, rule))
        self._stalled.add(task)
        task.add_done_callback(self._stalled.discard)
        return self._answer(await asyncio.shield(task))

    async def _held(self, call: Call, rule: Rule) -> dict[str, Any]:
        if rule.seconds:
            await real_pause(rule.seconds)
        else:
            await self._world.faults.released()
        if rule.carried_out():
            return await self._carry_out(call, rule)
        body = ApiError(504, "Gateway Timeout").answer()
        self._log(call, body, rule, effect=False)
        return body

    async def download(self, request: web.Request) -> web.Response:
        """Answer with a file's bytes."""
        if self._world.faults.away:
            return _reset(request)
        try:
            self._find(request.match_info["token"])
        except ApiError as error:
            return self._answer(error.answer())
        media = self._world.files.by_unique_id(request.match_info["name"].partition(".")[0])
        if media is None:
            return self._answer(ApiError(404, "Not Found: file not found").answer())
        return web.Response(body=media.content, content_type=media.mime, headers=self._headers())


async def _result(call: Call) -> Any:
    name = call.method.lower()
    if name == "getupdates":
        return await get_updates(call)
    method = METHODS.get(name)
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    return method(call)


def _lie(rule: Rule) -> ApiError | None:
    """Return the error a rule answers with, or None when it does not answer in JSON."""
    if rule.kind == "too_many":
        return too_many(rule.retry_after)
    if rule.kind == "forbidden":
        return forbidden(rule.description.removeprefix("Forbidden: "))
    return ApiError(rule.code, "Internal Server Error") if rule.kind == "server_error" else None


def _chat_id(params: Params) -> int | None:
    return params.integer("chat_id") or None


def _reset(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def read_params(request: web.Request) -> Params:
    """Return a request's parameters from its query and its body, whatever the encoding."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values.update(_json_object(await request.text()))
    elif request.content_type == "multipart/form-data" or request.method == "POST":
        for name, part in (await request.post()).items():
            if isinstance(part, web.FileField):
                files[name] = Upload(part.filename, part.content_type, part.file.read())
            else:
                values[name] = part if isinstance(part, str) else part.decode()
    if any(len(file.content) > UPLOAD_LIMIT for file in files.values()):
        raise ApiError(413, "Request Entity Too Large")
    return Params(values, files)


def _json_object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ApiError(400, "Bad Request: can't parse request JSON object")
    return found
