"""One YAML file as plain data, together with the line of every key.

It refuses to know what the keys mean, and to let a key that is written twice win silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from content.problem import Problem

Loader = yaml.SafeLoader | yaml.CSafeLoader | yaml.BaseLoader | yaml.CBaseLoader
_Records: type[Loader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Words: type[Loader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Words skip the question of what type a value has, which costs a third of reading them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's content: `data` by key, `lines` by path of keys, and `file` as problems name it."""

    file: str
    data: Mapping[str, object]
    lines: Mapping[tuple[str, ...], int]

    def line(self, *path: str) -> int:
        """Find the line of a key; a missing key answers with its nearest parent's line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def filled_up_from(self, base: Mapping[str, object]) -> "Sheet":
        """Complete each of its own top keys with what `base` says there and it does not; lists are taken whole."""
        return replace(self, data={key: _over(base.get(key), said) for key, said in self.data.items()})

    def section(self, *path: str) -> Mapping[str, object]:
        """Look up the mapping at a path; anything else there counts as empty."""
        here: object = self.data
        for key in path:
            here = here.get(key) if isinstance(here, dict) else None
        return here if isinstance(here, dict) else {}


def _over(base: object, said: object) -> object:
    if not isinstance(base, Mapping) or not isinstance(said, Mapping):
        return said
    return {key: _over(base.get(key), said.get(key, base.get(key))) for key in (*base, *(said.keys() - base.keys()))}


class _Walk:
    """Turns nodes into data, noting lines and keys that are written twice on the way."""

    def __init__(self, file: str, *, words: bool, problems: list[Problem]) -> None:
        self.file = file
        self.words = words
        self.problems = problems
        self.lines: dict[tuple[str, ...], int] = {}

    def value(self, loader: Loader, node: yaml.Node, path: tuple[str, ...]) -> object:
        """Build one node. Keys stay text, because YAML would read the key `no` as False."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if self.words and isinstance(node, yaml.ScalarNode):
            # In word files every value is text: a therapist who writes `no: No` means the word.
            return node.value
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(loader, item, (*path, str(index))) for index, item in enumerate(node.value)]
        return loader.construct_object(node)

    def _mapping(self, loader: Loader, node: yaml.MappingNode, path: tuple[str, ...]) -> dict[str, object]:
        built: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in built:
                first = self.lines[*path, key]
                mend = f"is written twice (first in line {first}); keep one of them"
                self.problems.append(Problem(self.file, line, ".".join((*path, key)), mend))
            self.lines[*path, key] = line
            built[key] = self.value(loader, value_node, (*path, key))
        return built


def read(path: Path, file: str, problems: list[Problem], *, words: bool) -> Sheet:
    """Read one YAML file whose top level is a mapping.

    `file` is the name that problems carry. With `words` every value is text, whatever YAML would make of it.
    A file that is no YAML, or no mapping, becomes a problem and an empty sheet.
    """
    walk = _Walk(file, words=words, problems=problems)
    loader = (_Words if words else _Records)(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        data = walk.value(loader, node, ()) if node is not None else {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        what = getattr(error, "problem", None) or "this can't be read"
        problems.append(Problem(file, line, "file", f"is not readable as YAML ({what}); check quotes, colons, indents"))
        data = {}
    finally:
        loader.dispose()
    if not isinstance(data, dict):
        problems.append(Problem(file, 1, "file", "must begin with names and colons, not with a list or a text"))
        data = {}
    return Sheet(file, data, walk.lines)
