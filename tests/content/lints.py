"""Owns what the library's words must not do: claim, frighten, run on, hide a placeholder, tell on a lock screen.

It refuses to look at a whole library: each lint judges one text and gives what it found; an empty list is well.
"""

import html
import re
from collections.abc import Iterable

from tests.content.reading import sentences_of, words_of

LONGEST_CUE = 25
LONGEST_PROACTIVE = 320
LOCK_SCREEN = 80
"""Characters of a message that a locked phone may show."""

CLAIMS = {
    "en": r"\bcures?\b|\bcured\b|\bdetox|\btoxins?\b|\bimmun|\bre-?align|\bbreaks? (?:up|down)|\bbreaking (?:up|down)"
    r"|\bflush|\bheals?\b|\bboosts?\b|\bproven\b|\bguarantee",
    "es": r"\bcuran?\b|\bcurar\b|\bdesintoxic|\btoxinas?\b|\binmun|\brealine|\balinean?\b|\bdeshacen?\b|\brompen?\b"
    r"|\bsanan?\b|\bgarantiza|\b(?:está|científicamente) comprobado|\bdefensas? (?:más|suben)",
    "de": r"\bheil(?:t|en)\b|\bentgift|\bgifte?\b|\bschlacken|\bimmun|\brichtet\b|\bauszurichten\b|\beinrenk"
    r"|\blös(?:t|en) .*narbe|\bspült\b|\bgarantier|\bbewiesen\b",
}
"""Promises that nobody can keep."""

NOCEBO = {
    "en": r"\bdamag|\btorn\b|\bworn\b|\bwear and tear|\bdegenerat|\bbone on bone|\bslipped|\bout of place|\btrapped"
    r"|\bunstable|\bweak\b|\bbad posture|\bknots?\b|\bbe careful|\bnever bend|\bfix(?:es|ed)?\b|\bno pain,? no gain"
    r"|\bstill in pain|\bmay hurt",
    "es": r"\b(?<!hacerse )dañ|\bdesgast|\bdegenera|\bhueso con hueso|\bdesplazad|\bfuera de (?:su )?(?:sitio|lugar)"
    r"|\batrapad|\bpinzad|\binestable|\bdébil(?:es)?\b|\bmala postura|\bnudos?\b|\btenga cuidado|\bnunca se doble"
    r"|\barregl|\bsin dolor no hay|\bsigue con dolor",
    "de": r"\bschädig|\bschäden|\bschaden|\bverschleiß|\babnutz|\bdegenerat|\bknochen auf knochen|\bausgerenkt"
    r"|\bherausgesprungen|\beingeklemmt|\binstabil|\bschwach|\bfehlhaltung|\bverknot|\bvorsicht|\breparier"
    r"|\bohne schmerz kein|\bnoch schmerzen",
}
"""Words that make people expect harm."""

DENIES = {
    "en": r"\b(?:no|not|never|nobody|none|nothing|cannot)\b|n't\b",
    "es": r"\b(?:no|nunca|nadie|ning[uú]n\w*|nada|sin|tampoco)\b",
    "de": r"\b(?:nein|nicht|nie|niemand|nichts|kein\w*|weder)\b",
}
_PLACEHOLDER = re.compile(r"[{}]|<[^>]*>|%\(?\w")
_SCORE = re.compile(r"\b\d{1,2}\s*/\s*10\b")


def _found(pattern: str, text: str, locale: str) -> list[str]:
    """Find a pattern in the sentences that neither ask nor deny: "Massage does not flush out toxins" is honest."""
    return [
        match.group()
        for sentence in sentences_of(text)
        if not sentence.endswith("?") and not re.search(DENIES[locale], sentence, re.IGNORECASE)
        for match in re.finditer(pattern, sentence, re.IGNORECASE)
    ]


def claims(text: str, locale: str) -> list[str]:
    """Find promises of a cure, of cleansing, of straightened bones."""
    return _found(CLAIMS[locale], text, locale)


def nocebo(text: str, locale: str) -> list[str]:
    """Find words that frighten; danger itself is named plainly, so weakness and fever are no finding."""
    return _found(NOCEBO[locale], text, locale)


def long_cue(text: str) -> list[str]:
    """Find a cue of more than 25 words."""
    count = len(re.findall(r"[\w'’-]+", text))
    return [f"{count} words"] if count > LONGEST_CUE else []


def long_sentences(text: str, most: int) -> list[str]:
    """Find sentences with more words than a breath carries; a colon ends one."""
    return [sentence for sentence in sentences_of(text) if len(re.findall(r"[\w'’-]+", sentence)) > most]


def placeholders(text: str) -> list[str]:
    """Find braces, tags and percent signs of programs: the library's plain words are shown as they are."""
    return _PLACEHOLDER.findall(text)


def lock_screen(text: str, names: Iterable[str]) -> list[str]:
    """Find what a stranger may not read over a shoulder: a score, a condition, an area, in the first 80 characters."""
    shown = re.sub(r"<[^>]+>", "", text)[:LOCK_SCREEN].lower()
    known = [name for name in names if re.search(rf"\b{re.escape(name.lower())}\b", shown)]
    return [*known, *_SCORE.findall(shown)]


def familiar(text: str, locale: str) -> list[str]:
    """Find forms of tú and du: the library says usted and Sie."""
    forms = {
        "en": r"(?!)",
        "es": r"\b(?:tú|tu|tus|te|ti|contigo|siéntate|respira tú|haz|quédate|acuéstate|pon|puedes|tienes)\b",
        "de": r"\b(?:du|dich|dir|deine?[mnrs]?|euch|euer)\b",
    }
    return [word for word in words_of(text) if re.fullmatch(forms[locale], word)]


def plain(text: str) -> str:
    """Take Telegram's formatting off, as a phone shows it."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def long_message(text: str) -> list[str]:
    """Find a message of more than 320 characters: what comes unasked is read at a glance, or not at all."""
    length = len(plain(text))
    return [f"{length} characters"] if length > LONGEST_PROACTIVE else []


def only_signs(text: str) -> list[str]:
    """Find what says nothing but by an emoji or a sign: who can't see it, or reads it otherwise, learns nothing."""
    return [] if re.search(r"[^\W_]", plain(text)) else [text]


def without_twin(pictures: Iterable[str], cues: dict[str, tuple[str, ...]]) -> list[str]:
    """Find pictures whose exercise says nothing in words."""
    return [name for name in pictures if not any(cue.strip() for cue in cues.get(name, ()))]
