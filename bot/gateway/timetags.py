"""`<tg-time>`, which older Bot API servers refuse: they get the readable text inside it."""

from __future__ import annotations

import re
from typing import Any

import structlog
from telegram.error import BadRequest

__all__ = ["TimeTags"]

TAG = re.compile(r"</?tg-time\b[^>]*>")
REFUSED = 'unsupported start tag "tg-time"'

_log = structlog.get_logger(__name__)


class TimeTags:
    """What is known of the server: it knows the tag, until it refuses one."""

    def __init__(self) -> None:
        self._known = True

    def fitting(self, data: dict[str, Any]) -> dict[str, Any]:
        """A call's parameters as this server takes them."""
        return data if self._known else _without(data)

    def are_refused(self, error: BadRequest, data: dict[str, Any]) -> bool:
        """Whether the call failed for the tags in `data` alone, and is to be tried again without."""
        if REFUSED not in error.message.lower() or _without(data) == data:
            return False
        if self._known:
            _log.warning("the Bot API server knows no <tg-time>; times are sent as text from now on")
        self._known = False
        return True


def _without(data: dict[str, Any]) -> dict[str, Any]:
    plain = {
        key: TAG.sub("", value)
        for key in ("text", "caption")
        if isinstance(value := data.get(key), str) and "tg-time" in value
    }
    return {**data, **plain} if plain else data
