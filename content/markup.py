"""Telegram's HTML: which tags it knows, and whether a template closes what it opens.

It refuses to mend anything: Telegram answers a wrong tag with an error, so a wrong tag must not start.
"""

import re

TAGS = frozenset(
    (
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "code",
        "pre",
        "a",
        "blockquote",
        "tg-spoiler",
        "tg-emoji",
    )
)

JINJA = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")


def without_jinja(source: str) -> str:
    """Leave out placeholders and tags of Jinja2: what is left is what the template itself says."""
    return JINJA.sub("", source)


def utf16_units(text: str) -> int:
    """Count as Telegram does: an emoji beyond the basic plane counts twice."""
    return len(text.encode("utf-16-le")) // 2


def mistakes(source: str) -> list[str]:
    """List what Telegram would refuse in a template's HTML, as sentences that say how to mend it."""
    text = without_jinja(source)
    found: list[str] = []
    still_open: list[str] = []
    for closing, name, _ in _TAG.findall(text):
        tag = name.lower()
        if tag not in TAGS:
            found.append(f"uses <{tag}>, which Telegram does not know; use one of {', '.join(sorted(TAGS))}")
        elif not closing:
            still_open.append(tag)
        elif not still_open or still_open.pop() != tag:
            found.append(f"closes </{tag}> where it is not the last one opened")
            break
    else:
        found.extend(f"opens <{tag}> and never closes it" for tag in still_open)
    bare = _TAG.sub("", text)
    if "<" in bare or ">" in bare:
        found.append("has a bare < or >; write &lt; or &gt;")
    if _ENTITY.search(bare):
        found.append("has a bare &; write &amp;")
    return found
