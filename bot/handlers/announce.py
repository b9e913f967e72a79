"""/announce, for organizers only: to anyone else it is an unknown command."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence

from bot.domain import agenda
from bot.domain.announcement import read
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.fallback import refresh
from bot.handlers.visit import Visit
from bot.storage import Announcement, AnnouncementState
from bot.texts import LANGUAGES
from bot.views import announce as views
from bot.views.announced import Standing, standing
from bot.views.listing import PAGE
from bot.views.message import Message

__all__ = ["handlers"]

COMMAND = re.compile(r"^/\S+[^\S\n]*")
Act = Callable[[Desk, Visit, Announcement], Awaitable[None]]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def announce(visit: Visit) -> None:
        await draft(desk, visit)

    async def pressed(visit: Visit) -> None:
        """``announce:<act>:<id>[:…]``, where the act is one of `ACTS`."""
        act = ACTS.get(visit.argument(0))
        if act is None or not desk.organizes(visit.update.effective_user):
            return await refresh(visit)
        announcement = await visit.storage.announcements.get(visit.number(1))
        if announcement is None:
            return await visit.show(views.gone(visit.viewer))
        await act(desk, visit, announcement)

    async def event_pressed(visit: Visit) -> None:
        """``to:<id>:<event id>``: the longest id of an event leaves no room for more words."""
        await pressed(visit.at(("event", *visit.arguments)))

    return [
        desk.command("announce", announce, organizers=True),
        desk.press("announce", pressed),
        desk.press("to", event_pressed),
    ]


async def draft(desk: Desk, visit: Visit) -> None:
    """The words after the command become a draft, of which nothing is sent."""
    words = COMMAND.sub("", (visit.received.text if visit.received else None) or "")
    texts, mistakes = read(words, LANGUAGES)
    if mistakes:
        return await visit.show(views.wrong(visit.viewer, mistakes))
    if not texts:
        return await visit.show(views.explanation(visit.viewer))
    announcements = visit.storage.announcements
    id_ = await announcements.draft(texts, "all", visit.chat.id, visit.now)
    if made := await announcements.get(id_):
        await visit.show(await preview(desk, visit, made))


def on_draft(act: Act) -> Act:
    """An act on what nobody has got yet; any other is shown as it stands."""

    async def checked(desk: Desk, visit: Visit, announcement: Announcement) -> None:
        if announcement.state is AnnouncementState.DRAFT:
            return await act(desk, visit, announcement)
        await show(desk, visit, announcement)

    return checked


async def preview(desk: Desk, visit: Visit, draft: Announcement) -> Message:
    size = await visit.storage.announcements.audience_size(draft.audience)
    channels = await visit.storage.announcements.audience_channels(draft.audience)
    rate = desk.settings.messages_per_second
    shown = views.Draft(draft.id, draft.texts, draft.audience, size, rate, channels)
    return views.preview(visit.viewer, shown)


async def show(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    """The preview, the end, or nothing: what is under way is shown by the job alone, so never out of date."""
    if announcement.state is AnnouncementState.DRAFT:
        await visit.show(await preview(desk, visit, announcement))
    elif announcement.finished_at is not None:
        counts = await visit.storage.announcements.progress(announcement.id)
        stopped = announcement.state is AnnouncementState.STOPPED
        now = Standing(
            announcement.id, announcement.texts, announcement.audience, counts, stopped=stopped, ended=True
        )
        await visit.show(standing(visit.viewer, now))
    elif announcement.started_at is None:
        await visit.show(views.cancelled(visit.viewer))
    else:
        desk.announced()
        await visit.answer(visit.t("It is on its way already."))


async def readdress(desk: Desk, visit: Visit, announcement: Announcement, audience: str) -> None:
    await visit.storage.announcements.set_audience(announcement.id, audience)
    await show(desk, visit, await visit.storage.announcements.get(announcement.id) or announcement)


@on_draft
async def to_all(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    await readdress(desk, visit, announcement, "all")


@on_draft
async def to_followers(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    """``announce:track:<id>:<track id>``"""
    track = visit.argument(2)
    if track not in visit.schedule.tracks:
        return await tracks(desk, visit, announcement)
    await readdress(desk, visit, announcement, f"track:{track}")


@on_draft
async def to_starrers(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    event = visit.event(2)
    if event is None:
        return await events(desk, visit, announcement)
    await readdress(desk, visit, announcement, f"event:{event.id}")


@on_draft
async def tracks(desk: Desk, visit: Visit, announcement: Announcement) -> None:  # noqa: ARG001
    await visit.show(views.tracks(visit.viewer, announcement.id))


@on_draft
async def events(desk: Desk, visit: Visit, announcement: Announcement) -> None:  # noqa: ARG001
    """The nearest day, at the page of this hour."""
    day = agenda.nearest_day(visit.schedule, visit.now)
    of_day = [event for event in visit.schedule.events.values() if visit.schedule.day_of(event) == day.date]
    page = agenda.first_ahead(of_day, visit.now) // PAGE
    await visit.show(views.days_events(visit.viewer, announcement.id, day, page))


@on_draft
async def day(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    """``announce:day:<id>:<day>:<page>``"""
    chosen = next((day for day in visit.schedule.days if day.index == visit.number(2)), None)
    if chosen is None:
        return await events(desk, visit, announcement)
    await visit.show(views.days_events(visit.viewer, announcement.id, chosen, visit.number(3)))


@on_draft
async def send(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    """From here on the pressed message shows how far it is."""
    announcements = visit.storage.announcements
    if visit.query and visit.query.message:
        await announcements.set_message(announcement.id, visit.query.message.message_id)
    await announcements.begin(announcement.id, visit.now)
    desk.announced()
    await visit.answer(visit.t("On its way."))


@on_draft
async def cancel(desk: Desk, visit: Visit, announcement: Announcement) -> None:  # noqa: ARG001
    await visit.storage.announcements.stop(announcement.id)
    await visit.show(views.cancelled(visit.viewer))


async def stop(desk: Desk, visit: Visit, announcement: Announcement) -> None:
    if announcement.state is not AnnouncementState.SENDING:
        return await show(desk, visit, announcement)
    await visit.storage.announcements.stop(announcement.id)
    desk.announced()
    await visit.answer(visit.t("It is being stopped."))


ACTS: dict[str, Act] = {
    "show": show,
    "all": to_all,
    "tracks": tracks,
    "track": to_followers,
    "events": events,
    "day": day,
    "event": to_starrers,
    "send": send,
    "cancel": cancel,
    "stop": stop,
}
