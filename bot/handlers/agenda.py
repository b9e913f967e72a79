"""/now, /next, /today, /agenda."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.agenda import nearest_day
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
    await visit.show(visit.view(views.now))


async def next_(visit: Visit) -> None:
    await visit.show(visit.view(views.next_up))


async def today(visit: Visit) -> None:
    await visit.show(visit.view(views.today))


async def day(visit: Visit) -> None:
    """The day of that number, else today or the nearest; a day that there is not counts as the nearest."""
    days = visit.schedule.days
    number = visit.number(0, nearest_day(visit.schedule, visit.now).index)
    await visit.show(visit.view(views.day, days[min(max(number, 1), len(days)) - 1], visit.number(1)))
