"""Questions in one's own words, as plain text and with /search, and what goes on from their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from markupsafe import Markup
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.domain.answering import Reply, remembered
from bot.domain.model import Event
from bot.domain.questions import Asked, Intent, Question
from bot.handlers.desk import AnyHandler, Context, Desk, Step
from bot.handlers.event import on_event, set_stars
from bot.handlers.visit import Visit
from bot.storage import LastAnswer, UnwritableError
from bot.views.about import about, news_of, noted
from bot.views.answer import CHOICES, answered
from bot.views.asking import prompt
from bot.views.lines import lines
from bot.views.listing import PAGE, page_of
from bot.views.message import Message, Ready
from bot.views.settings import group_only

__all__ = ["handlers", "said"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def heard(update: Update, _: Context) -> None:
        if addressed(update, desk.bot.username):
            await desk.receive(update, answer, answers=True)

    async def answer(visit: Visit) -> None:
        """Plain text answers what was asked last, else it is a question."""
        awaited, *of = (visit.chat.awaiting or "").split(":")
        await desk.answers.get(awaited, text)(visit.at(tuple(of)))

    return [
        desk.command("search", search),
        desk.press("search", search),
        desk.press("found", found),
        *(desk.press(verb, chosen(intent)) for intent, verb in CHOICES.items()),
        MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND, heard),
    ]


def addressed(update: Update, username: str) -> bool:
    """Whether the bot is meant: in private always, in a group when mentioned or replied to.

    A card that somebody sent with its help is for others.
    """
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        return True
    if message.via_bot and message.via_bot.username == username:
        return False
    if chat.type == chat.PRIVATE:
        return True
    replied = message.reply_to_message and message.reply_to_message.from_user
    mentioned = mention(username).search(message.text or "")
    return bool(mentioned or (replied and replied.username == username))


async def text(visit: Visit) -> None:
    words = said(visit)
    if not words:
        return await visit.show(visit.view(prompt))
    await ask(visit, words)


async def search(visit: Visit) -> None:
    words = " ".join(visit.arguments) if visit.query is None else ""
    if not words:
        return await visit.show(visit.view(prompt))
    await ask(visit, words, searching=True)


async def ask(visit: Visit, words: str, *, searching: bool = False) -> None:
    """Answer, and keep what the next question may go on from. `searching` finds what fits in part, too."""
    last = await visit.storage.last_answers.of(visit.chat.id, visit.now)
    previous = last.answer if last else None
    reply = await reply_to(visit, words, Asked(visit.now, visit.viewer.zone, previous), searching=searching)
    if reply.question.intent is Intent.REMIND and len(reply.events) == 1:
        await visit.show(await remind(visit, reply.events[0]), reply=True)
    else:
        await visit.show(await shown(visit, reply, words), reply=True)
    kept = remembered(previous, reply)
    if kept is not None and kept != previous and visit.received:
        goes_on = last is not None and kept.question == last.answer.question
        asked_in = last.asked_in if last and goes_on else visit.received.message_id
        with suppress(UnwritableError):  # the answer is given
            await visit.storage.last_answers.keep(visit.chat.id, LastAnswer(kept, asked_in), visit.now)


async def shown(visit: Visit, reply: Reply, words: str) -> Ready:
    return visit.view(answered, reply, told(reply, words), news=await news(visit, reply))


def told(reply: Reply, words: str) -> str:
    """The words, where the answer says them again."""
    return words if reply.searched else ""


async def reply_to(visit: Visit, words: str, asked: Asked, *, searching: bool) -> Reply:
    answering = await visit.published.answering()
    reply = answering.reply(words, asked)
    if searching and reply.question.intent is Intent.UNKNOWN:
        return Reply(Question(Intent.LIST), answering.search(words), searched=True)
    return reply


async def found(visit: Visit) -> None:
    """Another page: of the last answer as it was given, of an older one to its question asked anew."""
    above = visit.received.reply_to_message if visit.received else None
    words = without_mention(above.text or "", visit.bot.username) if above else ""
    searching = words.startswith("/")
    if searching:
        words = words.partition(" ")[2]
    if above is None or not words:
        return await visit.show(visit.view(prompt))
    last = await visit.storage.last_answers.of(visit.chat.id, visit.now)
    if last and last.asked_in == above.message_id:
        known = visit.schedule.events
        events = tuple(known[id_] for id_ in last.answer.events if id_ in known)
        reply = Reply(last.answer.question, events)
        begins = page_of(events, visit.number(0)).index * PAGE
        turned = replace(last.answer, events=tuple(event.id for event in events), shown=begins)
        await visit.storage.last_answers.keep(visit.chat.id, replace(last, answer=turned), visit.now)
    else:
        reply = await reply_to(visit, words, Asked(visit.now, visit.viewer.zone), searching=searching)
    await visit.show(visit.view(answered, reply, told(reply, words), visit.number(0)))


async def remind(visit: Visit, event: Event) -> Message:
    """Star what the reader asked to be reminded of, which one press takes back."""
    if event.cancelled or event.end <= visit.now:
        return about(visit.viewer, event, Intent.WHEN)
    if not await visit.may_change():
        return Message(lines(group_only(visit.viewer)))
    toast = await set_stars(visit, event, "on")
    return noted(visit.viewer, event, toast)


def chosen(intent: Intent) -> Step:
    """The step that answers `intent` for the event whose button was pressed."""

    @on_event
    async def step(visit: Visit, event: Event) -> None:
        await visit.show(visit.view(about, event, intent))

    return step


async def news(visit: Visit, reply: Reply) -> tuple[Markup, ...]:
    """What changed of the only event that was asked for by name, since the reader last looked at changes."""
    event = reply.events[0] if len(reply.events) == 1 and reply.question.names else None
    if event is None or event.id not in visit.viewer.changed or visit.chat.seen_version is None:
        return ()
    compared = await visit.published.changes(visit.chat.seen_version)
    return news_of(visit.viewer, event, *compared) if compared else ()


def said(visit: Visit) -> str:
    """The text of the message without a mention of the bot."""
    text = visit.received.text if visit.received else None
    return without_mention(text or "", visit.bot.username)


def mention(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)


def without_mention(text: str, username: str) -> str:
    """`text` without ``@username`` in whatever case; a command keeps it, as a part of its name."""
    return text if text.startswith("/") else mention(username).sub("", text).strip()
