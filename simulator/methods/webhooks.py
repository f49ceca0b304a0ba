"""Owns the methods that set and describe a webhook; refuses to deliver to it (`simulator.webhook` does)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.bots import WebhookSettings, WebhookState
from simulator.errors import bad_request, too_many

if TYPE_CHECKING:
    from simulator.methods.call import Call

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MAX_CONNECTIONS = 100
ONCE_MS = 1000


def set_webhook(call: Call) -> bool:
    """Carry out setWebhook; an empty URL removes it. Plain HTTP is let in on loopback only, as local servers do."""
    url = call.params.text("url")
    if not url:
        read_allowed(call)
        return delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    same = call.bot.webhook and (call.bot.webhook.url, call.bot.webhook.secret) == (url, secret)
    if not same and call.world.clock.now_ms() - call.bot.webhook_set_ms < ONCE_MS:
        raise too_many(1)
    call.bot.webhook_set_ms = call.world.clock.now_ms()
    read_allowed(call)
    drop_pending(call)
    most = min(max(call.params.integer("max_connections", 40), 1), MAX_CONNECTIONS)
    call.bot.webhook = WebhookSettings(url, secret, most, call.params.text("ip_address") or None)
    call.bot.webhook_state = WebhookState()
    call.bot.retries.clear()
    call.bot.poll_number += 1
    # Settling must not wait for polls that can't come any more.
    call.bot.last_poll = float("-inf")
    call.bot.queue.changed.fire()
    return True


def read_allowed(call: Call) -> None:
    """Take over `allowed_updates`: absent keeps the previous setting, an empty list means the default."""
    allowed = call.params.items("allowed_updates")
    if allowed is not None:
        call.bot.queue.allowed = [str(kind) for kind in allowed] or None


def drop_pending(call: Call) -> None:
    """Drop what is queued when the request asks for it."""
    if call.params.flag("drop_pending_updates"):
        call.bot.queue.clear()
        call.world.queues_changed.fire()


def delete_webhook(call: Call) -> bool:
    """Carry out deleteWebhook."""
    drop_pending(call)
    call.bot.webhook = None
    call.bot.queue.changed.fire()
    return True


def get_webhook_info(call: Call) -> dict[str, Any]:
    """Carry out getWebhookInfo."""
    webhook, state = call.bot.webhook, call.bot.webhook_state
    info: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": len(call.bot.queue)}
    if webhook:
        info.update(url=webhook.url, max_connections=webhook.max_connections)
        info["ip_address"] = webhook.ip_address or "127.0.0.1"
    if state.last_error_ms:
        info.update(last_error_date=state.last_error_ms // 1000, last_error_message=state.last_error)
    if call.bot.queue.allowed:
        info["allowed_updates"] = call.bot.queue.allowed
    return info
