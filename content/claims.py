"""Owns finding words that claim what nobody can keep, or that frighten; refuses to decide what follows from it.

The library's own words are tested with it; a therapist is told of it before a client reads hers.
"""

import re

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
_SENTENCE = re.compile(r"(?<=[.?!:])\s+")


def _found(pattern: str, text: str, locale: str) -> list[str]:
    """Find a pattern in the sentences that neither ask nor deny: "Massage does not flush out toxins" is honest."""
    return [
        match.group()
        for sentence in _SENTENCE.split(text.strip())
        if not sentence.endswith("?") and not re.search(DENIES[locale], sentence, re.IGNORECASE)
        for match in re.finditer(pattern, sentence, re.IGNORECASE)
    ]


def claims(text: str, locale: str) -> list[str]:
    """Find promises of a cure, of cleansing, of straightened bones."""
    return _found(CLAIMS[locale], text, locale)


def nocebo(text: str, locale: str) -> list[str]:
    """Find words that frighten; danger itself is named plainly, so weakness and fever are no finding."""
    return _found(NOCEBO[locale], text, locale)
