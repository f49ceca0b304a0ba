"""Owns serving the demo page's files; refuses anything outside their folder."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

# The page promises that nothing leaves the computer; this makes the browser keep the promise.
POLICY = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'"


async def _index(_: web.Request) -> web.Response:
    return _file("index.html")


async def _one(request: web.Request) -> web.Response:
    return _file(request.match_info["name"])


def _file(name: str) -> web.Response:
    path = (PAGE / name).resolve()
    if PAGE.resolve() not in path.parents or not path.is_file():
        raise web.HTTPNotFound
    kind = TYPES.get(path.suffix, "application/octet-stream")
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
    if kind.startswith("text/"):
        return web.Response(text=path.read_text(encoding="utf-8"), content_type=kind, headers=headers)
    return web.Response(body=path.read_bytes(), content_type=kind, headers=headers)


def page_routes() -> list[web.RouteDef]:
    """Return the routes of the page."""
    return [web.get("/", _index), web.get("/page/{name:.+}", _one)]
