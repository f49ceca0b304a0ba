"""Owns the one point through which every free text of a client passes first; refuses to diagnose or to reassure.

Rules decide, never a model: `content.redflags` reads the text, in every language that we speak, and errs towards
calling a human.
"""

from care import alerts, clarifying, flags, joining, resting
from care.turn import Turn
from content.library import Library
from content.redflags.rules import RAISED
from content.redflags.screen import Finding
from content.redflags.words import Words, joined, words_of
from storage import people

SURE = 0.8
"""A language that knows this share of the words that the best one knows may be the one that a text is written in."""


def screen_all(text: str, library: Library) -> Finding | None:
    """Screen in every language: people in need write in the one that comes first.

    A language that knows most of the words, or nearly as many, reads the whole text and mends slips of the finger. Any
    other reads only the sentences that it knows best, as they are spelt.
    """
    words = words_of(text)
    known = {locale: library.red_flags(locale).familiar(words) for locale in library.languages}
    likely = [locale for locale in library.languages if known[locale] >= max(known.values()) * SURE]
    found = [library.red_flags(locale).screen_words(words) for locale in likely]
    if len(likely) < len(known):
        parts = words.sentences()
        for locale in known.keys() - set(likely):
            own = joined([part for part in parts if _is_in(part, locale, library)])
            found.append(library.red_flags(locale).screen_words(own, slips=False))
    return min((one for one in found if one), key=lambda finding: RAISED.index(finding.urgency), default=None)


def _is_in(part: Words, locale: str, library: Library) -> bool:
    """Say whether a language knows as many words of a sentence as any other, or nearly."""
    best = max(library.red_flags(other).familiar(part) for other in library.languages)
    return library.red_flags(locale).familiar(part) >= best * SURE


async def answer(turn: Turn, finding: Finding, words: str) -> None:
    """Say at once what to do, let the routines rest, and call a human, all in the same transaction.

    For whoever may wish to die a human is called at once, however softly it was said (clinical brief, section 5). So it
    is while an emergency of hers waits to be seen: what comes on top of it may not wait longer than other words.
    """
    await clarifying.ask(turn, finding.category, finding.urgency)
    at_once = finding.category == flags.CRISIS or await alerts.is_unseen(turn)
    urgency = "emergency" if at_once else finding.urgency
    urgent = urgency == "emergency"
    await resting.begin(
        turn, resting.RED_FLAG, "red_flag", urgency, urgent=urgent, flag=finding.category, words=words[:600]
    )
    await let_go(turn)


async def let_go(turn: Turn) -> None:
    """Forget what she was asked for: what she writes next is no answer to it, but for a human."""
    if turn.person.doing and not turn.person.doing.startswith(joining.STEP):
        await people.set_doing(turn.db, turn.person.person_id, None)
        await turn.refresh()
