"""Owns what is promised of the log: a bot's token is in none of its lines, however it got there."""

import logging

import pytest

from bot.logs import TokenlessFormatter, without_tokens

TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- nobody's
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getMe"


@pytest.mark.parametrize("secret", [ADDRESS, ADDRESS.replace(":AA", "%3AAA"), TOKEN])
def test_what_libraries_log_holds_no_token_not_even_in_its_traceback(secret: str) -> None:
    error = OSError(secret)
    trace = (OSError, error, None)
    record = logging.LogRecord("aiohttp", logging.ERROR, "client.py", 1, "lost %s", (secret,), trace)
    said = TokenlessFormatter("%(levelname)s %(message)s").format(record)
    assert "AAAA" not in said
    assert said.startswith("ERROR lost ")
    assert "OSError: " in said
    assert said.count("<token>") == 2


def test_what_we_log_holds_no_token_at_any_depth_and_numbers_stay_numbers() -> None:
    event = {"event": TOKEN, "error": OSError(ADDRESS), "list": [{"url": ADDRESS}], "count": 3, "done": True}
    clean = without_tokens(None, "info", event)
    assert "AAAA" not in repr(clean)
    assert (clean["event"], clean["count"], clean["done"]) == ("<token>", 3, True)
