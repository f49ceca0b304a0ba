"""Owns how a row's reason is read: a code of ``content.codes.REASONS``, with a detail or without; refuses to judge."""

from content.library import Library


def in_words(library: Library, reason: str, locale: str) -> str:
    """Say a reason in a language; the detail behind the code is for the operator and stays out."""
    return library.name("reason", reason.partition(":")[0], locale)


def detail(reason: str) -> str:
    """Give what stands behind the code, such as Telegram's own words; empty when there is nothing."""
    return reason.partition(":")[2].strip()
