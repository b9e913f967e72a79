"""Whom to ask how events were: written to the outbox some minutes after the programme pauses, once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.domain.feedback import asking_moments, at_a_decent_hour
from bot.domain.model import Event, EventType
from bot.domain.reminders import reader_zone
from bot.jobs.job import Deriving
from bot.storage import Question, Readers, Storage
from bot.storage.published import Published

__all__ = ["Asking"]

log = structlog.get_logger()
STILL = timedelta(hours=12)
"""A bot that was away asks no more after that."""
LONGEST_WAIT = timedelta(hours=24)
"""In real time."""


class Asking(Deriving):
    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        storage: Storage,
        published: Published,
        wake: Callable[[], None],
    ) -> None:
        super().__init__(scheduler, clock, storage, published, wake)
        self._done: set[tuple[str, datetime]] = set()
        """About which events, by id and end, all were asked. After a restart they are gone through again, and
        nobody is asked twice."""

    def start(self) -> None:
        """Ask now, and whenever the programme has paused."""
        self._published.watch(self.ask_soon)
        self._clock.watch(self.ask_soon)
        self.ask_soon()

    def ask_soon(self) -> None:
        """Something may be to be asked that was not: feedback was turned on, or the programme changed."""
        self._want(self.ask)

    async def ask(self) -> int:
        """Write a row for each question that is due; how many are new."""
        async with self._turn(self.ask) as turn:
            now = self._clock.now()
            written = await self._ask(now)
            turn.again_at = self._next(now)
        if written:
            self._wake()
            log.info("questions for feedback written down", chats=written)
        return written

    async def _ask(self, now: datetime) -> int:
        since = await self._storage.feedback.on_since()
        if since is None:
            self._done.clear()
            return 0
        due = list(self._due(since, now))
        readers = await self._storage.feedback.readers() if due else []
        written = 0
        for event, due_at in due:
            written += await self._storage.feedback.ask(self._question(event, due_at, readers))
            self._done.add((event.id, event.end))
        return written

    def _due(self, since: datetime, now: datetime) -> Iterator[tuple[Event, datetime]]:
        """What ended since feedback was turned on and is to be asked about now, and from when on."""
        for event_id, due_at in asking_moments(self._published.schedule).items():
            event = self._published.schedule.events[event_id]
            done = (event.id, event.end) in self._done
            if not done and event.end > since and due_at <= now < due_at + STILL:
                yield event, due_at

    def _question(self, event: Event, due_at: datetime, readers: Iterable[Readers]) -> Question:
        conference = self._published.schedule.conference.zone
        decent = {
            one: at_a_decent_hour(due_at, reader_zone(one.zone, one.language, conference)) for one in readers
        }
        later = {one: at for one, at in decent.items() if at != due_at}
        exhibition = event.type is EventType.EXHIBITION
        return Question(event.id, event.start, event.forum, exhibition, due_at, later)

    def _next(self, now: datetime) -> datetime:
        """The real time of the next question, whether or not feedback is on: it may be, by then."""
        coming = (at for at in asking_moments(self._published.schedule).values() if at > now)
        seconds = (self._clock.real_seconds_until(at) for at in coming)
        longest = LONGEST_WAIT.total_seconds()
        return self._clock.real_now() + timedelta(seconds=min((*seconds, longest)))
