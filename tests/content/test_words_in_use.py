"""The words and the program know each other: no key without words, no words without use, no fact forgotten."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from content import check
from content.library import SHIPPED, Library

ROOT = SHIPPED.parent
KINDS = {"screen": "text", "text": "text", "button": "button", "toast": "toast"}
ALERT_FACTS = {"name", "now", "zone", "again"}
"""What `care.alerts` adds to every alert itself."""


def sources() -> list[Path]:
    return sorted(path for folder in ("care", "bot", "content") for path in (ROOT / folder).glob("*.py"))


def all_keys(library: Library, *kinds: str) -> set[str]:
    found = library._shelf.tongues["en"].phrases  # noqa: SLF001 - nobody but a test asks for all of them
    return {key for kind, key in found if not kinds or kind in kinds}


def mentioned(library: Library) -> tuple[set[str], set[str]]:
    """Give the keys that the program names in full, and the beginnings of those that it puts together."""
    nouns = "|".join(sorted({key.partition(".")[0] for key in all_keys(library)}))
    whole, begun = set(), set()
    for path in sources():
        text = path.read_text(encoding="utf-8")
        whole |= set(re.findall(rf'(?<!f)"((?:{nouns})\.[a-z_0-9]+)"', text))
        begun |= set(re.findall(rf'f"((?:{nouns})\.[a-z_0-9]*){{', text))
    return whole, begun


def test_every_key_in_the_program_has_words(library: Library) -> None:
    whole, begun = mentioned(library)
    assert {key for key in whole if not library.has(key) and not (ROOT / key.partition(".")[0]).is_dir()} == set()
    assert {start for start in begun if not any(key.startswith(start) for key in all_keys(library))} == set()


def test_no_words_are_dead(library: Library) -> None:
    whole, begun = mentioned(library)
    assert {key for key in all_keys(library) - whole if not key.startswith(tuple(begun))} == set()


def test_every_alert_that_is_raised_has_words_and_the_other_way_round(library: Library) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sources())
    raised = {
        f"alert.{kind}"
        for kind in re.findall(r'(?:raise_for|begin)\(\s*turn,\s*(?:(?:resting\.)?[A-Z_]+, )?"(\w+)"', text)
    }
    worded = {key for key in all_keys(library, "text") if key.startswith("alert.")}
    # "unconfirmed" stands in for others, before it is known who somebody is; "below" and "seen_by" are older bubbles.
    other = {
        "alert.below",
        "alert.seen_by",
        "alert.done",
        "alert.unconfirmed",
        "alert.unshown",
        "alert.late",
        "alert.folded",
        "alert.together",
        "alert.red_flag_no",
    }
    assert raised == worded - other
    kinds = {key.partition(".")[2] for key in raised}
    assert {kind for kind in kinds if not library.has(f"inbox.is_{kind}")} == set(), "the inbox can't name these"


def test_the_program_passes_every_fact_that_a_message_asks_for(library: Library) -> None:
    asked = placeholders(library)
    calls = list(calls_with_a_key(library))
    assert len(calls) > 100
    lacking = [(where, key, asked[kind, key] - facts) for where, kind, key, facts in calls if asked[kind, key] - facts]
    assert lacking == []


def placeholders(library: Library) -> dict[tuple[str, str], frozenset[str]]:
    tongue = library._shelf.tongues["en"]  # noqa: SLF001 - the parsed templates are nobody else's business
    return {
        name: check.reading(phrase, tongue.html).placeholders or frozenset() for name, phrase in tongue.phrases.items()
    }


def calls_with_a_key(library: Library) -> Iterator[tuple[str, str, str, set[str]]]:
    """Give place, kind, key and facts of each call that names its key and its facts in full."""
    known = placeholders(library)
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            kind, key = KINDS.get(node.func.attr, ""), _key(node)
            facts = _facts(node)
            if node.func.attr == "raise_for" and facts is not None:
                kind, key, facts = "text", f"alert.{_constant(node.args[1])}", facts | ALERT_FACTS
            if facts is not None and (kind, key) in known:
                yield f"{path.name}:{node.lineno}", kind, key, facts


def _constant(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _key(node: ast.Call) -> str:
    return _constant(node.args[0]) if node.args else ""


def _facts(node: ast.Call) -> set[str] | None:
    """Give the names of the facts; None when some are passed on from elsewhere and can't be seen here."""
    names: set[str | None] = {keyword.arg for keyword in node.keywords}
    for given in node.args[1:]:
        if isinstance(given, ast.Dict):
            names |= {None if key is None else _constant(key) for key in given.keys}
    return None if None in names else {name for name in names if name is not None}
