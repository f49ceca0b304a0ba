"""Owns a Telegram with people in it: a Bot API server on loopback; refuses to know any bot's code."""

from simulator.accounts import BotAccount
from simulator.limits import NO_LIMITS, Limits
from simulator.person import Person
from simulator.screen import Bubble, Button
from simulator.server import Telegram, serve

__all__ = ["NO_LIMITS", "BotAccount", "Bubble", "Button", "Limits", "Person", "Telegram", "serve"]
