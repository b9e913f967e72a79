"""A local stand-in for Telegram: a strict Bot API server, a chat page on it, and people for tests."""

from __future__ import annotations

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault
from bot.sandbox.people import BotTooSlowError, Channel, Group, Person
from bot.sandbox.ratelimits import RateLimits
from bot.sandbox.server import Sandbox
from bot.sandbox.shown import Answer, Button, Shown

__all__ = [
    "Answer",
    "ApiError",
    "BotTooSlowError",
    "Button",
    "Channel",
    "Fault",
    "Group",
    "Person",
    "RateLimits",
    "Sandbox",
    "Shown",
]
