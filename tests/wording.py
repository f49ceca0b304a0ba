"""Owns telling which message of the library somebody reads, so that a better sentence breaks no story; refuses to word.

A message's template becomes a pattern: its sentences word for word, anything where a fact stands, its branches as such.
"""

import re
from functools import cache
from html import unescape

from jinja2 import nodes

from content.codes import RED_FLAGS
from content.library import SHIPPED, Library
from content.problem import ContentError
from content.shelf import Shelf, read_all

TAG = re.compile(r"</?[a-z]+(?: [^>]*)?>")
ANYTHING = ".*?"
BEHIND = ("offer", "noted", "left", "closed", "below")
DANGER = ("told", "other_number", *(f"{part}_{flag}" for flag in sorted(RED_FLAGS) for part in ("line", "ask")))
ALONG = (
    "routine.along",
    *(f"questionnaire.{name}" for name in BEHIND),
    *(f"safety.{name}" for name in DANGER if name != "line_suicidality"),
    "safety.closed_now",
    "safety.noted",
    "alert.late",
    "alert.folded",
    "alert.red_flag_more",
    "alert.red_flag",
    "alert.red_flag_answer",
    "safety_check.ask",
    "safety_check.noted",
)


@cache
def shelf() -> Shelf:
    """Read the library's files once for the whole run."""
    return read_all((SHIPPED,))


@cache
def words() -> Library:
    """Open the library once for the whole run; ContentError when it is not sound."""
    if shelf().problems:
        raise ContentError(shelf().problems)
    return Library.of(shelf())


@cache
def pattern(key: str, locale: str) -> re.Pattern[str]:
    """Give what a message reads like in one language, whatever its facts; KeyError when there is no such message."""
    tongue = shelf().tongues[locale]
    tree = tongue.html.parse(TAG.sub("", tongue.phrases["text", key].source))
    return re.compile(r"\s*" + "".join(map(_part, tree.body)) + r"\s*", re.DOTALL)


def is_message(text: str, key: str, locale: str) -> bool:
    """Tell whether a text (without its formatting) is this message of the library in this language.

    A prompt may have taken a routine along, and a receipt the week's questions, which then stand behind it.
    """
    if pattern(key, locale).fullmatch(text) is not None:
        return True
    before, _, along = text.rpartition("\n\n")
    known = next((name for name in ALONG if before and pattern(name, locale).fullmatch(along)), None)
    return known is not None and (key == known or is_message(before, key, locale))


def _part(node: nodes.Node) -> str:
    """Word one node; a fact may be anything, and so may a list: repeating its body would take a pattern for ever."""
    match node:
        case nodes.Output():
            return "".join(map(_part, node.nodes))
        case nodes.TemplateData():
            return r"\s*".join(map(re.escape, re.split(r"\s+", unescape(node.data))))
        case nodes.If():
            branches = [node.body, *(other.body for other in node.elif_), node.else_]
            return "(?:" + "|".join("".join(map(_part, branch)) for branch in branches) + ")"
    return ANYTHING
