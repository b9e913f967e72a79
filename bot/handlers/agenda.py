"""/now, /next, /today, /agenda."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import agenda as views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [
        desk.command("now", now),
        desk.command("next", next_),
        desk.command("today", today),
        desk.command("agenda", day),
        desk.press("now", now),
        desk.press("next", next_),
        desk.press("today", today),
        desk.press("day", day),
    ]


async def now(visit: Visit) -> None:
    await visit.show(views.now(visit.viewer))


async def next_(visit: Visit) -> None:
    await visit.show(views.next_up(visit.viewer))


async def today(visit: Visit) -> None:
    await visit.show(views.today(visit.viewer))


async def day(visit: Visit) -> None:
    """The day of that number, the first without one; days that there are not count as the nearest."""
    days = visit.schedule.days
    shown = days[min(max(visit.number(0, 1), 1), len(days)) - 1]
    await visit.show(views.day(visit.viewer, shown, visit.number(1)))
