"""An event's card, its talks, its star and its own lead time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.domain.chat import LEAD_TIMES
from bot.domain.model import Event
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import event as views
from bot.views.buttons import target
from bot.views.settings import group_only

__all__ = ["handlers", "on_event", "set_stars"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def star(visit: Visit) -> None:
        """``star:on:<id>``, ``star:off:<id>``, ``star:all:<forum id>`` with its talks."""
        event = visit.event(1)
        if event is None:
            return await visit.show(visit.view(views.gone))
        if not await visit.may_change():
            return await visit.answer(group_only(visit.viewer), alert=True)
        toast = await set_stars(visit, event, visit.argument(0))
        await visit.answer(toast)
        origin = visit.argument(2)
        if origin[:1].isupper():
            await desk.follow(visit, target(visit.schedule, event, origin))
        else:
            await visit.show(visit.view(views.card, event, origin))

    return [
        desk.press("event", card),
        desk.press("more", more),
        desk.press("talks", talks),
        desk.press("star", star),
        desk.press("leads", leads),
        desk.press("lead", lead),
    ]


def on_event(step: Callable[[Visit, Event], Awaitable[None]]) -> Callable[[Visit], Awaitable[None]]:
    """A step on the event that the first argument names; one that is gone is said to be."""

    async def found(visit: Visit) -> None:
        event = visit.event(0)
        if event is None:
            return await visit.show(visit.view(views.gone))
        await step(visit, event)

    return found


@on_event
async def card(visit: Visit, event: Event) -> None:
    await visit.show(visit.view(views.card, event, visit.argument(1)))


@on_event
async def more(visit: Visit, event: Event) -> None:
    await visit.show(visit.view(views.card, event, visit.argument(1), whole=True))


@on_event
async def talks(visit: Visit, event: Event) -> None:
    await visit.show(visit.view(views.talks, event, visit.number(1)))


@on_event
async def leads(visit: Visit, event: Event) -> None:
    await visit.show(visit.view(views.leads, event, visit.argument(1)))


@on_event
async def lead(visit: Visit, event: Event) -> None:
    """``lead:<id>:<minutes>``; 0 is the chat's own lead time."""
    if not await visit.may_change():
        return await visit.answer(group_only(visit.viewer), alert=True)
    minutes = visit.number(1)
    await visit.storage.favourites.set_lead(
        visit.chat.id, event.id, minutes if minutes in LEAD_TIMES else None
    )
    await visit.reread()
    await visit.show(visit.view(views.card, event, visit.argument(2)))


async def set_stars(visit: Visit, event: Event, wanted: str) -> str:
    """Star or unstar; the toast that says so."""
    favourites = visit.storage.favourites
    if wanted == "off":
        visit.has_starred(await favourites.remove(visit.chat.id, [event.id]))
        return views.unstarred_toast(visit.viewer)
    talks_too = visit.schedule.talks(event.id) if wanted == "all" else ()
    ids = [event.id, *(talk.id for talk in talks_too)]
    visit.has_starred(await favourites.add(visit.chat.id, ids, visit.now))
    return views.starred_toast(visit.viewer, event)
