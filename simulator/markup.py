"""Owns Telegram's HTML dialect, read strictly and written back; refuses every tag that Telegram refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from simulator.errors import ApiError, bad_request
from simulator.text import Body, Entity, trimmed, utf16_length

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler", "code": "code"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"&(?:#(?P<dec>\d+)|#[xX](?P<hex>[0-9a-fA-F]+)|(?P<name>lt|gt|amp|quot));?|<")
_ATTRIBUTE = re.compile(r"\s+([A-Za-z0-9-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_LINK = re.compile(r"(https?|tg|mailto|tel):|[\w-]+\.\w")
_MAX_CODE_POINT = 0x10FFFF


@dataclass(frozen=True)
class _Open:
    tag: str
    at_byte: int
    offset: int
    attributes: dict[str, str]


@dataclass
class _Reading:
    """What has been read so far."""

    source: str
    parts: list[str] = field(default_factory=list)
    units: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.units += utf16_length(text)

    def error(self, reason: str, position: int) -> ApiError:
        at_byte = len(self.source[:position].encode("utf-8", "surrogatepass"))
        return bad_request(f"can't parse entities: {reason.replace('%', str(at_byte))}")


def parse_html(source: str) -> Body:
    """Return the body that Telegram reads from its HTML; anything it refuses raises the 400 it answers."""
    if "<" not in source and "&" not in source:
        return trimmed(source, [])
    reading = _Reading(source)
    position = 0
    while found := _TOKEN.search(source, position):
        reading.say(source[position : found.start()])
        if found.group() == "<":
            position = _tag(reading, found.start())
        else:
            reading.say(_character(found))
            position = found.end()
    reading.say(source[position:])
    if reading.opened:
        tag = reading.opened[-1].tag
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return trimmed("".join(reading.parts), reading.entities)


def _character(found: re.Match[str]) -> str:
    """Return the character of one entity; a number that is none stays as it was written."""
    if found["name"]:
        return _NAMED[found["name"]]
    code = int(found["dec"]) if found["dec"] else int(found["hex"], 16)
    return chr(code) if 0 < code <= _MAX_CODE_POINT else found.group()


def _tag(reading: _Reading, start: int) -> int:
    """Read one tag at `start`; return the position behind it."""
    source = reading.source
    if source.startswith("</", start):
        end = source.find(">", start)
        if end < 0:
            raise reading.error("Unclosed end tag at byte offset %", start)
        _close(reading, source[start + 2 : end].strip().lower(), start)
        return end + 1
    name = re.compile(r"[^\s>]*").match(source, start + 1)
    tag = name.group().lower() if name else ""
    if tag not in _KINDS:
        raise reading.error(f'Unsupported start tag "{tag}" at byte offset %', start)
    position = start + 1 + len(tag)
    attributes: dict[str, str] = {}
    while found := _ATTRIBUTE.match(source, position):
        value = next((group for group in found.groups()[1:] if group is not None), "")
        attributes[found[1].lower()] = _TOKEN.sub(lambda m: m.group() if m.group() == "<" else _character(m), value)
        position = found.end()
    end = len(source) - len(source[position:].lstrip())
    if not source.startswith(">", end):
        raise reading.error("Unclosed start tag at byte offset %", start)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.error('Tag "span" must have class "tg-spoiler" at byte offset %', start)
    reading.opened.append(_Open(tag, start, reading.units, attributes))
    return end + 1


def _close(reading: _Reading, tag: str, start: int) -> None:
    """End the innermost open tag, which must be `tag`."""
    if not reading.opened:
        raise reading.error("Unexpected end tag at byte offset %", start)
    opened = reading.opened.pop()
    if tag not in {"", opened.tag}:
        raise reading.error(f'Unmatched end tag at byte offset %, expected "</{opened.tag}>", found "</{tag}>"', start)
    entity = _entity(reading, opened)
    if entity and entity.length:
        reading.entities.append(entity)


def _entity(reading: _Reading, opened: _Open) -> Entity | None:
    kind, length = _KINDS[opened.tag], reading.units - opened.offset
    if opened.tag == "a":
        url = opened.attributes.get("href") or _tail(reading, length)
        return Entity(kind, opened.offset, length, url=url) if _LINK.match(url) else None
    if opened.tag == "tg-emoji":
        return Entity(kind, opened.offset, length, custom_emoji_id=opened.attributes.get("emoji-id", ""))
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        return Entity("expandable_blockquote", opened.offset, length)
    language = opened.attributes.get("class", "").removeprefix("language-")
    if opened.tag == "code" and language and reading.opened and reading.opened[-1].tag == "pre":
        # <pre><code class="language-x"> is one block: the language goes to the enclosing <pre>.
        reading.opened[-1].attributes["language"] = language
        return None
    return Entity(kind, opened.offset, length, language=opened.attributes.get("language"))


def _tail(reading: _Reading, units: int) -> str:
    """Return the last `units` UTF-16 units that were read, as text."""
    encoded = "".join(reading.parts).encode("utf-16-le", "surrogatepass")
    return encoded[len(encoded) - 2 * units :].decode("utf-16-le", "replace") if units else ""


def render_html(body: Body) -> str:
    """Return the body as HTML that is safe to show: every character escaped, every tag closed in order."""
    if not body.entities:
        return escape(body.text, quote=False)
    units = body.text.encode("utf-16-le", "surrogatepass")
    cuts = sorted({0, len(units) // 2, *(e.offset for e in body.entities), *(e.end for e in body.entities)})
    out: list[str] = []
    stack: list[Entity] = []
    for first, last in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        while any(entity.end <= first for entity in stack):
            out.append(_closing(stack.pop()))
        inside = [e for e in body.entities if e.offset <= first < e.end]
        for entity in [e for e in inside if e not in stack]:
            stack.append(entity)
            out.append(_opening(entity, units))
        out.append(escape(units[2 * first : 2 * last].decode("utf-16-le", "replace"), quote=False))
    out.extend(_closing(entity) for entity in reversed(stack))
    return "".join(out)


def _opening(entity: Entity, units: bytes) -> str:
    inner = units[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")
    if entity.kind in {"text_link", "url"}:
        url = entity.url or (inner if "://" in inner else f"https://{inner}")
        return f'<a href="{escape(url)}">'
    if entity.kind == "pre" and entity.language:
        return f'<pre><code class="language-{escape(entity.language)}">'
    if entity.kind == "expandable_blockquote":
        return "<blockquote expandable>"
    tag = _TAGS.get(entity.kind, entity.kind if entity.kind in {"pre", "blockquote"} else "")
    return f"<{tag}>" if tag else ""


def _closing(entity: Entity) -> str:
    if entity.kind in {"text_link", "url"}:
        return "</a>"
    if entity.kind == "pre" and entity.language:
        return "</code></pre>"
    tag = _TAGS.get(entity.kind, {"pre": "pre"}.get(entity.kind, "blockquote" if "quote" in entity.kind else ""))
    return f"</{tag}>" if tag else ""
