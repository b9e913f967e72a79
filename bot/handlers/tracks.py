"""/tracks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import tracks as views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [desk.command("tracks", tracks), desk.press("tracks", tracks), desk.press("track", track)]


async def tracks(visit: Visit) -> None:
    await visit.show(visit.view(views.tracks))


async def track(visit: Visit) -> None:
    shown = visit.schedule.tracks.get(visit.argument(0))
    if shown is None:
        return await tracks(visit)
    followed = await visit.follows("track", shown.id)
    await visit.show(visit.view(views.track, shown, visit.number(1), followed=followed))
