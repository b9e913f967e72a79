"""What Telegram posts: taken at most so many at once, acknowledged only when its handlers have ended."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from bot.gateway.reception import Reception, update_id_of

__all__ = ["Taken", "WebhookAddress", "WebhookIntake", "derived_secret"]

PATH = "/telegram"
"""Where an address that has no path of its own leads."""


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram posts updates, by what it is known, and how many it posts at once (1 to 100)."""

    url: str
    secret: str = field(repr=False)
    connections: int

    @classmethod
    def of(cls, url: str, secret: str, connections: int) -> WebhookAddress:
        """`url` as the settings have it; without a path it gets one."""
        return cls(url if urlsplit(url).path else url + PATH, secret, connections)

    @property
    def path(self) -> str:
        """That of `url`: what ends TLS passes it on as it is."""
        return urlsplit(self.url).path


class Taken(Enum):
    """What became of what was posted."""

    DONE = "done"
    NO_UPDATE = "no update"
    NOT_YET = "not yet"
    """It is to come again: this process has not begun, or it ends."""


class WebhookIntake:
    """Takes updates from now on; `connections` of them at once."""

    def __init__(self, reception: Reception, connections: int) -> None:
        self._reception = reception
        self._slots = asyncio.Semaphore(connections)
        self._stopped = False

    async def take(self, raw: Any) -> Taken:
        """Returns when the update is dealt with, or is to come again."""
        update_id = update_id_of(raw)
        if update_id is None:
            return Taken.NO_UPDATE
        async with self._slots:
            if self._stopped:
                return Taken.NOT_YET
            finished = await self._reception.take(update_id, raw)
            if finished is None:
                return Taken.DONE
            # It may be waited for twice: whoever stops to wait must not take it from the other.
            await asyncio.wait({finished})
            return Taken.NOT_YET if finished.cancelled() else Taken.DONE

    async def stop(self, grace: float = 10.0) -> None:
        """Take nothing new and finish what was taken, within `grace` seconds.

        What is not taken comes again, here or to another process.
        """
        self._stopped = True
        await self._reception.drain(grace * 0.7)


def derived_secret(token: str) -> str:
    """The secret of a webhook for which none is set: the same in all processes, and after each restart.

    Nobody can tell it without the token, nor the token from it.
    """
    return hmac.new(token.encode(), b"confbot webhook secret", hashlib.sha256).hexdigest()
