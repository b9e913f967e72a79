"""/timetable, and what can be shared as a picture: an event, the reader's agenda."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram.helpers import create_deep_linked_url

from bot.domain.agenda import nearest_day
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.uploader import Uploader
from bot.handlers.visit import Visit
from bot.pictures.reader import Reader
from bot.views import event as event_views
from bot.views import my as my_views
from bot.views import pictures as views
from bot.views.lines import what

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    uploader = Uploader(desk.bot, desk.storage.uploads, desk.clock)

    async def day(visit: Visit) -> None:
        """``timetable:<day>:<sheet>``; without a day today or the nearest."""
        from bot.pictures.dayplan import sheets, timetable  # noqa: PLC0415 - slow to load

        days, reader = visit.schedule.days, reader_of(visit)
        number = visit.number(0, nearest_day(visit.schedule, visit.now).index)
        shown = days[min(max(number, 1), len(days)) - 1]
        count = await asyncio.to_thread(sheets, reader, shown)
        sheet = min(visit.number(1), count - 1)
        picture = await asyncio.to_thread(timetable, reader, shown, sheet)
        await uploader.show_picture(visit, picture, views.timetable(visit.viewer, shown, sheet, count))

    async def event(visit: Visit) -> None:
        """``picture:<event id>``"""
        from bot.pictures.card import card  # noqa: PLC0415 - slow to load

        found = visit.event()
        if found is None:
            return await visit.show(event_views.gone(visit.viewer))
        address = create_deep_linked_url(visit.bot.username, f"e_{found.id}")
        caption = views.card(visit.viewer, found, address)
        await uploader.show_picture(visit, card(reader_of(visit), found, what(visit.viewer, found)), caption)

    async def agenda(visit: Visit) -> None:
        from bot.pictures.poster import poster  # noqa: PLC0415 - slow to load

        starred = visit.viewer.starred_events
        if not starred:
            return await visit.show(my_views.my(visit.viewer))
        caption = views.poster(visit.viewer, create_deep_linked_url(visit.bot.username))
        await uploader.show_picture(visit, poster(reader_of(visit), starred), caption)

    return [
        desk.command("timetable", day),
        desk.press("timetable", day),
        desk.press("picture", event),
        desk.press("poster", agenda),
    ]


def reader_of(visit: Visit) -> Reader:
    viewer = visit.viewer
    return Reader(
        viewer.schedule, viewer.t, viewer.now, viewer.zone, viewer.favourites, f"@{visit.bot.username}"
    )
