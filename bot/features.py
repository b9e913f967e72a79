"""What the bot answers: every feature's handlers, in one visible list."""

from __future__ import annotations

from typing import Any

from telegram.constants import UpdateType
from telegram.ext import Application, ApplicationBuilder

from bot.gateway.bot import TelegramBot
from bot.gateway.errors import NotDone
from bot.handlers import (
    agenda,
    amend,
    announce,
    ask,
    calendar,
    changes,
    event,
    fallback,
    feedback,
    follow,
    forget,
    inline,
    membership,
    my,
    pictures,
    publish,
    remind,
    settings,
    speakers,
    start,
    stats,
    tracks,
    versions,
)
from bot.handlers.desk import Desk
from bot.storage import AwayError

__all__ = ["UPDATES", "AnyApplication", "application"]

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

FEATURES = (
    start,
    agenda,
    tracks,
    speakers,
    event,
    ask,
    my,
    pictures,
    calendar,
    changes,
    follow,
    remind,
    settings,
    forget,
    membership,
    inline,
    announce,
    publish,
    versions,
    stats,
    feedback,
    amend,
    fallback,
)
"""An update is offered to them in this order; the first that wants it takes it."""

UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
"""What Telegram is asked for."""


class Handling(AnyApplication):
    """While the database is away nothing can be done, not even be told why: then NotDone is raised.

    It remembers no chat: the base keeps the id of each for a persistence, and there is none.
    """

    def _mark_for_persistence_update(self, *, update: object = None, job: object = None) -> None:
        """Nothing to mark."""

    async def process_error(self, update: object, error: Exception, *others: Any, **more: Any) -> bool:
        """As the base's."""
        if isinstance(error, AwayError):
            raise NotDone from None
        return await super().process_error(update, error, *others, **more)


async def application(bot: TelegramBot, desk: Desk) -> AnyApplication:
    """PTB's dispatch of updates to handlers; its own polling, queue and jobs stay unused."""
    made = ApplicationBuilder().application_class(Handling).bot(bot).updater(None).job_queue(None).build()
    for feature in FEATURES:
        made.add_handlers(feature.handlers(desk))
    made.add_error_handler(fallback.on_error(desk))
    await made.initialize()
    return made
