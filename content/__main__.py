"""`interlude content`, which is `python -m content`: checks the words, exports the review book, takes signatures in.

It refuses to change a file of words: it says what to mend, and where. What it writes are a book and signatures.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from content import library, signing
from content.book import book
from content.library import SHIPPED, Library
from content.problem import ContentError
from content.shelf import Shelf, read_all

COMMANDS = ("check", "review", "sign")


def main(arguments: list[str], own: Path | None = None, now: int | None = None) -> int:
    """Run one command; without its name it is `check`. 1 when something is wrong, 2 when it can't be done at all.

    `own` is the practice's folder where none is named. `now`, in milliseconds, refuses what was signed later.
    """
    if not arguments or (arguments[0] not in COMMANDS and arguments[0] not in {"-h", "--help"}):
        arguments = ["check", *arguments]
    asked = _parser(own).parse_args(arguments)
    if asked.folder is not None and not asked.folder.is_dir():
        print(f"There is no folder {asked.folder}.")
        return 2
    try:
        if asked.command == "review":
            return _review(asked)
        return _check(asked) if asked.command == "check" else _sign(asked, now)
    except (ContentError, signing.SigningError) as error:
        print(error)
        return 2


def _parser(own: Path | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="interlude content", description="Words, exercises, routines and signatures.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    yours = "your own folder, laid over what comes with Interlude"
    check = commands.add_parser("check", help="check all files, and say what to mend")
    check.add_argument("folder", nargs="?", type=Path, default=own, help=yours)
    check.add_argument("--json", action="store_true", help="print counts per language and the problems as JSON")
    review = commands.add_parser("review", help="write the book in which a clinician signs record by record")
    review.add_argument("folder", nargs="?", type=Path, default=own, help=yours)
    review.add_argument("--locale", default="en", help="the language of the book: en, es, de or one of yours")
    review.add_argument("--out", type=Path, help="the file to write; review-<language>.html without it")
    review.add_argument("--remarks", action="store_true", help="list what clinicians want changed, and write no book")
    sign = commands.add_parser("sign", help="take a signed file into your own folder")
    sign.add_argument("file", type=Path, help="what the review book saved")
    sign.add_argument("--into", dest="folder", type=Path, default=own, required=own is None, help=yours)
    return parser


def _check(asked: argparse.Namespace) -> int:
    shelf = read_all((SHIPPED,) if asked.folder is None else (SHIPPED, asked.folder))
    print(json.dumps(report(shelf), ensure_ascii=False, indent=2) if asked.json else sentences(shelf))
    return 1 if shelf.problems else 0


def _review(asked: argparse.Namespace) -> int:
    words = library.load(asked.folder)
    if asked.remarks:
        print("\n".join(remarks(words)) or "Nobody wants anything changed.")
        return 0
    if asked.locale not in words.locales:
        print(f"There is no language {asked.locale!r}; there are: {', '.join(words.locales)}.")
        return 2
    path = asked.out or Path(f"review-{asked.locale}.html")
    try:
        path.write_text(book(words, asked.locale), encoding="utf-8")
    except OSError as error:
        print(f"{path} can't be written ({error.strerror}).")
        return 2
    print(f"{path} is written. Open it in a browser; it needs no network.")
    return 0


def _sign(asked: argparse.Namespace, now: int | None) -> int:
    latest = None if now is None else f"{datetime.fromtimestamp(now // 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"
    outcome = signing.sign(asked.file, library.load(asked.folder), asked.folder, latest)
    print(signing.told(outcome))
    return 1 if outcome.refused else 0


def remarks(words: Library) -> list[str]:
    """List what clinicians remarked on records as they are now."""
    return [signing.remark(place, said) for place, said in words.reviews().items() if said.remark]


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
