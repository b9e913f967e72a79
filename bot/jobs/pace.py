"""The pace that all processes of the bot keep together, in the database."""

from __future__ import annotations

from bot.clock import Clock
from bot.storage import Pacing

__all__ = ["StoredPace"]


class StoredPace:
    """The gateway's `SharedPace`, in real time whatever the conference's clock says."""

    def __init__(self, pacing: Pacing, clock: Clock) -> None:
        self._pacing = pacing
        self._clock = clock

    async def reserve(self, count: int, every: float) -> float:
        """Take `count` slots of `every` seconds; returns the seconds until the first."""
        now = self._clock.real_now().timestamp()
        return await self._pacing.reserve(now, count, every) - now

    async def pause(self, seconds: float) -> None:
        """Nobody's slots begin before `seconds` from now."""
        await self._pacing.pause(self._clock.real_now().timestamp() + seconds)
