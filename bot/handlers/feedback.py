"""The stars and lines that people give events; /feedback, for organizers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain.feedback import LONGEST_REMARK, RATINGS
from bot.domain.model import Event
from bot.formats.opinions import opinions_csv
from bot.handlers.ask import said
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.fallback import refresh
from bot.handlers.uploader import Uploader
from bot.handlers.visit import Visit
from bot.views import feedback as views
from bot.views import opinions as desk_views
from bot.views.event import gone
from bot.views.message import Message

__all__ = ["handlers"]

LARGEST_FILE = 45_000_000
"""Bytes; Telegram takes 50 MB (Bot API, sendDocument)."""


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    uploader = Uploader(desk.bot, desk.storage.uploads, desk.clock)

    async def feedback(visit: Visit) -> None:
        await visit.show(await standing(visit))

    async def pressed(visit: Visit) -> None:
        """``feedback``, ``feedback:on``, ``feedback:off``, ``feedback:file``."""
        if not desk.organizes(visit.update.effective_user) or visit.chat.group:
            return await refresh(visit)
        wanted = visit.argument(0)
        if wanted == "file":
            return await file(uploader, visit)
        if wanted in ("on", "off"):
            await visit.storage.feedback.turn(on=wanted == "on", now=visit.now)
            desk.feedback_turned()
        await feedback(visit)

    desk.answers["line"] = typed
    return [
        desk.command("feedback", feedback, organizers=True),
        desk.press("feedback", pressed),
        desk.press("rate", rate),
        desk.press("line", line),
    ]


async def rate(visit: Visit) -> None:
    """``rate:<stars>:<event id>``; with 0 stars the buttons only turn to that event."""
    event, stars = visit.event(1), visit.number(0)
    if event is None:
        return await visit.show(gone(visit.viewer))
    feedback, toast = visit.storage.feedback, None
    if stars in RATINGS:
        if not await feedback.rate(visit.chat.id, event.id, stars, visit.now):
            return await visit.answer(views.closed(visit.viewer), alert=True)
        toast = views.thanks(visit.viewer, stars)
    given = await feedback.of(visit.chat.id)
    events = asked(visit, event)
    current = event if not stars or all(one.id in given for one in events) else None
    await visit.show(views.question(visit.viewer, events, given, current), toast)


def asked(visit: Visit, event: Event) -> list[Event]:
    """What the pressed message asks about, as its buttons tell; `event` alone where they are not known."""
    datas = [data.split(":") for data in visit.offered()]
    # Where they are several each has a number, in their order.
    ids = [data[2] for data in datas if data[:2] == ["rate", "0"] and len(data) == 3]
    if event.id not in ids:
        return [event]
    return [visit.schedule.events[id_] for id_ in ids if id_ in visit.schedule.events]


async def line(visit: Visit) -> None:
    """``line:on:<event id>``: the next text is kept beside the stars; ``line:off:…`` deletes it."""
    event = visit.event(1)
    if event is None:
        return await visit.show(gone(visit.viewer))
    if visit.argument(0) == "off":
        await visit.storage.feedback.remark(visit.chat.id, event.id, None)
        return await visit.show(views.taken_back(visit.viewer))
    if event.id not in await visit.storage.feedback.of(visit.chat.id):
        return await visit.answer(views.closed(visit.viewer), alert=True)
    await visit.change(awaiting=f"line:{event.id}")
    await visit.answer()
    await visit.send(views.ask_remark(visit.viewer, event))


async def typed(visit: Visit) -> None:
    """The line that was asked for."""
    event, words = visit.event(0), said(visit)
    if event is None:
        await visit.change(awaiting=None)
        return await visit.show(gone(visit.viewer))
    if len(words) > LONGEST_REMARK:
        return await visit.show(views.too_long(visit.viewer, len(words)))
    if not words:
        return await visit.show(views.ask_remark(visit.viewer, event))
    await visit.change(awaiting=None)
    if await visit.storage.feedback.remark(visit.chat.id, event.id, words):
        await visit.show(views.kept(visit.viewer, event, words))
    else:
        await visit.show(views.too_late(visit.viewer))


async def standing(visit: Visit) -> Message:
    feedback = visit.storage.feedback
    return desk_views.desk(visit.viewer, await feedback.on_since(), await feedback.answers())


async def file(uploader: Uploader, visit: Visit) -> None:
    """All answers as a spreadsheet opens them."""
    answers = await visit.storage.feedback.answers()
    if not answers:
        return await visit.answer(desk_views.none_yet(visit.viewer), alert=True)
    opinions = await visit.storage.feedback.opinions()
    written = await asyncio.to_thread(opinions_csv, visit.schedule, opinions, visit.chat.language)
    content = written.encode()
    if len(content) > LARGEST_FILE:
        return await visit.answer(desk_views.too_large(visit.viewer), alert=True)
    name = f"feedback-{visit.schedule.conference.acronym}.csv"
    await uploader.send_file(visit, content, name, desk_views.exported(visit.viewer, answers))
