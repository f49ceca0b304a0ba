"""Emergency and crisis numbers by country.

It refuses to hand out a number that is not marked as seen in a published source.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

FALLBACK = "112"
"""Works across the EU and on many mobile phones; the message says so where `verified` is False."""


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """What to call: `verified` speaks of `emergency`; `crisis` is None where no verified line is known."""

    emergency: str = FALLBACK
    crisis: str | None = None
    verified: bool = False


def numbers(sheet: Sheet, problems: list[Problem]) -> dict[str, EmergencyNumbers]:
    """Read the numbers of all countries (two capital letters), without those that are not verified."""
    return {country: _numbers(Fields(sheet, (country,), problems)) for country in sheet.data}


def _numbers(fields: Fields) -> EmergencyNumbers:
    emergency, crisis = _verified(fields, "emergency"), _verified(fields, "crisis")
    fields.day("checked_on")  # for whoever keeps the list: when a person last tried both numbers
    fields.finish()
    return EmergencyNumbers(emergency or FALLBACK, crisis, emergency is not None)


def _verified(fields: Fields, key: str) -> str | None:
    if fields.raw(key) is None:
        return None
    entry = fields.under(key)
    number, verified = entry.text("number"), entry.raw("verified")
    if not isinstance(verified, bool):
        entry.complain("verified", "must be true or false")
    entry.finish()
    return number if verified is True and number else None


def find(known: Mapping[str, EmergencyNumbers], country: str | None) -> EmergencyNumbers:
    """Find a country's numbers; an unknown or missing country answers with the unverified default."""
    return known.get((country or "").upper(), EmergencyNumbers())
