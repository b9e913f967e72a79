"""Whatever no other handler takes: unknown commands, pictures, outdated buttons, and errors."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.gateway.errors import Throttled
from bot.handlers.desk import AnyHandler, Context, Desk
from bot.handlers.visit import Visit
from bot.views import start as views

__all__ = ["handlers", "on_error"]

log = structlog.get_logger()


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def unknown_command(update: Update, _: Context) -> None:
        if meant(update, desk.bot.username):
            await desk.receive(update, unknown)

    async def unreadable(update: Update, _: Context) -> None:
        await desk.receive(update, no_text)

    async def outdated(update: Update, _: Context) -> None:
        await desk.receive(update, refresh)

    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND, unknown_command),
        MessageHandler(private & ~filters.StatusUpdate.ALL, unreadable),
        CallbackQueryHandler(outdated),
    ]


def meant(update: Update, username: str) -> bool:
    """In a group a command may be another bot's; only one with this bot's name is ours."""
    message = update.effective_message
    command = (message.text or "").split()[0] if message and message.text else ""
    private = bool(update.effective_chat and update.effective_chat.type == "private")
    return private or command.casefold().endswith(f"@{username}".casefold())


async def unknown(visit: Visit) -> None:
    text = visit.received.text if visit.received else None
    command = (text or "/").split()[0][:32]
    await visit.show(views.lost(visit.viewer, visit.t("I do not know {command}.", command=command)))


async def no_text(visit: Visit) -> None:
    await visit.show(views.lost(visit.viewer, visit.t("I read text, and locations for your time zone.")))


async def refresh(visit: Visit) -> None:
    """A button of an earlier version leads to the start."""
    await visit.show(visit.view(views.home))


def on_error(desk: Desk) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    """What PTB calls with an exception of a handler: it is logged, and the person gets a next step."""

    async def failed(update: object, context: Context) -> None:
        error = context.error
        chat = update.effective_chat if isinstance(update, Update) else None
        if isinstance(error, Forbidden) and chat:
            log.info("the chat does not want the bot any more", reason=error.message)
            return await desk.storage.chats.retire(chat.id, desk.clock.now())
        log.error("handler failed", exc_info=error)
        # To PTB a refused request is a network error too, but after it the person can be told.
        unreached = isinstance(error, NetworkError | Throttled) and not isinstance(error, BadRequest)
        if isinstance(update, Update) and not unreached:
            await desk.apologize(update, sorry)

    return failed


async def sorry(visit: Visit) -> None:
    text = visit.t("That went wrong on my side, and it is written down for the organizers.")
    if visit.query is not None:
        return await visit.answer(text, alert=True)
    await visit.show(views.lost(visit.viewer, text))
