"""/start with its deep links, /help, /privacy and the menu."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import event as event_views
from bot.views import speakers as speaker_views
from bot.views import start as views
from bot.views import tracks as track_views
from bot.views.message import Ready

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [
        desk.command("start", start),
        desk.command("help", help_),
        desk.command("privacy", privacy),
        desk.press("home", home),
        desk.press("help", help_),
        desk.press("privacy", privacy),
    ]


async def start(visit: Visit) -> None:
    """The first screen, or what the deep link names."""
    payload = visit.argument(0)
    await visit.show(await linked(visit, payload) if payload else visit.view(views.home))


async def linked(visit: Visit, payload: str) -> Ready:
    """The view of ``e_<event id>``, ``t_<track id>`` or ``p_<person id>``."""
    schedule = visit.schedule
    kind, id_ = payload[:2], payload[2:]
    if kind == "e_" and id_ in schedule.events:
        return visit.view(event_views.card, schedule.events[id_])
    if kind == "t_" and id_ in schedule.tracks:
        followed = await visit.follows("track", id_)
        return visit.view(track_views.track, schedule.tracks[id_], 0, followed=followed)
    if kind == "p_" and id_ in schedule.persons:
        followed = await visit.follows("person", id_)
        return visit.view(speaker_views.speaker, schedule.persons[id_], followed=followed)
    return visit.view(event_views.gone if kind in ("e_", "t_", "p_") else views.home)


async def home(visit: Visit) -> None:
    await visit.show(visit.view(views.home))


async def help_(visit: Visit) -> None:
    await visit.show(visit.view(views.help_))


async def privacy(visit: Visit) -> None:
    await visit.show(visit.view(views.privacy))
