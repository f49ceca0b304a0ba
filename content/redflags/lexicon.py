"""The words of one language by concept: read, checked and laid out so that a text finds them quickly.

It refuses to apply them. A line is one word or phrase: `swell*` any ending, `*schmerz` any beginning, `a/b` one of
them, `(my)` may be missing, `..` up to six other words, `<age>` a number of that sort.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, product
from math import prod

from content.redflags.typos import Typos
from content.redflags.words import plain_word

GAP = ".."
WIDEST_GAP = 6
MOST_FORMS = 400
NUMBERS = ("<age>", "<year>", "<fever>", "<degrees>", "<weeks>", "<number>")
"""Sorts of numbers: 50 to 99 years, a year, degrees of fever, the same with a decimal, weeks of a pregnancy, any."""
END = "<end>"
"""Where a sentence, a line or a clause ends."""


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases: where each next word leads, where a gap leads, what is complete here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    gap: "Node | None" = None
    complete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words of a language: patterns of single words, and the tree that joins them to phrases of concepts."""

    exact: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    tails: Mapping[str, tuple[str, ...]]
    inner: tuple[str, ...]
    sounds: tuple[tuple[str, str], ...]
    by_sound: Mapping[str, tuple[str, ...]]
    ordinary: frozenset[str]
    typos: Typos
    tree: Node
    stem_lengths: tuple[int, ...]
    tail_lengths: tuple[int, ...]


class PhraseError(ValueError):
    """A line of a lexicon can't be read; the message is what to do about it."""


def forms(text: str) -> Iterator[tuple[str, ...]]:
    """Write a line of a lexicon out as plain forms, word by word; raises PhraseError."""
    if text.replace(" ", "").isalpha():  # most are; taking them apart below would cost half of the laying out
        yield tuple(_word(part) for part in text.split())
        return
    choices: list[tuple[tuple[str, ...], ...]] = []
    for part in text.replace("-", " ").split():
        optional = part.startswith("(") and part.endswith(")")
        words = [_word(one) for one in (part[1:-1] if optional else part).split("/")]
        choices.append((*((word,) for word in words), *(((),) if optional else ())))
    count = prod(map(len, choices))
    if count > MOST_FORMS:
        raise PhraseError(f"stands for {count} forms; write it as several lines")
    for chosen in product(*choices):
        form = tuple(chain.from_iterable(chosen))
        if not form or form[0] == GAP or form[-1] == GAP:
            raise PhraseError("must begin and end with a word")
        yield form


@lru_cache(maxsize=50_000)
def _word(text: str) -> str:
    if text == GAP or text in {*NUMBERS, END}:
        return text
    bare = plain_word(text.strip("*"))
    if not bare or not all(char.isalnum() for char in bare):
        raise PhraseError(f"holds {text!r}, which is no word; allowed are letters, digits, * / ( ) .. and <age>")
    return f"{'*' if text.startswith('*') else ''}{bare}{'*' if text.endswith('*') else ''}"


def sounded(word: str, sounds: Iterable[tuple[str, str]]) -> str:
    """Write a word as it sounds, so that spellings that sound alike are one."""
    for written, heard in sounds:
        word = word.replace(written, heard)
    return word


Lines = tuple[tuple[str, tuple[str, ...]], ...]
"""Concepts with their lines."""


@lru_cache(maxsize=8)
def build(words: Lines, sounds: tuple[tuple[str, str], ...], ordinary: tuple[str, ...]) -> Lexicon:
    """Lay out the lines of all concepts, once in a process for the same ones; raises PhraseError."""
    tree = Node()
    patterns: set[str] = set()
    for concept, lines in words:
        for line in lines:
            for form in forms(line):
                _plant(tree, form, concept)
                patterns.update(form)
    patterns -= {GAP, END, *NUMBERS}
    inner = {one for one in patterns if one.startswith("*") and one.endswith("*")}
    stems = {one[:-1]: (one,) for one in patterns - inner if one.endswith("*")}
    tails = {one[1:]: (one,) for one in patterns - inner if one.startswith("*")}
    exact = {one: (one,) for one in patterns if "*" not in one}
    by_sound: dict[str, tuple[str, ...]] = {}
    for word in sorted(exact):
        key = sounded(word, sounds)
        by_sound[key] = (*by_sound.get(key, ()), word)
    by_sound |= {sounded(stem, sounds) + "*": one for stem, one in sorted(stems.items())}
    lengths = tuple(sorted({len(stem) for stem in stems})), tuple(sorted({len(tail) for tail in tails}))
    plain = frozenset(plain_word(one) for one in ordinary)
    bare_inner = tuple(sorted(one.strip("*") for one in inner))
    typos = Typos(exact, stems, plain | exact.keys())
    return Lexicon(exact, stems, tails, bare_inner, sounds, by_sound, plain, typos, tree, *lengths)


def _plant(tree: Node, form: tuple[str, ...], concept: str) -> None:
    node = tree
    for word in form:
        if word == GAP:
            node.gap = node.gap or Node()
            node = node.gap
        else:
            there = node.next.get(word)
            if there is None:
                there = node.next[word] = Node()
            node = there
    if concept not in node.complete:
        node.complete = (*node.complete, concept)
