"""Owns how a ``.env`` file is read and changed; refuses to guess at a line, and to show one in an error.

A line is ``NAME=value``, ``NAME="value"`` (a backslash before a quote inside), ``NAME='value'``, a comment or empty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*", re.ASCII)
DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\s+#.*)?')
SINGLE = re.compile(r"'([^']*)'(?:\s+#.*)?")
COMMENT = re.compile(r"(?:^|\s+)#.*")
PLAIN = re.compile(r"[\w./:@+,=-]+", re.ASCII)


@dataclass(frozen=True)
class EnvFile:
    """What a file holds: its text, its values by name, and a sentence for each line that can't be read."""

    text: str
    values: Mapping[str, str]
    problems: tuple[str, ...]


EMPTY = EnvFile("", {}, ())


def read(path: Path) -> EnvFile:
    """Read a file; one that is not there is an empty one, one that can't be read is a problem."""
    if not path.exists():
        return EMPTY
    try:
        return parse(path.read_text(encoding="utf-8-sig"), path)  # some editors begin a file with an invisible mark
    except OSError as error:
        return EnvFile("", {}, (f"{path} can't be read ({error.strerror}); mend its permissions",))
    except UnicodeDecodeError:
        return EnvFile("", {}, (f"{path} is not written in UTF-8; save it again in that encoding",))


def parse(text: str, path: Path) -> EnvFile:
    """Read a text; of two lines for one name the later one holds."""
    values: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = LINE.fullmatch(line)
        value = _value(found.group(2)) if found else None
        if found is None or value is None:
            problems.append(f"line {number} of {path} can't be read: write NAME=value on one line, quotes in pairs")
        else:
            values[found.group(1)] = value
    return EnvFile(text, values, tuple(problems))


def _value(written: str) -> str | None:
    if written.startswith('"'):
        quoted = DOUBLE.fullmatch(written)
        return re.sub(r"\\(.)", r"\1", quoted.group(1)) if quoted else None
    if written.startswith("'"):
        quoted = SINGLE.fullmatch(written)
        return quoted.group(1) if quoted else None
    return COMMENT.sub("", written)


def changed(text: str, values: Mapping[str, str]) -> str:
    """Give a file's text with these values in it; comments, order and whatever else is there stay."""
    lines = text.splitlines()
    for name, value in values.items():
        line = f"{name}={_written(value)}"
        places = [at for at, old in enumerate(lines) if (found := LINE.fullmatch(old)) and found.group(1) == name]
        if places:
            lines[places[-1]] = line
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _written(value: str) -> str:
    if PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
