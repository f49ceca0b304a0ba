"""Owns answerCallbackQuery; refuses to answer a tap twice or too late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import bad_request
from simulator.text import MAX_TOAST, utf16_length

if TYPE_CHECKING:
    from simulator.methods.call import Call


def answer_callback_query(call: Call) -> bool:
    """Carry out answerCallbackQuery: the spinner stops, a toast or an alert may be shown."""
    text = call.params.text("text")
    if utf16_length(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = call.bot.close_tap(call.params.text("callback_query_id"))
    if tap is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    tap.text, tap.alert, tap.url = text, call.params.flag("show_alert"), call.params.text("url") or None
    tap.answered.set()
    if text:
        call.world.toasts.setdefault(tap.person_id, []).append(text)
        call.world.tell({"type": "toast", "person": tap.person_id, "text": text, "alert": tap.alert})
    return True
