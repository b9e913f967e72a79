"""/speakers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import speakers as views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [
        desk.command("speakers", speakers),
        desk.press("speakers", speakers),
        desk.press("person", speaker),
    ]


async def speakers(visit: Visit) -> None:
    await visit.show(visit.view(views.speakers, visit.number(0)))


async def speaker(visit: Visit) -> None:
    shown = visit.schedule.persons.get(visit.argument(0))
    if shown is None:
        return await visit.show(visit.view(views.speakers, 0))
    followed = await visit.follows("person", shown.id)
    await visit.show(visit.view(views.speaker, shown, followed=followed))
