"""Owns one week's questions as they stand: which count, how many they are, which comes next; refuses to word them."""

from dataclasses import dataclass

from care import questionnaires
from care.turn import Turn
from storage import questionnaires as rows
from storage.activities import named
from storage.questionnaires import Questionnaire


@dataclass(frozen=True)
class Week:
    """The questions of one due date: those that count, how many each has, and what she named herself."""

    due_on: str
    asked: tuple[Questionnaire, ...]
    counts: tuple[int, ...]
    activities: tuple[str, ...]

    @property
    def open(self) -> Questionnaire | None:
        """Give the first one that is not complete."""
        return next((one for one in self.asked if one.state == "asked"), None)

    @property
    def number(self) -> int:
        """Give the number of the question that comes now."""
        return 1 + sum(len(one.answers) for one in self.asked)

    @property
    def count(self) -> int:
        """Give the number of all of them; those that she has not named yet count as one."""
        return sum(max(1, each) for each in self.counts)

    @property
    def last(self) -> tuple[int, int] | None:
        """Give the newest answer, as the instrument's row and the place of the item in it."""
        found = [(one.questionnaire_id, len(one.answers) - 1) for one in self.asked if one.answers]
        return found[-1] if found else None


async def read(turn: Turn, due: str) -> Week:
    """Give a week's questions as they are asked in her language; what has no wording there is left out."""
    me, locale = turn.person.person_id, turn.person.locale
    for one in await rows.of_week(turn.db, me, due):
        if one.state == "asked" and not questionnaires.is_worded(turn, one.instrument, locale):
            await rows.leave(turn.db, one.questionnaire_id)
        elif one.state == "asked" and one.locale != locale:
            await rows.reword(turn.db, one, locale)
    known = turn.library.guide.instruments  # one that an overlay took out since then can't be counted any more
    asked = tuple(
        one for one in await rows.of_week(turn.db, me, due) if one.state != "left" and one.instrument in known
    )
    counts = tuple([await questionnaires.items(turn, one) for one in asked])
    return Week(due, asked, counts, await named(turn.db, me))
