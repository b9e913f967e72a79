"""/calendar: events into other calendars, by link, by file and by a feed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.domain.model import Event
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.event import on_event
from bot.handlers.settings import by_admin
from bot.handlers.uploader import Uploader
from bot.handlers.visit import Visit
from bot.views import calendar as views
from bot.views import calendarfiles as files
from bot.views import my as my_views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    uploader = Uploader(desk.bot, desk.storage.uploads, desk.clock)
    page = desk.entrance.page if desk.entrance else None
    return [
        desk.command("calendar", partial(calendar, page)),
        desk.press("calendar", partial(calendar, page)),
        desk.press("ics", on_event(partial(send_event, uploader))),
        desk.press("ics_my", partial(send_agenda, uploader)),
        desk.press("ics_all", partial(send_programme, uploader)),
        desk.press("feed", by_admin(partial(feed, page))),
    ]


async def calendar(page: str | None, visit: Visit) -> None:
    """``calendar``, or of one event ``calendar:<event id>[:<origin>]``; `page` is where the web side is."""
    event = visit.event() if visit.query else None
    if event is None:
        return await visit.show(views.choices(visit.viewer, feeds=page is not None))
    await visit.show(views.of_event(visit.viewer, event, visit.argument(1)))


async def send_event(uploader: Uploader, visit: Visit, event: Event) -> None:
    content = files.event_calendar(visit.viewer, event, visit.published.revisions)
    name = files.file_name(visit.viewer, event.id)
    await uploader.send_file(visit, content, name, views.event_file(visit.viewer, event))


async def send_agenda(uploader: Uploader, visit: Visit) -> None:
    viewer = visit.viewer
    if not viewer.starred_events:
        return await visit.show(my_views.my(viewer))
    content = files.agenda_calendar(viewer, visit.published.revisions)
    await uploader.send_file(visit, content, files.file_name(viewer, "my"), views.agenda_file(viewer))


async def send_programme(uploader: Uploader, visit: Visit) -> None:
    viewer = visit.viewer
    content = files.programme_calendar(viewer, visit.published.revisions)
    name = files.file_name(viewer, "programme")
    await uploader.send_file(visit, content, name, views.programme_file(viewer))


async def feed(page: str | None, visit: Visit) -> None:
    """``feed``, ``feed:new``, ``feed:off``; of two links that one press makes, the last shown is good."""
    if page is None:
        return await visit.show(views.choices(visit.viewer, feeds=False))
    feeds, chat_id = visit.storage.feeds, visit.chat.id
    if visit.argument(0) == "new":
        token = await feeds.renew(chat_id, visit.now)
        return await visit.show(views.new_feed(visit.viewer, files.feed_address(page, token)))
    if visit.argument(0) == "off":
        await feeds.revoke(chat_id)
        await visit.answer(visit.t("The link is stopped."))
    await visit.show(views.feed(visit.viewer, exists=await feeds.has(chat_id)))
