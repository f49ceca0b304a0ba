"""Owns how hard a text is to read, by the published formula of its language; refuses to judge what is in it.

English: Flesch and Kincaid's grade. Spanish: Fernández Huerta's ease. German: the first Vienna formula (grade).
Syllables are counted as groups of vowels, which is what a reader speaks; no dictionary and no network is needed.
"""

import re

VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    "es": re.compile(r"uy$|[iuü]?[aeoáéó][iuyü]?(?![aeoáéóíú])|[iuü]?[aeoáéó]|[íú]|[iuü]+|y$"),
    "de": re.compile(r"au|äu|ei|eu|ie|ai|[aeiouyäöü]"),
}
LONG_WORD = 6
MANY_SYLLABLES = 3


def words_of(text: str) -> list[str]:
    """Split a text into its words, numbers left out."""
    return [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower()) if word]


def sentences_of(text: str) -> list[str]:
    """Split a text into sentences; a colon begins a new one, because a reader pauses there."""
    return [part for part in re.split(r"(?<=[.?!:])\s+", text.strip()) if words_of(part)]


def syllables(word: str, locale: str) -> int:
    """Count the syllables of one word in lower case."""
    spoken = (
        re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcg])es$", "", word) if locale == "en" else word
    )
    return max(1, len(VOWELS[locale].findall(spoken)))


def hardness(text: str, locale: str, exempt: frozenset[str] = frozenset()) -> float:
    """Give about the school year that a text needs; clinical words of `exempt` count as short ones."""
    words = ["so" if word in exempt else word for word in words_of(text)]
    per_sentence = len(words) / len(sentences_of(text))
    counts = [syllables(word, locale) for word in words]
    per_word = sum(counts) / len(words)
    if locale == "en":
        return 0.39 * per_sentence + 11.8 * per_word - 15.59
    if locale == "es":
        return _school_year_of_ease(206.84 - 60 * per_word - 1.02 * per_sentence)
    many = 100 * sum(count >= MANY_SYLLABLES for count in counts) / len(words)
    one = 100 * sum(count == 1 for count in counts) / len(words)
    long = 100 * sum(len(word) > LONG_WORD for word in words) / len(words)
    return 0.1935 * many + 0.1672 * per_sentence + 0.1297 * long - 0.0327 * one - 0.875


def _school_year_of_ease(ease: float) -> float:
    """Turn Fernández Huerta's ease into a school year: 95 is the fourth, 85 the fifth, 75 the sixth, and so on."""
    return 4 + (95 - ease) / 10
