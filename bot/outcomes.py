"""Owns what an error of the Bot API means for one message; refuses to blur "not sent" and "unknown".

Source: Telegram's own error texts, and where in the exchange the connection broke.
"""

from datetime import timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.request import NotSentError
from care.messenger import Blocked, NotSent, Outcome, Refused, Unsure

GOODBYES = ("bot was blocked by the user", "user is deactivated", "bot can't initiate conversation", "bot was kicked")
WRONG_BUBBLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
OTHER_WAY = ("there is no text in the message", "there is no caption in the message")
GONE = (*WRONG_BUBBLE, *OTHER_WAY, "caption is too long")
"""An edit that is refused like this is said in a new bubble; words that are too long for a caption as well."""
TOKEN_WAIT_MS = 60_000


def meaning(error: TelegramError) -> Outcome:
    """Give the outcome that an error stands for; "not modified" is handled before, because it is a success."""
    if isinstance(error, NotSentError):
        return NotSent(f"no_connection: {error.message}")
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return NotSent(f"asked_to_wait: {seconds:.0f} s", wait_ms=int(seconds * 1000))
    if isinstance(error, InvalidToken):
        return NotSent("token_refused", wait_ms=TOKEN_WAIT_MS)
    if isinstance(error, Forbidden) and (reason := _goodbye(error.message)):
        return Blocked(f"blocked: {reason}")
    if isinstance(error, BadRequest):
        return _bad_request(error.message)
    broke = "broke" if isinstance(error, NetworkError) else "unreadable"
    return Unsure(f"{broke}: {type(error).__name__}: {error.message[:60]}")


def _goodbye(message: str) -> str | None:
    """Give Telegram's own words for somebody who does not want to hear from us, or None for any other refusal.

    A wall between us and Telegram answers 403 as well, and must not stop everybody's plans.
    """
    return next((words for words in GOODBYES if words in message.lower()), None)


def _bad_request(message: str) -> Outcome:
    words = message.lower()
    if any(text in words for text in GONE):
        return Refused(f"refused: {message}", gone=True)
    return Refused(f"refused: {message}")


def is_not_modified(error: TelegramError) -> bool:
    """Tell whether an edit failed because the bubble reads like that already."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def is_bad_markup(error: TelegramError) -> bool:
    """Tell whether Telegram could not read our HTML."""
    return isinstance(error, BadRequest) and "can't parse entities" in error.message.lower()


def is_other_way(error: TelegramError) -> bool:
    """Tell whether an edit took a caption for a text, or a text for a caption."""
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in OTHER_WAY)


def may_be_the_picture(error: TelegramError) -> bool:
    """Tell whether a message could be taken without its picture: nothing else is said to be wrong with it."""
    words = error.message.lower()
    return not (is_bad_markup(error) or any(text in words for text in WRONG_BUBBLE))
