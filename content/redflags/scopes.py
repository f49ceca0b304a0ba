"""What takes the alarm out of a word: denied, long past, only asked about, somebody else's, or over already.

It refuses to look beyond a sentence, so that another sentence before or after never lowers a flag.
The names of the concepts that it asks for are the same in every language; `content/README.md` explains them.
"""

from content.redflags.clauses import LONG_REACH, Clauses, clauses_of
from content.redflags.spans import Spans
from content.redflags.words import PAUSE, STOP, Words

DENIED, PAST, ASKED, OTHERS, OTHERS_PAST, OVER, SAID, CLEARED, WONDERED, CALM = (1 << place for place in range(10))
"""Marks of a word. CLEARED: what comes after it denies it; SAID: a figure of speech, it means nothing at all.

CALM: past, and what is told of now holds no sign; somebody who speaks of dying is heard all the same.
WONDERED: part of a question about nobody, such as what a sign is; of how to die it says nothing.
"""

REACH = 8
"""Words after a denial that it may reach, without lists."""
ITEM = 3
"""Words of one more thing in a list of what is denied."""
OPENING = 3
"""Words at the beginning of a sentence among which a question word makes it a question."""


def marks_of(text: Words, spans: Spans, told: frozenset[int], places: frozenset[str]) -> list[int]:
    """Mark every word with what takes its alarm out; `told` are the words of phrases, whose denials are their own."""
    marks = [0] * len(text.words)
    known = clauses_of(text, spans, places)
    said = {
        place
        for first, last in spans.get("harmless", ())
        if not _refused(known, first)
        for place in range(first, last + 1)
    }
    for place in said:
        marks[place] |= SAID
    for first, last in spans.get("figure", ()):
        for place in known.around(first, last):
            marks[place] |= SAID
    _wondered(known, marks)
    _denied(known, spans, told | said, marks)
    _past(known, spans, marks)
    _asked(known, spans, marks)
    _others(known, spans, marks)
    _over(known, spans, marks)
    return marks


def _refused(text: Clauses, first: int) -> bool:
    """Say whether a denial stands right before what is harmless: "(don't) see well"."""
    before = [place for place in (first - 1, first - 2) if place in text.covered["no"]]
    return bool(before) and not any(text.pauses[before[0] + 1 : first + 1])


def _denied(text: Clauses, spans: Spans, told: frozenset[int], marks: list[int]) -> None:
    silent = told | text.covered["false_no"]
    denials = spans.get("no", [])
    alone = {first for first, last in denials if first == last}
    for first, last in denials:
        judged = first if first in alone else last  # "no me he" is a denial for its "no"
        if silent.isdisjoint(range(first, judged + 1)):
            _deny_on(text, last + 1, marks)
    for first, last in spans.get("no_after", ()):
        if first in text.covered["harmless"] or last in text.covered["false_no"]:  # "strength I have none"
            continue
        begin, _ = text.sentence(first)
        for place in range(first - 1, max(begin, first - LONG_REACH) - 1, -1):
            if place in text.covered["but"]:
                break
            marks[place] |= CLEARED
            if text.pauses[place] == PAUSE and (first == last or _is_told(text, place, begin)):
                break


def _is_told(text: Clauses, place: int, begin: int) -> bool:
    """Say whether what stands before a comma is more than one more thing of a list: a clause of its own."""
    start = place - 1
    while start > begin and not text.pauses[start]:
        start -= 1
    return place - start >= ITEM


def _deny_on(text: Clauses, begin: int, marks: list[int]) -> None:
    """Mark what a denial reaches: to the next turn of the sentence, and along a list."""
    left = REACH
    for place in range(begin, text.count):
        only = next((turn for turn in (place, place + 1) if turn in text.starts["only"]), None)
        if only is not None and STOP not in text.pauses[place : only + 1]:
            for told in range(begin, only):
                marks[told] |= SAID  # "no chest pain, just sore shoulders": the chest is out of the talk
            return
        if text.pauses[place] and not _goes_on(text, place, begin):
            return
        if place in text.covered["but"] or left == 0 or _turns(text, place, begin):
            return
        if text.pauses[place] == PAUSE or place in text.starts["join"]:
            left = min(left + 4, REACH)
        marks[place] |= DENIED
        left -= 1


