"""Owns finding what a program says to people in its own words, instead of by a key of the library.

It refuses to look at what nobody in a chat reads: docstrings, errors, logs, the audit, SQL.
"""

import ast
import re
from collections.abc import Iterator

SHOWN_BY = frozenset(("Screen", "Toast", "Button", "plain"))
"""What puts its first argument before a person."""

UNSEEN = frozenset(("log", "audit", "re"))
"""Modules whose functions take words that no client or therapist reads."""

_SENTENCE = re.compile(r"[^\W\d_]{2,}[,.!?]? [^\W\d_]{2,}|[^\W\d_]{2,}[,.!?] $")
_SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE)\b")


def literals(source: str) -> list[str]:
    """List the sentences and labels that stand in a module."""
    tree = ast.parse(source)
    ignored = {id(node) for part in ast.walk(tree) if _unseen(part) for node in ast.walk(part)}
    return list(dict.fromkeys([*_sentences(tree, ignored), *_labels(tree)]))


def _unseen(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise | ast.Assert):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.keyword):
        return node.arg == "name" and isinstance(node.value, ast.Constant | ast.JoinedStr)  # of a task, for debugging
    owner = getattr(node.func, "value", None) if isinstance(node, ast.Call) else None
    return isinstance(owner, ast.Name) and owner.id in UNSEEN


def _sentences(tree: ast.AST, ignored: set[int]) -> Iterator[str]:
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in ignored else None
        if isinstance(said, str) and _SENTENCE.search(said) and not _SQL.search(said):
            yield said


def _labels(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in SHOWN_BY:
            parts = [node.args[0], *ast.walk(node.args[0])] if not isinstance(node.args[0], ast.Call) else []
            for part in parts:
                if isinstance(part, ast.Constant) and re.search(r"[^\W\d_]{2,}", str(part.value)):
                    yield str(part.value)
