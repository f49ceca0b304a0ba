"""Owns how hard a text is to read, by the published formula of its language; refuses to judge what is in it.

English: Flesch and Kincaid's grade. Spanish: Fernández Huerta's ease. German: the first Vienna formula (grade).
The formulas and the syllables are textstat's; no network is needed.
"""

import re

import textstat


def words_of(text: str) -> list[str]:
    """Split a text into its words, numbers left out."""
    return [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower()) if word]


def sentences_of(text: str) -> list[str]:
    """Split a text into sentences; a colon begins a new one, because a reader pauses there."""
    return [part for part in re.split(r"(?<=[.?!:])\s+", text.strip()) if words_of(part)]


def hardness(text: str, locale: str, exempt: frozenset[str] = frozenset()) -> float:
    """Give about the school year that a text needs; clinical words of `exempt` count as short ones."""
    plain = ". ".join(
        " ".join("so" if word in exempt else word for word in words_of(sentence)) for sentence in sentences_of(text)
    )
    textstat.set_lang(locale)
    if locale == "en":
        return float(textstat.flesch_kincaid_grade(plain))
    if locale == "es":
        return _school_year_of_ease(float(textstat.fernandez_huerta(plain)))
    return float(textstat.wiener_sachtextformel(plain, 1))


def _school_year_of_ease(ease: float) -> float:
    """Turn Fernández Huerta's ease into a school year: 95 is the fourth, 85 the fifth, 75 the sixth, and so on."""
    return 4 + (95 - ease) / 10
