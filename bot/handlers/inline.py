"""Inline mode: ``@bot 5g besok`` in any chat offers events to send there."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineQueryResultsButton, Update
from telegram.ext import InlineQueryHandler

from bot.domain import agenda
from bot.domain.chat import Chat
from bot.domain.model import Event
from bot.domain.questions import Asked, Intent
from bot.handlers.desk import AnyHandler, Context, Desk
from bot.texts import language_for
from bot.views import inline as views
from bot.views.viewer import Viewer

__all__ = ["handlers"]

PAGE = 50
"""Results of one answer, as many as Telegram takes (Bot API, answerInlineQuery)."""
KEPT = 10
"""Seconds that Telegram may give the same person the same answer: what is on now changes."""
FROM_INLINE = "inline"
"""What ``/start`` says when it comes from the button under no results."""


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def typed(update: Update, _: Context) -> None:
        query = update.inline_query
        if query is None:
            return
        viewer = await viewer_of(desk, query.from_user.id, query.from_user.language_code)
        events = await matching(desk, viewer, query.query)
        begin = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 10 else 0
        page = events[begin : begin + PAGE]
        nothing = InlineQueryResultsButton(views.nothing(viewer), start_parameter=FROM_INLINE)
        await desk.bot.answer_inline_query(
            query.id,
            [views.offer(viewer, event, desk.bot.username) for event in page],
            cache_time=KEPT,
            is_personal=True,
            next_offset=str(begin + PAGE) if len(events) > begin + PAGE else "",
            button=None if events else nothing,
        )

    return [InlineQueryHandler(typed)]


async def viewer_of(desk: Desk, user_id: int, language_code: str | None) -> Viewer:
    """Who types, with what their private chat with the bot chose; nothing is stored."""
    chat = await desk.storage.chats.get(user_id) or Chat(
        user_id, group=False, language=language_for(language_code)
    )
    favourites = await desk.storage.favourites.of(user_id)
    return Viewer(desk.published.schedule, chat, desk.clock.now(), favourites)


async def matching(desk: Desk, viewer: Viewer, words: str) -> Sequence[Event]:
    """The events that answer the words, or that are nearest; without words what is on and next."""
    schedule, words = viewer.schedule, words.strip()
    if not words:
        return agenda.on_now(schedule, viewer.now) + agenda.next_events(schedule, viewer.now)
    if words in schedule.events:
        return (schedule.events[words],)
    answering = await desk.published.answering()
    reply = answering.reply(words, Asked(viewer.now, viewer.zone))
    if reply.question.intent is Intent.MY:
        return viewer.starred_events
    if reply.question.intent is Intent.UNKNOWN:
        return answering.search(words)
    return reply.listed + reply.also
