"""Owns one line of a doctor's report; refuses to judge."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is good, and what to do when not."""

    good: bool
    text: str

    def __str__(self) -> str:
        """Give the line."""
        return f"{'ok  ' if self.good else 'MEND'} {self.text}"


def ok(what: str) -> Finding:
    """Tell that something is as it should be."""
    return Finding(good=True, text=what)


def mend(what: str, how: str) -> Finding:
    """Tell what is wrong and what to do."""
    return Finding(good=False, text=f"{what}: {how}")