def _goes_on(text: Clauses, place: int, begin: int) -> bool:
    """Say whether a list goes on after a comma: with few words up to the next pause, or an "or"."""
    if place == begin or text.pauses[place] == STOP:
        return False
    end = place + 1
    while end < text.count and not text.pauses[end] and end not in text.starts["join"]:
        end += 1
    return end - place <= ITEM


def _turns(text: Clauses, place: int, begin: int) -> bool:
    """Say whether somebody begins a new thought here, without a "but"."""
    if place in text.starts["subject"]:
        return place > begin or text.pauses[place] > 0
    if place in text.starts["my"]:
        return place >= begin + 1 and (place - 1) not in text.covered["preposition"] and not _is_object(text, place)
    return place in text.starts["now"] and place > begin


def _is_object(text: Clauses, place: int) -> bool:
    """Say whether a "my" may belong to the verb right before it: "haven't hit my head"."""
    return text.pauses[place] == 0 and (place - 1) in text.covered["past_verb"]


def _past(text: Clauses, spans: Spans, marks: list[int]) -> None:
    for first, last in spans.get("past", ()):
        near = text.around(first, last)
        told = {place for marker in ("now", "present") for place in text.starts[marker] if place in near}
        mark = CALM if told else PAST
        if not any(_still(text, place, near.stop) for place in told):
            for place in near:
                marks[place] |= mark


def _still(text: Clauses, now: int, end: int) -> bool:
    """Say whether a "now" or "is" goes on to tell of a sign: "had it in 2012, so my scar is ugly" does not."""
    return not text.signs.isdisjoint(range(now, end))


def _asked(text: Clauses, spans: Spans, marks: list[int]) -> None:
    for first, last in spans.get("asking", ()):
        if first in text.covered["false_no"]:  # "as if" is no "if"
            continue
        near = range(first, min(text.sentence(first)[1], last + LONG_REACH))
        if not text.has("now", last + 1, near.stop):
            for place in near:
                marks[place] |= ASKED


def _wondered(text: Clauses, marks: list[int]) -> None:
    """Mark a question in which the person herself does not come up, and no "now"."""
    begin = 0
    while begin < text.count:
        _, end = text.sentence(begin)
        asks = any(_opens(text, place, begin) for place in range(begin, min(begin + OPENING, end)))
        if asks and not any(text.has(marker, begin, end) for marker in ("me", "now")):
            for place in range(begin, end):
                marks[place] |= WONDERED
        begin = end


def _opens(text: Clauses, place: int, begin: int) -> bool:
    """Say whether a question begins here: first in its sentence, after a pause ("hi, is it ...") or an "and"."""
    if place not in text.starts["question"]:
        return False
    linked = text.covered["join"] | text.covered["but"]
    return text.pauses[place] > 0 or all(before in linked for before in range(begin, place))


def _others(text: Clauses, spans: Spans, marks: list[int]) -> None:
    """Mark what is told of somebody else, until the person speaks of herself again."""
    for first, last in (*spans.get("other", ()), *spans.get("animal", ())):
        begin, end = text.sentence(first)
        stop, animal = last + 1, first in text.starts["animal"]
        while (
            stop < end
            and not (animal and text.pauses[stop])
            and not (stop in text.starts["me"] and (stop + 1) not in text.starts["other"])
        ):
            stop += 1
        before = max(begin, first - 4)
        past = text.has("past", before, end)
        if not past and text.has("past_verb", before, stop):
            past = not text.has("present", last + 1, stop)
        told = () if animal else [place for place in range(before, end) if place in text.starts["now"]]
        if any(_still(text, place, end) for place in told) or not (animal or past):
            mark = OTHERS
        else:
            mark = OTHERS | CALM if told else OTHERS_PAST
        for place in range(last + 1, stop):
            marks[place] |= mark


def _over(text: Clauses, spans: Spans, marks: list[int]) -> None:
    for first, _ in spans.get("over", ()):
        if (first - 1) in text.covered["no"] and not text.pauses[first]:
            continue  # "not healed yet"
        for place in range(max(text.sentence(first)[0], first - LONG_REACH), first):
            marks[place] |= OVER
