"""Whether the bot can do its work: a check for each part that it needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_PAUSED, STATE_STOPPED

from bot.gateway.sends import Sends
from bot.storage.published import Published
from bot.web.reading import Reading

__all__ = [
    "Part",
    "Readiness",
    "database_answers",
    "schedule_is_current",
    "scheduler_keeps_up",
    "sends_arrive",
]

LONGEST_FAILING = 60.0
"""Seconds for which no message may get through until that is told."""
LONGEST_BEHIND = 60.0
"""Seconds that a process may take to follow what another one published."""
LATEST_JOB = 60.0
"""Seconds by which a job of the scheduler may be late."""


@dataclass(frozen=True, slots=True)
class Part:
    """How one part is: `wrong` says what is, in a sentence; `shown` are values for programs."""

    wrong: str = ""
    shown: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"ok": not self.wrong, **({"wrong": self.wrong} if self.wrong else {}), **self.shown}


Check = Callable[[], Awaitable[Part]]


class Readiness:
    """Not ready before `started`; then as ready as the checks that were added as `needed`."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._needed = {"start"}
        self._started = False

    def add(self, name: str, check: Check, *, needed: bool = True) -> None:
        """What is wrong with a part that is not `needed` is only told."""
        self._checks[name] = check
        if needed:
            self._needed.add(name)

    def started(self) -> None:
        """All parts are there."""
        self._started = True

    async def parts(self) -> dict[str, Part]:
        """Each part by its name, as it is now."""
        start = Part() if self._started else Part("the bot is starting")
        return {"start": start, **{name: await check() for name, check in self._checks.items()}}

    def ready(self, parts: Mapping[str, Part]) -> bool:
        """Whether the bot can do its work while its parts are so."""
        return not any(part.wrong for name, part in parts.items() if name in self._needed)


def database_answers(number: Reading[int]) -> Check:
    """`number` is that of the version that was published last."""

    async def check() -> Part:
        return Part() if await number.get() is not None else Part("the database does not answer")

    return check


def schedule_is_current(published: Published, number: Reading[int], monotonic: Callable[[], float]) -> Check:
    """What attendees are shown is what was published last, here or a while ago by another process."""
    behind_since: float | None = None

    async def check() -> Part:
        nonlocal behind_since
        shown = {"version": published.schedule.version, "number": published.number}
        newest = await number.get()
        if newest is None or newest <= published.number:
            behind_since = None
            return Part("", shown)
        behind_since = monotonic() if behind_since is None else behind_since
        late = monotonic() - behind_since > LONGEST_BEHIND
        return Part(f"number {newest} was published and is not shown yet" if late else "", shown)

    return check


def scheduler_keeps_up(scheduler: AsyncIOScheduler, real_now: Callable[[], datetime]) -> Check:
    """No job is much later than it was to run. It pauses where another process does what time triggers."""

    async def check() -> Part:
        if scheduler.state == STATE_STOPPED:
            return Part("the scheduler does not run")
        if scheduler.state == STATE_PAUSED:
            return Part("", {"paused": True})
        moments = [job.next_run_time for job in scheduler.get_jobs() if job.next_run_time is not None]
        if not moments:
            return Part("", {"next": None})
        late, shown = (real_now() - min(moments)).total_seconds(), {"next": min(moments).isoformat()}
        return Part(f"a job is {late:.0f} s late" if late > LATEST_JOB else "", shown)

    return check


def sends_arrive(sends: Sends, monotonic: Callable[[], float]) -> Check:
    """Messages get through to Telegram, as far as any were sent."""

    async def check() -> Part:
        ago = None if sends.last_at is None else round(monotonic() - sends.last_at, 1)
        failing = sends.failing_for()
        wrong = f"no message got through for {failing:.0f} s" if failing > LONGEST_FAILING else ""
        return Part(wrong, {"last_seconds_ago": ago})

    return check
