"""A dose as numbers: how long, how often, which side, on which days.

It refuses prose: how a dose reads is a message (`dose.line`), so that every language can say it its own way.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or a range where the source gives one; `low` and `high` are equal for one number."""

    low: int
    high: int

    def __str__(self) -> str:
        """Read as `5` or `20–30`."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    def at_most(self, ceiling: "Span") -> "Span":
        """Shorten to a ceiling; never lengthen, since a short hold is already gentle."""
        return Span(min(self.low, ceiling.low), min(self.high, ceiling.high))

    def part(self, percent: int) -> "Span":
        """Take a part of it, rounded up, so that one repetition never becomes none."""
        return Span(-(-self.low * percent // 100), -(-self.high * percent // 100))


@dataclass(frozen=True, slots=True)
class Days:
    """Which days: a set of weekdays (`mon`…`sun`), or every n-th day when `weekdays` is empty."""

    every: int = 1
    weekdays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise; a part that does not apply is None."""

    hold_s: Span | None = None
    reps: Span | None = None
    sets: Span | None = None
    minutes: Span | None = None
    per_day: Span | None = None
    side: str = "none"
    days: Days = Days()

    def eased(self, reps_percent: int, hold_s: Span) -> "Dose":
        """Make the gentler dose of an amber day: fewer repetitions and shorter holds."""
        return replace(
            self,
            reps=self.reps.part(reps_percent) if self.reps else None,
            hold_s=self.hold_s.at_most(hold_s) if self.hold_s else None,
        )

    def one_round(self) -> "Dose":
        """Leave out how often a day: in a routine that is the plan's to say, and two answers would only confuse."""
        return replace(self, per_day=None, days=Days())

    def facts(self) -> dict[str, object]:
        """Give the parts as facts for the message `dose.line`.

        Of each span the text (`reps`: "8–10", or None) and the larger number for plurals (`reps_n`: 10, or 0).
        """
        facts: dict[str, object] = {"side": self.side, "every": self.days.every}
        for part in ("hold_s", "reps", "sets", "minutes", "per_day"):
            span: Span | None = getattr(self, part)
            facts |= {part: str(span) if span else None, f"{part}_n": span.high if span else 0}
        return facts
