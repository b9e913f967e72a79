"""The bot's coming and going: blocked, unblocked, in groups and channels; a group that got another number."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.handlers.desk import AnyHandler, Context, Desk
from bot.handlers.visit import Visit
from bot.views import start as views

__all__ = ["handlers"]

AWAY = frozenset({ChatMember.BANNED, ChatMember.LEFT})


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def moved(update: Update, _: Context) -> None:
        """A group's stars and settings go with it to its new number."""
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            await desk.storage.chats.migrate(message.chat.id, message.migrate_to_chat_id)

    async def membership(update: Update, _: Context) -> None:
        change = update.my_chat_member
        if change is None:
            return
        chat, gone = change.chat, change.new_chat_member.status in AWAY
        if gone:
            await desk.storage.chats.retire(chat.id, desk.clock.now())
        if chat.type == chat.CHANNEL:
            desk.channel_changed(chat.id, chat.username)
        elif not gone and chat.type != chat.PRIVATE and change.old_chat_member.status in AWAY:
            await desk.receive(update, greet)

    return [
        ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, moved),
    ]


async def greet(visit: Visit) -> None:
    await visit.send(views.home(visit.viewer))
