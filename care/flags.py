"""Owns how a red flag, the question behind it and an answer are called in a reader's language; refuses to raise one."""

from typing import Any

from care.words import Words

CRISIS = "suicidality"
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = (YES, NO, UNSURE)


def question(words: Words, category: str) -> str:
    """Word the one question behind a flag."""
    return words.text(f"safety.ask_{category}")


def label(words: Words, category: str, answer: str) -> str:
    """Word an answer as it stands on its button."""
    key = {YES: "unsafe", NO: "safe"}.get(answer, answer) if category == CRISIS else answer
    return words.library.button(f"safety.{key}", words.locale)


def named(words: Words, facts: dict[str, Any]) -> dict[str, Any]:
    """Give an alert's facts with the flag, its question and the answer in words; older ones hold words already."""
    facts = {"words": "", "after_crisis": False, **facts}
    category = facts.get("flag")
    if category is None:
        return {"about": "", **facts}
    answer = facts.get("answer")
    return facts | {
        "about": words.library.name("red_flag", category, words.locale),
        "question": question(words, category),
        "answer": label(words, category, answer) if answer in ANSWERS else None,
    }
