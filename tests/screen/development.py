"""The labelled texts: those that came with the clinical brief, and those that were read while words were widened."""

import csv
from pathlib import Path

PHRASES = Path(__file__).parents[1] / "content/phrases"
BRIEF, READ = "development", "tuned_on"
FILE = PHRASES / f"{BRIEF}.tsv"
LOCALES = ("en", "es", "de")


def rows(locale: str, file: str = BRIEF) -> list[tuple[str, str, str]]:
    """Give text, category and urgency of each labelled text of a language."""
    with (PHRASES / f"{file}.tsv").open(encoding="utf-8", newline="") as opened:
        table = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["category"], row["urgency"]) for row in table if row["locale"] == locale]


def flagged(locale: str) -> list[str]:
    """Give the texts that must raise something."""
    return [text for text, _, urgency in rows(locale) if urgency != "none"]
