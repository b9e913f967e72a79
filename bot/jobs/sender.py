"""The sender: takes what is due from the outbox, renders it, sends it once, writes down the outcome."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import groupby

import structlog
from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError, TimedOut

from bot.clock import Clock
from bot.domain.model import Event
from bot.domain.reminders import DIGEST_SPAN, silent_at
from bot.gateway.bot import Bulk, TelegramBot
from bot.gateway.errors import Throttled, UnknownOutcome
from bot.storage import AnnouncementState, Claimed, Kind, Storage
from bot.storage.published import Published
from bot.views import changes as change_views
from bot.views import remind as views
from bot.views.announced import announcement
from bot.views.message import Message
from bot.views.viewer import Viewer

__all__ = ["Sender"]

log = structlog.get_logger()
AT_ONCE = 32
"""Messages under way at a time: enough to fill Telegram's pace over a slow line."""
LONGEST_SLEEP = 30.0
"""Real seconds after which the outbox is looked at even if nothing woke the sender."""
AFTER_FAILURE = 1.0
"""Real seconds until a database that failed is asked again."""


class Sender:
    """Runs from `start` to `stop`; `wake` makes it look into the outbox at once, and the first one begins."""

    def __init__(self, bot: TelegramBot, clock: Clock, storage: Storage, published: Published) -> None:
        self._bot = bot
        self._clock = clock
        self._storage = storage
        self._published = published
        self._woken = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None
        self._stopping = False
        self._leases_of_the_dead = True
        self._deliveries = {
            Kind.REMINDER: self._reminders,
            Kind.DIGEST: self._digest,
            Kind.CHANGES: self._changes,
            Kind.ANNOUNCEMENT: self._announcements,
        }

    def start(self) -> None:
        self._running = asyncio.create_task(self._run(), name="sender")

    def wake(self) -> None:
        self._woken.set()

    async def stop(self, grace: float = 8.0) -> None:
        """Take nothing new and finish what is under way; what takes longer than `grace` seconds is left.

        Its outcome is unknown then, and it is tried once more at the next start.
        """
        self._stopping = True
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
        while not self._stopping:
            self._woken.clear()
            try:
                pause = await self._send_due()
            except Exception:  # a database that is away for a moment must not end all sending
                log.exception("outbox not read")
                pause = AFTER_FAILURE
            await self._sleep(pause)
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _send_due(self) -> float:
        """Begin to send what is due; returns for how many real seconds there is nothing more to do."""
        claimed = await self._claim()
        for _, rows in groupby(claimed, key=lambda row: row.chat_id):
            task = asyncio.create_task(self._deliver(tuple(rows)))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        if len(self._under_way) >= AT_ONCE:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        return 0.0 if claimed or len(self._under_way) >= AT_ONCE else await self._seconds_to_next()

    async def _claim(self) -> list[Claimed]:
        now, real = self._clock.now(), self._clock.real_now()
        await self._storage.outbox.recover(real, all_leases=self._leases_of_the_dead)
        self._leases_of_the_dead = False
        room = AT_ONCE - len(self._under_way)
        return await self._storage.outbox.claim(now, real, room) if room > 0 else []

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
        if seconds > 0 and not self._stopping:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), seconds)

    async def _deliver(self, rows: tuple[Claimed, ...]) -> None:
        """Send what is due for one chat."""
        chat_id = rows[0].chat_id
        with structlog.contextvars.bound_contextvars(chat_id=chat_id):
            try:
                chat = await self._storage.chats.get(chat_id)
                if chat is None:
                    return  # it was forgotten a moment ago, and these rows with it
                favourites = await self._storage.favourites.of(chat_id)
                viewer = Viewer(self._published.schedule, chat, self._clock.now(), favourites)
                for kind, same in sorted_by_kind(rows):
                    await self._deliveries[kind](viewer, same)
            except Exception:  # the lease brings these rows back; the others go on
                log.exception("not delivered")

    async def _digest(self, viewer: Viewer, rows: Sequence[Claimed]) -> None:
        for row in rows:
            if events := digest_events(viewer, row):
                await self._send(viewer, views.digest(viewer, events), [row])
            else:
                await self._storage.outbox.expired([row.id], "no longer true")

    async def _changes(self, viewer: Viewer, rows: Sequence[Claimed]) -> None:
        """What changed, as it stands now, since the oldest version that any of them begins at."""
        base = min(int(row.event_id.removeprefix("v")) for row in rows)
        compared = await self._published.changes(base)
        old, changes = compared or (viewer.schedule, None)
        mine = changes.about(viewer.favourites, viewer.schedule) if changes else None
        if mine:
            await self._send(viewer, change_views.alert(viewer, old, mine), rows)
        else:
            await self._storage.outbox.expired([row.id for row in rows], "no longer true")

    async def _announcements(self, viewer: Viewer, rows: Sequence[Claimed]) -> None:
        """A message for each of them that was not stopped meanwhile."""
        for row in rows:
            found = await self._storage.announcements.get(int(row.event_id))
            if found and found.state is AnnouncementState.SENDING:
                await self._send(viewer, announcement(viewer, found.texts), [row])
            else:
                await self._storage.outbox.expired([row.id], "stopped")

    async def _reminders(self, viewer: Viewer, rows: Sequence[Claimed]) -> None:
        """One message for all of them, or several where it would be too long."""
        useful = [row for row in rows if still_true(viewer, row)]
        if stale := [row.id for row in rows if row not in useful]:
            await self._storage.outbox.expired(stale, "no longer true")
        ids = list(dict.fromkeys(row.event_id for row in useful))
        for first in range(0, len(ids), views.MOST_IN_ONE):
            some = ids[first : first + views.MOST_IN_ONE]
            message = views.reminder(viewer, [viewer.schedule.events[id_] for id_ in some])
            await self._send(viewer, message, [row for row in useful if row.event_id in some])

    async def _send(self, viewer: Viewer, message: Message, rows: Sequence[Claimed]) -> None:
        """One message for all of `rows`; what became of it is what becomes of them."""
        chat, ids, outbox = viewer.chat, [row.id for row in rows], self._storage.outbox
        try:
            sent = await self._bot.send_message(
                chat.id,
                message.text,
                parse_mode=ParseMode.HTML,
                reply_markup=message.keyboard,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                disable_notification=silent_at(chat, viewer.zone, viewer.now),
                rate_limit_args=Bulk(min(row.useful_until for row in rows)),
            )
        except Forbidden as error:
            await self._storage.chats.retire(chat.id, viewer.now)
            await outbox.failed(ids, error.message)
        except ChatMigrated as error:
            await outbox.retry_later(ids, self._clock.real_now(), error.message)
            await self._storage.chats.migrate(chat.id, error.new_chat_id)
        except (TimedOut, UnknownOutcome) as error:
            log.warning("outcome unknown", reason=type(error).__name__)
            await outbox.unknown(ids, self._clock.real_now() + pause(rows))
        except BadRequest as error:
            log.warning("not sent", reason=error.message)
            await outbox.failed(ids, error.message)
        except TelegramError as error:
            after = timedelta(seconds=error.seconds) if isinstance(error, Throttled) else pause(rows)
            await outbox.retry_later(ids, self._clock.real_now() + after, error.message)
        else:
            return await outbox.sent(ids, sent.message_id, self._clock.now())
        self.wake()  # what went back into the queue may be due before anything that it sleeps for


