"""Owns the chart of how a client does, as a picture with words that say the same; refuses names on the picture.

What is drawn travels inside the sealed body of its message and is drawn only when that leaves (`bot/drawing.py`).
"""

from dataclasses import replace
from datetime import date
from statistics import median

from care import areas, cards
from care.moments import midnight_after
from care.progress import Progress, progress
from care.relief import LEAST_VISITS
from care.screen import CHART, Rows, Screen, Toast
from care.turn import Turn
from care.words import Words
from content.charts.chart import Area, Chart, Hold, Week
from storage import audit
from storage.people import Person

# So few answers are a beginning, and it says so.
BEGINNING = 2


async def show_own(turn: Turn) -> None:
    """Answer a client who wants to see how she does: her chart, or a kind word while there is none."""
    found = await progress(turn)
    words = turn.words()
    if found.nothing:
        await turn.say("reply", words.screen("chart.nothing_yet"))
        return
    screen = words.screen("chart.own", (), **_facts(turn, words, found))
    await turn.say("reply", _with_picture(turn, words, screen, found))


async def show(turn: Turn, actor: Person) -> Toast | None:
    """Show the turn's client to her therapist as a chart, below the card; the look is audited."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    await audit.note(turn.db, "chart read", actor=actor.person_id, subject=me)
    found = await progress(turn)
    back: Rows = ((words.button("card.back_to_card", "cl.open", me),),)
    if found.nothing:
        await turn.say("reply", words.screen("chart.nothing_of_her", back, name=turn.person.name), to=actor)
        return None
    screen = words.screen("chart.of_her", back, name=turn.person.name, **_facts(turn, words, found))
    await turn.say("reply", _with_picture(turn, words, screen, found), to=actor)
    return None


def _facts(turn: Turn, words: Words, found: Progress) -> dict[str, object]:
    """Give what the caption says; every number of the picture is in it."""
    told, moods = found.answered, [mood for mood in found.mood if mood is not None]
    done, planned = found.kept(found.days)
    held = found.relief
    return {
        "since": _at(turn, found.days[0]),
        "until": _at(turn, found.days[-1]),
        "zone": turn.person.zone,
        "asked": found.asked,
        "missed": found.missed,
        "answered": len(told),
        "beginning": len(told) <= BEGINNING,
        "pain": median(told) if told else None,
        "least": min(told, default=None),
        "most": max(told, default=None),
        "areas": _by_area(words, found),
        "weeks": found.week_medians(),
        "mood": median(moods) if moods else None,
        "done": done,
        "planned": planned,
        "days_done": len(found.done),
        "visits": [_at(turn, day) for day in found.visits],
        "needed": LEAST_VISITS,
        "held": held and {
            "visits": held.visits, "before": held.before, "first": held.first, "lower": held.lower,
            "back_on": held.back_on, "last": held.last,
        },
    }  # fmt: skip


def _at(turn: Turn, day: date) -> int:
    """Give an instant of a local day, to write its date."""
    return midnight_after(day, turn.person.zone) - 1


def _with_picture(turn: Turn, words: Words, screen: Screen, found: Progress) -> Screen:
    return replace(screen, photo=CHART + chart(words, found, turn.person.zone).dump())


def chart(words: Words, found: Progress, zone: str) -> Chart:
    """Put progress on a chart, worded for its reader."""
    places = {day: place for place, day in enumerate(found.days)}
    weeks = []
    for week in found.weeks:
        done, planned = found.kept(week)
        if planned:
            said = _label(words, "chart.week_done", done=done, planned=planned)
            weeks.append(Week(places[week[0]], places[week[-1]], said))
    held = found.relief
    return Chart(
        days=len(found.days),
        areas=_lines(words, found),
        mood=found.mood,
        visits=tuple(places[day] for day in found.visits),
        done=tuple(sorted(places[day] for day in found.done)),
        planned=tuple(sorted(places[day] for day in found.planned)),
        weeks=tuple(weeks),
        ticks=tuple((places[week[0]], _date(words, week[0], zone)) for week in found.weeks),
        words=_headings(words, found, zone),
        hold=Hold(held.before, held.after) if held else None,
    )


def _lines(words: Words, found: Progress) -> tuple[Area, ...]:
    """Give a line for each area, and one for the days on which one number was asked for; else the one line there is."""
    if not found.areas:
        return (Area("", found.pain),)
    lines = [Area(areas.name(words, area), pain) for area, pain in found.areas]
    whole = tuple(
        None if any(pain[place] is not None for _, pain in found.areas) else value
        for place, value in enumerate(found.pain)
    )
    if any(value is not None for value in whole):
        lines.append(Area(_label(words, "chart.whole"), whole))
    return tuple(lines)


def _by_area(words: Words, found: Progress) -> list[dict[str, object]]:
    """Give what the caption says of each area."""
    lines = []
    for area, pain in found.areas:
        told = [value for value in pain if value is not None]
        lines.append({"name": areas.name(words, area), "pain": median(told), "least": min(told), "most": max(told)})
    return lines


def _headings(words: Words, found: Progress, zone: str) -> dict[str, str]:
    return {
        "title": _label(words, "chart.title"),
        "period": f"{_date(words, found.days[0], zone)} – {_date(words, found.days[-1], zone)}",
        "pain": _label(words, "chart.pain"),
        "mood": _label(words, "chart.mood"),
        "visit": _label(words, "chart.visit"),
        "routine": _label(words, "chart.routine"),
        "done": _label(words, "chart.done"),
        "planned": _label(words, "chart.planned"),
        "hold": _label(words, "chart.hold", visits=found.relief.visits if found.relief else 0),
        "before": _label(words, "chart.before"),
        "days": _label(words, "chart.days"),
    }


def _date(words: Words, day: date, zone: str) -> str:
    return _label(words, "chart.date", at=midnight_after(day, zone) - 1, zone=zone)


def _label(words: Words, key: str, **facts: object) -> str:
    return words.library.button(key, words.locale, facts)
