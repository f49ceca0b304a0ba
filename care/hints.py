"""Owns the one line of health facts that a therapist keeps in mind on a client's card; refuses to judge by it."""

from care import fitness
from care.intake import Intake
from care.words import Words
from content.codes import MEDICINES

MOST = 6


def of(words: Words, intake: Intake) -> list[str]:
    """Name what is on file and matters before hands are laid on: what to ask first, what is now, surgery, medicines.

    At most a few; the page of health facts has all of them.
    """
    ticked = [*intake.facts, *intake.own]
    tags = [code for code in (*fitness.NOW, *fitness.ASK_FIRST, *fitness.MORE) if code in ticked]
    tags += [code for code in intake.own if code not in tags]
    found = [words.library.name("avoid", code, words.locale) for code in dict.fromkeys(tags)]
    found += [
        words.text("card.surgery", area=words.library.name("region", one.area, words.locale))
        for one in intake.surgeries
    ]
    found += [
        words.library.name("medicine", code, words.locale) for code in sorted(MEDICINES) if code in intake.medicines
    ]
    return [*found[:MOST], "…"] if len(found) > MOST else found
