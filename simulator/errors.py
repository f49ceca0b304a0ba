"""Owns the errors that this Telegram answers with; refuses to decide when they are due."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal in Telegram's words: an error code, a description, perhaps parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        """Keep the three things that Telegram's answer holds."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Return the JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """Return the 400 that begins with Telegram's `Bad Request:`."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return the 403 that begins with Telegram's `Forbidden:`."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many(retry_after: int) -> ApiError:
    """Return the 429 that asks to wait for `retry_after` seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
