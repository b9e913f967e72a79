"""The sender: takes what is due from the outbox as its turn comes, renders it, sends it once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import groupby

import structlog

from bot.clock import Clock
from bot.gateway.bot import TelegramBot
from bot.jobs.composing import Composer
from bot.jobs.delivery import Delivery
from bot.storage import Announcement, Claimed, Kind, Reader, Storage, UnavailableError
from bot.storage.published import Published
from bot.views.viewer import Viewer

__all__ = ["Sender", "at_once"]

log = structlog.get_logger()
FEWEST_AT_ONCE, MOST_AT_ONCE = 16, 200
LONGEST_SLEEP = 3.0
"""Real seconds after which the outbox is looked at even if nothing woke the sender."""
SET_BACK = timedelta(seconds=5)
"""By how much the machine's time goes back only when somebody sets it."""
RECOVER_EVERY = 2.0
"""Real seconds between two looks for leases that have run out, or whose process is dead."""
AFTER_FAILURE = 1.0
"""Real seconds until a database that failed is asked again."""


class Sender:
    """Runs from `start` to `stop`; `wake` makes it look into the outbox at once, and the first one begins.

    A row is taken only when there is room in the line for its turn, so that after a crash few of them are in
    doubt.
    """

    def __init__(
        self,
        bot: TelegramBot,
        clock: Clock,
        storage: Storage,
        published: Published,
        *,
        per_second: float,
    ) -> None:
        self._bot = bot
        self._reach = bot.reach
        self._reach.watch(self.wake)
        self._clock = clock
        self._storage = storage
        self._published = published
        self._at_once = at_once(per_second)
        self._composer = Composer(published, bot.username)
        self._delivery = Delivery(bot, clock, storage, self.wake)
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None
        self._going: set[int] = set()
        """The rows that are under way."""
        self._recover_at = clock.monotonic()
        self._claimed_at = clock.real_now()

    def start(self) -> None:
        self._running = asyncio.create_task(self._run(), name="sender")

    def wake(self) -> None:
        self._woken.set()

    async def stop(self, grace: float = 8.0) -> None:
        """Take nothing new and finish what is under way; what takes longer than `grace` seconds is left.

        Its outcome is unknown then, and it is tried once more at the next start.
        """
        self._stopping.set()
        self.wake()
        if self._running is None:
            return
        await asyncio.wait({self._running}, timeout=grace)
        if late := {task for task in (self._running, *self._under_way) if not task.done()}:
            log.warning("sending was cut off", chats=len(self._under_way))
            for task in late:
                task.cancel()
            await asyncio.wait(late)

    async def _run(self) -> None:
        """Send what is due, as long as it is told to; from the first wake on.

        The first tick writes what fell due meanwhile, which then goes in one message with the rest.
        """
        await self._woken.wait()
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                pause = await self._send_due()
            except UnavailableError:
                pause = AFTER_FAILURE
            except Exception:  # whatever it is must not end all sending
                log.exception("outbox not read")
                pause = AFTER_FAILURE
            await self._sleep(pause)
        if self._under_way:
            await asyncio.wait(self._under_way)
        await self._delivery.written()

    async def _send_due(self) -> float:
        """Begin to send what is due; returns for how many real seconds there is nothing more to do.

        While Telegram is away that is one message at a time, which tries whether it is back.
        """
        if self._delivery.behind:
            return AFTER_FAILURE
        places = await self._places()
        if (left := self._reach.next_try_in()) > 0:
            return left
        room = min(places, await self._room())
        claimed = await self._claim(room) if room else []
        if claimed:
            await self._begin(claimed)
        return 0.0 if claimed or not room else await self._seconds_to_next()

    async def _places(self) -> int:
        """To how many more chats it may send, once there is one."""
        while (free := (1 if self._reach.away else self._at_once) - len(self._under_way)) <= 0:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        return free

    async def _room(self) -> int:
        """For how many messages there is room in the line; 0 when the sender is to stop."""
        line, end = asyncio.create_task(self._bot.room()), asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({line, end}, return_when=asyncio.FIRST_COMPLETED)
            return line.result() if line.done() and not end.done() else 0
        finally:
            line.cancel()
            end.cancel()

    async def _claim(self, room: int) -> list[Claimed]:
        now, real = self._clock.now(), self._clock.real_now()
        if real < self._claimed_at - SET_BACK:
            await self._storage.outbox.set_back(real)
        self._claimed_at = real
        if self._clock.monotonic() >= self._recover_at:
            await self._storage.outbox.recover(real, self._going)
            self._recover_at = self._clock.monotonic() + RECOVER_EVERY
        return await self._storage.outbox.claim(now, real, room)

    async def _begin(self, claimed: Sequence[Claimed]) -> None:
        """Read all that these messages need at once; then each chat goes its own way."""
        readers = await self._storage.favourites.readers({row.chat_id for row in claimed})
        texts = {
            id_: found
            for id_ in {row.event_id for row in claimed if row.kind is Kind.ANNOUNCEMENT}
            if (found := await self._storage.announcements.get(int(id_)))
        }
        for chat_id, rows in groupby(claimed, key=lambda row: row.chat_id):
            # One that was forgotten a moment ago is not there any more, nor are its rows.
            if reader := readers.get(chat_id):
                task = asyncio.create_task(self._deliver(reader, tuple(rows), texts))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)

    async def _seconds_to_next(self) -> float:
        """Real seconds until something can fall due without a tick: a snooze, a message to try again."""
        due, retry = await self._storage.outbox.next_due(), await self._storage.outbox.next_retry()
        waits = [LONGEST_SLEEP]
        if due:
            waits.append(self._clock.real_seconds_until(due))
        if retry:
            waits.append((retry - self._clock.real_now()).total_seconds())
        return max(0.05, min(waits))

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0 and not self._stopping.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), seconds)

    async def _deliver(
        self, reader: Reader, rows: tuple[Claimed, ...], announcements: Mapping[str, Announcement]
    ) -> None:
        """Send what is due for one chat."""
        ids = {row.id for row in rows}
        self._going |= ids
        with structlog.contextvars.bound_contextvars(chat_id=reader.chat.id):
            try:
                viewer = Viewer(self._published.schedule, reader.chat, self._clock.now(), reader.favourites)
                for letter in await self._composer.letters(viewer, rows, announcements):
                    if letter.wording:
                        await self._delivery.send(viewer, letter.wording, letter.rows)
                    else:
                        await self._storage.outbox.expired([row.id for row in letter.rows], letter.why or "")
            except UnavailableError:
                pass  # storage has said so; the lease brings these rows back
            except Exception:  # the lease brings these rows back; the others go on
                log.exception("not delivered")
            finally:
                self._going -= ids


def at_once(per_second: float) -> int:
    """To how many chats it sends at a time: a second's worth, for a slow line, and no more, for a crash."""
    return min(MOST_AT_ONCE, max(FEWEST_AT_ONCE, round(per_second)))
