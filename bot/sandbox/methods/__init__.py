"""The Bot API's methods: parameters in, the `result` of the response out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import answering, chats, editing, intake, media, posting, profile
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["METHODS", "WRITES", "Method"]

Method = Callable[[State, Params], Any]
"""Raises ApiError for what Telegram refuses; getUpdates alone returns an awaitable."""

METHODS: dict[str, Method] = {
    name.lower(): method
    for room in (answering, chats, editing, intake, media, posting, profile)
    for name, method in room.METHODS.items()
}
"""By name in lower case: Telegram does not mind the case."""

WRITES = frozenset(name for name in METHODS if name.startswith(("send", "edit", "copy", "forward"))) - {
    "sendchataction"
}
"""The methods that count against the limits on messages."""
