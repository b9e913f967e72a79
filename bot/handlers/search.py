"""/search, and plain text as a search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.handlers.desk import AnyHandler, Context, Desk
from bot.handlers.visit import Visit
from bot.views import search as views

__all__ = ["handlers", "said"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def heard(update: Update, _: Context) -> None:
        if addressed(update, desk.bot.username):
            await desk.receive(update, answer, answers=True)

    async def answer(visit: Visit) -> None:
        """Plain text answers what was asked last, else it is a search."""
        asked, *about = (visit.chat.awaiting or "").split(":")
        await desk.answers.get(asked, text)(visit.at(tuple(about)))

    return [
        desk.command("search", search),
        desk.press("search", search),
        desk.press("found", found),
        MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND, heard),
    ]


def addressed(update: Update, username: str) -> bool:
    """Whether the bot is meant: always in private; in a group when mentioned or replied to."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or chat.type == chat.PRIVATE:
        return True
    replied = message.reply_to_message and message.reply_to_message.from_user
    mentioned = f"@{username}".casefold() in (message.text or "").casefold()
    return mentioned or bool(replied and replied.username == username)


async def text(visit: Visit) -> None:
    words = said(visit)
    if not words:
        return await visit.show(views.prompt(visit.viewer))
    await results(visit, words, 0)


async def search(visit: Visit) -> None:
    words = " ".join(visit.arguments) if visit.query is None else ""
    if not words:
        return await visit.show(views.prompt(visit.viewer))
    await results(visit, words, 0)


async def found(visit: Visit) -> None:
    """Another page of results: the words are those of the message they reply to."""
    question = visit.received.reply_to_message if visit.received else None
    words = without_mention(question.text or "", visit.bot.username) if question else ""
    if words.startswith("/"):
        words = words.partition(" ")[2]
    if not words:
        return await visit.show(views.prompt(visit.viewer))
    await results(visit, words, visit.number(0))


async def results(visit: Visit, words: str, index: int) -> None:
    hits = visit.published.index.search(words)
    events = [visit.schedule.events[hit.event_id] for hit in hits]
    await visit.show(views.found(visit.viewer, words, events, index), reply=True)


def said(visit: Visit) -> str:
    """The text of the message without a mention of the bot."""
    text = visit.received.text if visit.received else None
    return without_mention(text or "", visit.bot.username)


def without_mention(text: str, username: str) -> str:
    """`text` without ``@username`` in whatever case; a command keeps it, as a part of its name."""
    if text.startswith("/"):
        return text
    return re.sub(rf"@{re.escape(username)}\b", "", text, flags=re.IGNORECASE).strip()
