"""Whatever no other handler takes: unknown commands, pictures, outdated buttons, and errors."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.gateway.errors import Throttled
from bot.handlers.desk import AnyHandler, Context, Desk
from bot.handlers.visit import Visit
from bot.storage import UnavailableError, UnwritableError
from bot.views import start as views

__all__ = ["handlers", "on_error", "on_flood"]

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


def addressed(update: Update, username: str) -> bool:
    """In a group a command without a name may be ours as well."""
    message = update.effective_message
    text = message.text or "" if message else ""
    return meant(update, username) or (text.startswith("/") and "@" not in text.split()[0])


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
            with suppress(UnwritableError):
                await desk.storage.chats.retire(chat.id, desk.clock.now())
            return
        if isinstance(error, UnwritableError):  # storage has said so
            if isinstance(update, Update) and not update.my_chat_member:
                await desk.apologize(update, unkept)
            return
        # To PTB a refused request is a network error too, but after it the person can be told.
        if isinstance(error, NetworkError | Throttled) and not isinstance(error, BadRequest):
            log.warning("not answered", reason=error.message)
            return
        log.error("handler failed", exc_info=error)
        if isinstance(update, Update):
            await desk.apologize(update, sorry)

    return failed


def on_flood(desk: Desk) -> Callable[[Update], Coroutine[Any, Any, None]]:
    """What is called with an update that was dropped because its sender sent too many at once."""

    async def flooded(update: Update) -> None:
        if update.callback_query or (update.message and addressed(update, desk.bot.username)):
            with suppress(TelegramError, UnavailableError):
                await desk.apologize(update, too_fast)

    return flooded


async def unkept(visit: Visit) -> None:
    await say(
        visit,
        visit.t(
            "I could not keep that: there is no room left to write it down. "
            "Looking things up still works; please try this again later."
        ),
    )


async def too_fast(visit: Visit) -> None:
    """What came beyond the room of its chat was dropped."""
    await say(
        visit,
        visit.t(
            "That was faster than I can follow, so I left some of it out. "
            "Wait a few seconds, then do the last thing again."
        ),
    )


async def sorry(visit: Visit) -> None:
    await say(visit, visit.t("That went wrong on my side, and it is written down for the organizers."))


async def say(visit: Visit, text: str) -> None:
    """In an alert to who pressed a button, else in a message that leads on."""
    if visit.query is not None:
        return await visit.answer(text, alert=True)
    await visit.show(views.lost(visit.viewer, text))
