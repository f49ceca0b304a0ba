"""Owns text with formatting as Telegram counts it (UTF-16); refuses to parse or to draw it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_TOAST = 200
MAX_ENTITIES = 100
_NO_NESTING = frozenset({"code", "pre"})
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]|\b(?:t\.me|telegram\.me)/[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)",
    re.ASCII,
)


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units the text has, the unit of all of Telegram's limits and offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Entity:
    """One run of formatting; offset and length are UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """Return the offset behind the last unit."""
        return self.offset + self.length

    def json(self) -> dict[str, Any]:
        """Return Telegram's MessageEntity."""
        found = {"type": self.kind, "offset": self.offset, "length": self.length}
        extra = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        return {**found, **{name: value for name, value in extra.items() if value is not None}}


@dataclass(frozen=True)
class Body:
    """A text and its formatting, trimmed and ordered as Telegram stores it."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def length(self) -> int:
        """Return the length in UTF-16 units."""
        return utf16_length(self.text)


def trimmed(text: str, entities: list[Entity]) -> Body:
    """Return the body without outer white space, empty entities and whatever stands inside code."""
    shorter = text.rstrip()
    start = utf16_length(shorter) - utf16_length(shorter.lstrip())
    end = utf16_length(shorter)
    kept = []
    for entity in entities:
        first, last = max(entity.offset, start), min(entity.end, end)
        if first < last:
            kept.append(replace(entity, offset=first - start, length=last - first))
    kept.sort(key=lambda entity: (entity.offset, -entity.length))
    code = [entity for entity in kept if entity.kind in _NO_NESTING]
    plain = [entity for entity in kept if not any(_hides(block, entity) for block in code)]
    return Body(shorter.lstrip(), tuple(plain[:MAX_ENTITIES]))


def _hides(block: Entity, entity: Entity) -> bool:
    """Tell whether `entity` is formatting inside a block of code, which has none; equal runs keep the `pre`."""
    if block is entity or entity.offset < block.offset or entity.end > block.end:
        return False
    return (
        block.length > entity.length or entity.kind not in _NO_NESTING or (block.kind, entity.kind) == ("pre", "code")
    )


def with_found_entities(body: Body) -> Body:
    """Return the body with links, commands, mentions and hashtags marked, as Telegram's server marks them."""
    if not any(sign in body.text for sign in "/@#."):
        return body
    fixed = [entity for entity in body.entities if entity.kind in {"code", "pre", "text_link"}]
    found = []
    for match in _FOUND.finditer(body.text):
        offset = utf16_length(body.text[: match.start()])
        end = offset + utf16_length(match.group())
        if match.lastgroup and not any(e.offset < end and offset < e.end for e in fixed):
            found.append(Entity(match.lastgroup, offset, end - offset))
    if not found:
        return body
    both = sorted([*body.entities, *found], key=lambda entity: (entity.offset, -entity.length))
    return Body(body.text, tuple(both))
