"""Owns what is on a chart: numbers by day, and the words beside them in one language; refuses names of people."""

import json
from dataclasses import asdict, dataclass
from typing import Any

PAIN_MOST = 10
MOOD_MOST = 5


@dataclass(frozen=True)
class Area:
    """The pain of one treated area, a value (0-10) a day, None where nobody answered; ``name`` may be empty."""

    name: str
    pain: tuple[float | None, ...]


@dataclass(frozen=True)
class Week:
    """On how many of the planned days a routine was done, from day ``first`` to day ``last`` of the chart."""

    first: int
    last: int
    done: str


@dataclass(frozen=True)
class Hold:
    """How long relief held: median pain ``before`` visits, and 0, 1, 2 … days ``after`` them (None: too few)."""

    before: float
    after: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """Everything on one chart: ``days`` of them, counted from 0; ``ticks`` are days with what is written beside them.

    ``words`` are the headings and legends by name, already in the reader's language.
    """

    days: int
    areas: tuple[Area, ...]
    mood: tuple[float | None, ...]
    visits: tuple[int, ...]
    done: tuple[int, ...]
    planned: tuple[int, ...]
    weeks: tuple[Week, ...]
    ticks: tuple[tuple[int, str], ...]
    words: dict[str, str]
    hold: Hold | None = None

    def dump(self) -> str:
        """Give the chart as JSON; it travels inside a sealed body and to the process that draws."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Chart":
        """Read what :meth:`dump` wrote; ValueError, KeyError or TypeError for anything else."""
        values: dict[str, Any] = json.loads(text)
        hold = values["hold"]
        return cls(
            days=values["days"],
            areas=tuple(Area(area["name"], tuple(area["pain"])) for area in values["areas"]),
            mood=tuple(values["mood"]),
            visits=tuple(values["visits"]),
            done=tuple(values["done"]),
            planned=tuple(values["planned"]),
            weeks=tuple(Week(week["first"], week["last"], week["done"]) for week in values["weeks"]),
            ticks=tuple((day, text) for day, text in values["ticks"]),
            words=values["words"],
            hold=Hold(hold["before"], tuple(hold["after"])) if hold else None,
        )
