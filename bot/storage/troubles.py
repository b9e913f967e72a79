"""What is wrong with the database: said once when it begins, and once when it is over."""

from __future__ import annotations

import asyncio

import structlog

from bot.storage.errors import AwayError, UnavailableError

__all__ = ["Troubles"]

CALM = 10.0
"""Seconds without a refused write after which writes count as taken again: on a full disk some still fit."""

log = structlog.get_logger()


class Troubles:
    """For one database, on one event loop."""

    def __init__(self) -> None:
        self._away = False
        self._unwritable = False
        self._refused_at = 0.0

    def met(self, error: UnavailableError) -> None:
        """Somebody's work failed with it."""
        if isinstance(error, AwayError):
            if not self._away:
                log.error("the database is away; what needs it waits", reason=str(error))
            self._away = True
            return
        if not self._unwritable:
            log.error("the database takes no writes; make room on its disk", reason=str(error))
        self._unwritable, self._refused_at = True, _now()

    def worked(self, *, wrote: bool) -> None:
        """Somebody's work was done."""
        if self._away:
            self._away = False
            log.info("the database is back")
        if wrote and self._unwritable and _now() - self._refused_at > CALM:
            self._unwritable = False
            log.info("the database takes writes again")


def _now() -> float:
    return asyncio.get_running_loop().time()
