"""Owns who takes part in a simulated life, where they can be, and their thumbs; refuses to decide what they do."""

from dataclasses import dataclass
from itertools import islice

from simulator import Person

# City as it is typed, and its zone. Between them lie all offsets that matter, both hemispheres' DST, and half hours.
PLACES = (
    ("Berlin", "Europe/Berlin"),
    ("Lisbon", "Europe/Lisbon"),
    ("New York City", "America/New_York"),
    ("Los Angeles, United States", "America/Los_Angeles"),
    ("Sao Paulo", "America/Sao_Paulo"),
    ("Santiago, Chile", "America/Santiago"),
    ("Cairo, Egypt", "Africa/Cairo"),
    ("Casablanca", "Africa/Casablanca"),
    ("Mumbai", "Asia/Kolkata"),
    ("Tokyo", "Asia/Tokyo"),
    ("Sydney, Australia", "Australia/Sydney"),
    ("Auckland", "Pacific/Auckland"),
)
FAR = 12


def touch(who: Person, action: str, *args: str, far: int = FAR) -> bool:
    """Press the newest button that asks for this, and wait for nothing; only so many bubbles back are looked at."""
    wanted = set(args)
    for message in islice(reversed(who.chat.messages.values()), far):
        for row, buttons in enumerate(message.rows or ()):
            for column, button in enumerate(buttons):
                parts = str(button.get("callback_data", "")).split(":")
                if parts[1:2] == [action] and wanted <= set(parts[3:]):
                    who.press_and_leave(message.message_id, row, column)
                    return True
    return False


@dataclass
class Client:
    """One client: her phone, where she is, and whether she wants to hear from the bot."""

    person: Person
    zone: str
    time: str
    home: str | None = None
    reach: str = "open"
    number: str = ""
