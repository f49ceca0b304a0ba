"""Owns how one message becomes a bubble: which call of the Bot API, with which picture; refuses to judge its errors.

Telegram edits a text by one method and the words under a picture by another, lets a picture be put into a text bubble,
and never takes one out again. The words are what matters: a picture that is refused is left out.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest

from bot import outcomes, pictures, wire
from bot.drawing import Drawing
from care.messenger import Outgoing, Picture, Sent, Uploaded
from care.screen import CHART

log = structlog.get_logger(__name__)

SEND = {"photo": "sendPhoto", "video": "sendVideo", "animation": "sendAnimation"}


@dataclass(frozen=True)
class Source:
    """What is put into one request for a picture: an id that Telegram knows, or a name and bytes."""

    kind: str
    given: str | tuple[str, bytes]
    sha256: str | None = None


async def put(bot: Bot, drawing: Drawing, outgoing: Outgoing, parse_mode: str | None, *, flagged: bool) -> Sent:
    """Send or edit one message; raises what python-telegram-bot raises when not even its words were taken."""
    html = outgoing.screen.text
    said = {"text": html if parse_mode else unescape(re.sub(r"<[^>]*>", "", html)), "parse_mode": parse_mode}
    async for source in sources(drawing, outgoing.pictures):
        try:
            return await _with_picture(bot, outgoing, source, said, flagged=flagged)
        except BadRequest as error:
            if not outcomes.may_be_the_picture(error):
                raise
            log.warning("a picture was not taken", message=outgoing.message_id, by_id=isinstance(source.given, str))
    if outgoing.edits_telegram_id is None:
        return await _new_text(bot, outgoing, said, flagged=flagged)
    return await _edited_words(bot, outgoing, said)


async def sources(drawing: Drawing, shown: tuple[Picture, ...]) -> AsyncIterator[Source]:
    """Give what may be sent for each picture, by its id first, and by its bytes when that is refused."""
    for picture in shown:
        if picture.file_id is not None:
            yield Source(picture.kind, picture.file_id)
        if picture.name is not None and (drawn := await _drawn(drawing, picture.name)) is not None:
            yield Source(picture.kind, drawn, picture.sha256)


async def _drawn(drawing: Drawing, name: str) -> tuple[str, bytes] | None:
    if name.startswith(CHART):
        chart = await drawing.png(name.removeprefix(CHART))
        if chart is None:
            log.error("a chart goes out in words alone")
        return ("drawn.png", chart) if chart is not None else None
    try:
        return pictures.file_name(name), pictures.draw(name)
    except (LookupError, OSError) as error:
        log.error("a picture can't be read", error=type(error).__name__)  # noqa: TRY400 -- its name may be a link
        return None


async def _with_picture(bot: Bot, outgoing: Outgoing, source: Source, said: dict[str, Any], *, flagged: bool) -> Sent:
    words = {"caption": said["text"], "parse_mode": said["parse_mode"]}
    number = outgoing.edits_telegram_id
    upload = source.given if isinstance(source.given, tuple) else None
    if number is None:
        asked = {**words, "reply_markup": wire.markup(outgoing.screen, outgoing.anchor)}
        asked |= {source.kind: wire.ATTACHED if upload else source.given, **_paid(flagged=flagged)}
        answer = await wire.post(bot, SEND[source.kind], upload, chat_id=outgoing.telegram_id, **asked)
    else:
        shown = {"type": source.kind, "media": wire.ATTACHED if upload else source.given, **words}
        asked = {"media": {key: value for key, value in shown.items() if value is not None}, "message_id": number}
        asked["reply_markup"] = wire.inline(outgoing.screen.rows, outgoing.anchor)
        try:
            answer = await wire.post(bot, "editMessageMedia", upload, chat_id=outgoing.telegram_id, **asked)
        except BadRequest as error:
            if outcomes.is_not_modified(error):
                return Sent(number, media=True)
            raise
    file_id = wire.file_id_in(answer, source.kind) if upload else None
    uploaded = Uploaded(source.sha256, file_id) if file_id and source.sha256 else None
    return Sent(wire.number_in(answer), media=True, uploaded=uploaded)


async def _new_text(bot: Bot, outgoing: Outgoing, said: dict[str, Any], *, flagged: bool) -> Sent:
    markup = wire.markup(outgoing.screen, outgoing.anchor)
    asked = {**said, "reply_markup": markup, "link_preview_options": wire.NO_PREVIEW, **_paid(flagged=flagged)}
    return Sent(await wire.call(bot, "sendMessage", chat_id=outgoing.telegram_id, **asked))


async def _edited_words(bot: Bot, outgoing: Outgoing, said: dict[str, Any]) -> Sent:
    """Replace a bubble's words, whether they are a text or a caption; the ledger may not know which after a crash.

    Words that come with a picture never go under an older one: it would show something else than they say.
    """
    ways = [False] if outgoing.screen.photo is not None else [outgoing.on_media, not outgoing.on_media]
    for media in ways[:-1]:
        try:
            return await _edited(bot, outgoing, said, media=media)
        except BadRequest as error:
            if not outcomes.is_other_way(error):
                raise
    return await _edited(bot, outgoing, said, media=ways[-1])


async def _edited(bot: Bot, outgoing: Outgoing, said: dict[str, Any], *, media: bool) -> Sent:
    number = outgoing.edits_telegram_id
    asked: dict[str, Any] = {"parse_mode": said["parse_mode"]}
    asked |= {"caption": said["text"]} if media else {"text": said["text"], "link_preview_options": wire.NO_PREVIEW}
    asked["reply_markup"] = wire.inline(outgoing.screen.rows, outgoing.anchor)
    method = "editMessageCaption" if media else "editMessageText"
    try:
        found = await wire.call(bot, method, chat_id=outgoing.telegram_id, message_id=number, **asked)
    except BadRequest as error:
        if outcomes.is_not_modified(error) and number is not None:
            return Sent(number, media=media)
        raise
    return Sent(found, media=media)


def _paid(*, flagged: bool) -> dict[str, Any]:
    return {"allow_paid_broadcast": True} if flagged else {}
