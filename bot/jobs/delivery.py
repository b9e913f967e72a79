"""Sending one message, and writing down what became of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError, TimedOut

from bot.clock import Clock
from bot.domain.reminders import silent_at
from bot.gateway.bot import TelegramBot
from bot.gateway.errors import NotSent, Throttled, UnknownOutcome
from bot.jobs.composing import Wording
from bot.storage import Arrived, Claimed, Kind, Storage, UnavailableError
from bot.views.viewer import Viewer

__all__ = ["Delivery"]

log = structlog.get_logger()
AFTER_FAILURE = 1.0
"""Real seconds until a database that failed is written to again."""


class Delivery:
    """`requeued` is called when something went back into the queue, with a time of its own."""

    def __init__(
        self, bot: TelegramBot, clock: Clock, storage: Storage, requeued: Callable[[], None]
    ) -> None:
        self._bot = bot
        self._clock = clock
        self._storage = storage
        self._requeued = requeued
        self._arrived: list[Arrived] = []
        self._writing: asyncio.Task[None] | None = None
        self.behind = False
        """Something has arrived and could not be written down: nothing more is to be sent until it is."""

    async def send(self, viewer: Viewer, wording: Wording, rows: Sequence[Claimed]) -> None:
        """Send one message for all of `rows`; what became of it is what becomes of them."""
        chat, ids, outbox = viewer.chat, tuple(row.id for row in rows), self._storage.outbox
        try:
            message_id = await self._bot.send_bulk(
                chat.id,
                wording.text,
                wording.keyboard,
                useful_until=min(row.useful_until for row in rows),
                silent=silent_at(chat, viewer.zone, viewer.now) or unasked(rows),
            )
        except Forbidden as error:
            await self._storage.chats.retire(chat.id, viewer.now)
            return await outbox.failed(ids, error.message)
        except ChatMigrated as error:
            await outbox.retry_later(ids, self._clock.real_now(), error.message)
            await self._storage.chats.migrate(chat.id, error.new_chat_id)
        except (TimedOut, UnknownOutcome) as error:
            log.warning("outcome unknown", reason=type(error).__name__)
            await outbox.unknown(ids, self._clock.real_now() + pause(rows))
        except BadRequest as error:
            log.warning("not sent", reason=error.message)
            return await outbox.failed(ids, error.message)
        except NotSent as error:
            # Not for want of this message: it goes as soon as any may.
            await outbox.retry_later(ids, self._clock.real_now(), error.message)
        except TelegramError as error:
            after = timedelta(seconds=error.seconds) if isinstance(error, Throttled) else pause(rows)
            await outbox.retry_later(ids, self._clock.real_now() + after, error.message)
        else:
            return self._note(Arrived(ids, message_id, self._clock.now()))
        self._requeued()

    async def written(self) -> None:
        """Wait until all that has arrived is written down."""
        if self._writing is not None:
            await self._writing

    def _note(self, arrived: Arrived) -> None:
        """It is written with all others that arrive while the database is busy."""
        self._arrived.append(arrived)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="delivery")

    async def _write(self) -> None:
        while self._arrived:
            some, self._arrived = self._arrived, []
            try:
                await self._storage.outbox.sent(some)
            except UnavailableError:
                await self._put_back(some)
            except Exception:  # what arrived must be known, or it would be sent again
                log.exception("outcomes not written", messages=len(some))
                await self._put_back(some)
            else:
                self.behind = False

    async def _put_back(self, some: list[Arrived]) -> None:
        self.behind = True
        self._arrived = some + self._arrived
        await asyncio.sleep(AFTER_FAILURE)


def unasked(rows: Sequence[Claimed]) -> bool:
    """Whether nobody asked to be told this: it comes without a sound."""
    return all(row.kind is Kind.FEEDBACK for row in rows)


def pause(rows: Sequence[Claimed]) -> timedelta:
    """How long to wait before the next try: about 1 s, 2 s, 4 s … a minute; jitter keeps many apart."""
    attempts = max(row.attempts for row in rows)
    longest = min(60.0, 2.0 ** (attempts - 1))
    return timedelta(seconds=random.uniform(longest / 2, longest))  # noqa: S311  # jitter, no secret
