"""Owns how a client did over the last weeks, day by day, as numbers; refuses to guess a day that she did not answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from care import away
from care.areas import LEAST, MOST
from care.moments import DAY, MINUTE, local_date, midnight_after
from care.relief import Answer, Relief, Visit, relief
from care.turn import Turn
from storage import appointments, check_ins, messages, walks
from storage.check_ins import CheckIn

WEEK = 7
# How long back one chart goes: four weeks, or two while there is nothing older.
LONG, SHORT = 4 * WEEK, 2 * WEEK
# How far back visits are looked at: older relief says little about today.
RELIEF_DAYS = 120


@dataclass(frozen=True)
class Progress:
    """The days of one chart, oldest first, and what was on each: None where nothing was answered.

    ``asked`` counts the days on which we asked, ``missed`` those on which we could not because we were away;
    ``visits``, ``done`` and ``planned`` are days. ``areas`` is pain by area, where it was asked so; ``pain`` is the
    worst of a day.
    """

    days: tuple[date, ...]
    pain: tuple[int | None, ...]
    mood: tuple[int | None, ...]
    asked: int
    missed: int
    visits: tuple[date, ...]
    done: frozenset[date]
    planned: frozenset[date]
    relief: Relief | None
    areas: tuple[tuple[str, tuple[int | None, ...]], ...] = ()

    @property
    def answered(self) -> list[int]:
        """Give the pain of every day that was answered, oldest first."""
        return [pain for pain in self.pain if pain is not None]

    @property
    def weeks(self) -> list[tuple[date, ...]]:
        """Give the days week by week, the last week ending today."""
        return [self.days[place : place + WEEK] for place in range(0, len(self.days), WEEK)]

    @property
    def nothing(self) -> bool:
        """Tell whether there is nothing to draw yet."""
        return not self.answered and not self.done

    def week_medians(self) -> list[float | None]:
        """Give the median pain of each week, None where she answered on none of its days."""
        weeks = [self.pain[place : place + WEEK] for place in range(0, len(self.pain), WEEK)]
        told = [[pain for pain in week if pain is not None] for week in weeks]
        return [median(week) if week else None for week in told]

    def kept(self, days: tuple[date, ...]) -> tuple[int, int]:
        """Give on how many of the planned days among these a routine was done, and how many were planned."""
        planned = self.planned.intersection(days)
        return len(planned & self.done), len(planned)


async def progress(turn: Turn) -> Progress:
    """Gather how the turn's client did until now."""
    me, zone = turn.person.person_id, turn.person.zone
    today = local_date(turn.now, zone)
    told = {date.fromisoformat(row.local_date): row for row in await check_ins.latest(turn.db, me, RELIEF_DAYS)}
    came = await appointments.past(turn.db, me, turn.now - RELIEF_DAYS * DAY)
    begin = turn.now - LONG * DAY
    done = {local_date(one.started_at, zone) for one in await walks.since(turn.db, me, begin) if one.state == "done"}
    planned = await _planned(turn, begin)
    visits = [Visit(date.fromisoformat(v.local_date), v.starts_at, v.starts_at + v.minutes * MINUTE) for v in came]
    over = [visit for visit in visits if visit.ends_at <= turn.now]
    oldest = min((*told, *done, *planned, *(visit.day for visit in over), today))
    days = _days(today, SHORT if (today - oldest).days < SHORT else LONG)
    shown = [told.get(day) for day in days]
    missed = await away.days_missed(turn, midnight_after(days[0] - timedelta(days=1), zone))
    return Progress(
        days=days,
        pain=tuple(row.pain if row else None for row in shown),
        mood=tuple(row.mood if row else None for row in shown),
        asked=sum(row is not None for row in shown),
        missed=len(missed),
        visits=tuple(sorted({visit.day for visit in over}.intersection(days))),
        done=frozenset(done.intersection(days)),
        planned=frozenset(planned.intersection(days)),
        areas=by_area(shown),
        relief=relief({day: _answer(row) for day, row in told.items() if row.pain is not None}, over),
    )


def _days(today: date, count: int) -> tuple[date, ...]:
    return tuple(today - timedelta(days=back) for back in reversed(range(count)))


def by_area(shown: list[CheckIn | None]) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    """Give pain by area and day, those told most often first; nothing while only one ever was."""
    told = Counter(area for row in shown if row is not None for area in row.areas)
    if len(told) < LEAST:
        return ()
    often = [area for area, _ in told.most_common(MOST)]
    return tuple((area, tuple(row.areas.get(area) if row else None for row in shown)) for area in often)


def _answer(row: CheckIn) -> Answer:
    return Answer(row.pain or 0, row.answered_at or row.closes_at)


async def _planned(turn: Turn, since: int) -> set[date]:
    """Give the days on which a routine was really asked for: not those of a pause, nor those it rested on."""
    rows = await messages.of_person(turn.db, turn.person.person_id, since)
    return {
        date.fromisoformat(row.local_date)
        for row in rows
        if row.kind == "routine_prompt" and row.local_date and row.state in ("sent", "merged", "uncertain")
    }
