"""What the bot answers: every feature's handlers, in one visible list."""

from __future__ import annotations

from typing import Any

from telegram.constants import UpdateType
from telegram.ext import Application, ApplicationBuilder

from bot.gateway.bot import TelegramBot
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


async def application(bot: TelegramBot, desk: Desk) -> AnyApplication:
    """PTB's dispatch of updates to handlers; its own polling, queue and jobs stay unused."""
    made = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    for feature in FEATURES:
        made.add_handlers(feature.handlers(desk))
    made.add_error_handler(fallback.on_error(desk))
    await made.initialize()
    return made