def sorted_by_kind(rows: Sequence[Claimed]) -> list[tuple[Kind, list[Claimed]]]:
    """The rows of one chat by what delivers them; a reminder once more is a reminder."""
    kinds: dict[Kind, list[Claimed]] = {}
    for row in rows:
        kinds.setdefault(Kind.REMINDER if row.kind is Kind.SNOOZE else row.kind, []).append(row)
    return list(kinds.items())


def still_true(viewer: Viewer, row: Claimed) -> bool:
    """Whether a reminder's event takes place when it says, is not over, and is starred still."""
    event = viewer.schedule.events.get(row.event_id)
    if event is None or event.cancelled or event.start != row.starts_at or event.end <= viewer.now:
        return False
    return row.kind is Kind.SNOOZE or event.id in viewer.favourites


def digest_events(viewer: Viewer, row: Claimed) -> list[Event]:
    """What a digest names: the starred events that start within its day."""
    until = row.starts_at + DIGEST_SPAN
    return [
        event
        for event in viewer.starred_events
        if row.starts_at <= event.start < until and not event.cancelled and event.end > viewer.now
    ]


def pause(rows: Sequence[Claimed]) -> timedelta:
    """How long to wait before the next try: about 1 s, 2 s, 4 s … a minute; jitter keeps many apart."""
    attempts = max(row.attempts for row in rows)
    longest = min(60.0, 2.0 ** (attempts - 1))
    return timedelta(seconds=random.uniform(longest / 2, longest))  # noqa: S311  # jitter, no secret
