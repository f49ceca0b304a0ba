"""Checks the content files from a terminal: `python -m content`, with `--json` for machines, with a folder of your own.

It refuses to change a file: it says what to mend, and where.
"""

import argparse
import json
import sys
from pathlib import Path

from content.library import SHIPPED
from content.problem import ContentError
from content.shelf import Shelf, read_all


def main(arguments: list[str]) -> int:
    """Print what is wrong, or that all is well; 1 when something is wrong, 2 when the folder is not there."""
    asked = _parser().parse_args(arguments)
    if asked.folder is not None and not asked.folder.is_dir():
        print(f"There is no folder {asked.folder}.")
        return 2
    shelf = read_all((SHIPPED,) if asked.folder is None else (SHIPPED, asked.folder))
    print(json.dumps(report(shelf), ensure_ascii=False, indent=2) if asked.json else sentences(shelf))
    return 1 if shelf.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m content", description="Check words, exercises and routines.")
    parser.add_argument("folder", nargs="?", type=Path, help="your own folder, laid over what comes with Interlude")
    parser.add_argument("--json", action="store_true", help="print counts per language and the problems as JSON")
    return parser


def report(shelf: Shelf) -> dict[str, object]:
    """Count what each language says, and list every problem with its file, line, key and mend."""
    problems = ContentError(shelf.problems).problems
    return {
        "languages": {locale: counts(shelf, locale) for locale in shelf.tongues},
        "problems": [{"file": one.file, "line": one.line, "key": one.key, "mend": one.mend} for one in problems],
    }


def counts(shelf: Shelf, locale: str) -> dict[str, int]:
    """Count the records that have words in one language, and its messages, buttons and toasts."""
    tongue, guide = shelf.tongues[locale], shelf.guide_words[locale]
    return {
        "exercises": len(tongue.exercises),
        "routines": len(tongue.routines),
        "conditions": len(guide.conditions),
        "techniques": len(guide.techniques),
        "instruments": len(guide.instruments),
        "cards": len(guide.cards),
        "questions": len(guide.questions),
        "messages": len(tongue.phrases),
    }


def sentences(shelf: Shelf) -> str:
    """Say the same for a person: each problem on a line, or one line that all is well."""
    if shelf.problems:
        error = ContentError(shelf.problems)
        return f"{error}\n{len(error.problems)} to mend."
    return f"All is well: {len(shelf.routines)} routines in {', '.join(shelf.tongues)}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
