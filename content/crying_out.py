"""Owns how somebody says in plain words that she is not safe; refuses to look for danger, which the screen does.

All languages are read at once: people in need write in the one that comes first. In doubt it says nothing: what is not
plain is passed on as what it is. The phrases are folded as `content.redflags.words` folds what is written.
"""

from content.redflags.words import Words, words_of

LONGEST = 14
"""Words of a sentence that can be plain; in a longer one they may mean anything."""

UNSAFE = (
    "not safe", "unsafe", "dont feel safe", "never safe", "no longer safe", "lied about being safe",
    "no estoy a salvo", "no me siento a salvo", "no estoy fuera de peligro",
    "nicht in sicherheit", "nicht mehr in sicherheit",
)  # fmt: skip
"""Said anywhere in a sentence."""

AT_ITS_END = (
    "in danger", "i lied", "i wasnt honest", "i was not honest",
    "no estoy segura", "no estoy seguro", "no me siento segura", "no me siento seguro", "en peligro", "menti",
    "he mentido", "bin nicht sicher", "bin nicht mehr sicher", "bin mir nicht sicher", "mich nicht sicher",
    "mich nicht mehr sicher", "in gefahr", "gelogen",
)  # fmt: skip
"""Said at the end of one: *ich bin nicht sicher, ob Freitag geht* is about a Friday."""
AFTER_THE_END = frozenset((
    "here", "now", "alone", "tonight", "today", "aqui", "ahora", "sola", "solo", "hoy", "hier", "jetzt", "allein",
    "heute", "zuhause",
))  # fmt: skip

HELP = frozenset((
    "help", "help me", "i need help", "need help", "sos", "hilfe", "hilf mir", "helft mir", "helfen sie mir",
    "ich brauche hilfe", "brauche hilfe", "ayuda", "ayudame", "ayudeme", "ayudenme", "necesito ayuda", "socorro",
))  # fmt: skip
"""A whole sentence, but for words that only make it softer or louder."""
SOFTER = frozenset((
    "please", "can", "could", "someone", "somebody", "anybody", "you", "me", "now", "really", "bitte", "jetzt", "kann",
    "konnen", "jemand", "doch", "sofort", "mir", "por", "favor", "ahora", "ya", "alguien", "puede", "pueden",
))  # fmt: skip

A_NO = frozenset((
    "no", "nope", "no im not", "no i am not", "im not", "i am not", "not really", "not sure", "im not sure",
    "i am not sure", "i dont know", "dont know", "no lo se", "no se", "no no lo estoy", "no estoy", "nein", "ne", "nee",
    "nicht wirklich", "bin ich nicht", "nein bin ich nicht", "nicht sicher", "weiss nicht", "ich weiss nicht",
    "ich weiss es nicht", "keine ahnung",
))  # fmt: skip
"""All that she writes, while the question whether she is safe is open."""

DENIED = frozenset(("not", "no", "nicht", "nie", "never", "isnt", "arent", "wasnt", "nunca", "kein", "keine"))


def is_unsafe(text: str) -> bool:
    """Tell whether some words plainly say that their writer is not safe, or call for help."""
    words = words_of(text)
    return bool(words.words) and any(_is_plain(sentence) for sentence in words.sentences())


def is_a_no(text: str) -> bool:
    """Tell whether some words, in answer to "Are you safe right now?", are "no" or "not sure"."""
    return " ".join(words_of(text).words) in A_NO


def _is_plain(sentence: Words) -> bool:
    words = sentence.words
    if len(words) > LONGEST:
        return False
    bare = [word for word in words if word not in SOFTER]
    if " ".join(words) in HELP or " ".join(bare) in HELP:
        return True
    ended = words[:-1] if words and words[-1] in AFTER_THE_END else words
    at_its_end = any(_ends(ended, phrase.split()) for phrase in AT_ITS_END)
    return at_its_end or any(_has(words, phrase.split()) for phrase in UNSAFE)


def _has(words: tuple[str, ...], phrase: list[str]) -> bool:
    return any(_ends(words[:end], phrase) for end in range(len(phrase), len(words) + 1))


def _ends(words: tuple[str, ...], phrase: list[str]) -> bool:
    """Tell whether some words end with a phrase that is not denied."""
    at = len(words) - len(phrase)
    return at >= 0 and list(words[at:]) == phrase and not (at and words[at - 1] in DENIED)
