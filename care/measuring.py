"""Owns what a score means for care: which change matters, which score calls the therapist; refuses a diagnosis."""

from datetime import timedelta

from care import alerts, questionnaires
from care.moments import local_date
from care.turn import Turn
from care.words import Words
from content.instruments import Instrument
from content.library import Library
from storage import questionnaires as rows
from storage.questionnaires import Questionnaire

# So much worse than the time before calls the therapist (clinical brief section 4), in points of the score.
CALLS_WHEN_WORSE = {"peg": 2.0, "psfs": 2.0}
# A bad week of sleep is one; two of them running call.
CALLS_WHEN_TWICE = frozenset({"sleep"})


def change(instrument: Instrument, before: float | None, now: float) -> str:
    """Say whether a difference matters to a person: ``better``, ``worse``, or nothing."""
    if before is None or instrument.change is None or abs(round(now - before, 6)) < instrument.change:
        return ""
    return "better" if (now < before) is (instrument.better == "lower") else "worse"


def is_worse(instrument: Instrument, now: float, before: float) -> bool:
    """Tell whether a score is so much worse than the one before that the therapist is to be told."""
    worse = before - now if instrument.better == "higher" else now - before
    return worse >= CALLS_WHEN_WORSE.get(instrument.id, float("inf"))


def calls(instrument: Instrument, now: float, before: list[float]) -> bool:
    """Tell whether the therapist is to be told about a score; ``before`` are the ones before it, newest first.

    What was already so bad the time before was told then, but for low mood and worry, where each one counts.
    """
    if before and is_worse(instrument, now, before[0]):
        return True
    told = [instrument.calls_a_human(score) for score in before[:2]]
    if not instrument.calls_a_human(now):
        return False
    if instrument.id in CALLS_WHEN_TWICE:
        return told[:1] == [True] and told[1:] != [True]
    return not instrument.default_on or told[:1] != [True]


def name_of(library: Library, instrument: str, locale: str) -> str:
    """Name an instrument in a language; one that has no wording there keeps the name of the first that has."""
    return Words(library, locale).instrument(instrument)


def most(instrument: Instrument) -> int:
    """Give the highest score there is."""
    return instrument.high * (len(instrument.items) if instrument.scoring == "sum" else 1)


async def look(turn: Turn, done: Questionnaire) -> None:
    """Look at a new score of the turn's client: where it calls, the therapist is told, and she hears where help is."""
    instrument, score = turn.library.guide.instruments[done.instrument], done.score
    earlier = [
        one.score
        for one in await rows.results(turn.db, done.person_id, "")
        if one.instrument == done.instrument and one.due_on < done.due_on and one.score is not None
    ]
    if score is None or done.called or not calls(instrument, score, earlier):
        return
    await rows.set_called(turn.db, done.questionnaire_id)
    if earlier and is_worse(instrument, score, earlier[0]):
        await alerts.raise_for(
            turn, "worsening", "same_day", instrument=done.instrument, before=round(earlier[0], 1),
            score=round(score, 1), most=most(instrument), mean=False,
        )  # fmt: skip
    else:
        await alerts.raise_for(
            turn, "questionnaire_score", "same_day", instrument=done.instrument, score=round(score, 1),
            most=most(instrument),
        )  # fmt: skip
    if not instrument.default_on:
        numbers = turn.library.emergency(turn.person.country)
        heavy = turn.words().screen("questionnaire.heavy", emergency=numbers.emergency, crisis=numbers.crisis)
        await turn.say("safety_reply", heavy)


async def results(turn: Turn, locale: str, days: int) -> list[dict[str, object]]:
    """Give the newest score of each instrument within some days, the one before it, and whether it matters."""
    since = (local_date(turn.now, turn.person.zone) - timedelta(days=days)).isoformat()
    done = [one for one in await rows.results(turn.db, turn.person.person_id, since) if one.score is not None]
    found: list[dict[str, object]] = []
    for instrument in questionnaires.weekly(turn):
        scores = [one.score or 0.0 for one in done if one.instrument == instrument.id][:2]
        if scores:
            before = scores[1] if len(scores) > 1 else None
            found.append(
                {
                    "id": instrument.id,
                    "name": name_of(turn.library, instrument.id, locale),
                    "now": round(scores[0], 1),
                    "before": None if before is None else round(before, 1),
                    "most": most(instrument),
                    "change": change(instrument, before, scores[0]),
                }
            )
    return found
