"""Speaks Telegram: owns mailboxes, routes, handlers and the messenger; refuses to decide what care is given."""

import os

# Without it python-telegram-bot warns at every 429, and where warnings are errors the message's fate is never written.
os.environ.setdefault("PTB_TIMEDELTA", "1")
