"""The labelled texts of the development file, which came with the clinical brief; nobody here wrote them."""

import csv
from pathlib import Path

FILE = Path(__file__).parents[1] / "content/phrases/development.tsv"
LOCALES = ("en", "es", "de")


def rows(locale: str) -> list[tuple[str, str, str]]:
    """Give text, category and urgency of each labelled text of a language."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        table = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["category"], row["urgency"]) for row in table if row["locale"] == locale]


def flagged(locale: str) -> list[str]:
    """Give the texts that must raise something."""
    return [text for text, _, urgency in rows(locale) if urgency != "none"]
