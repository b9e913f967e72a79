"""/my."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import my as views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [desk.command("my", my), desk.press("my", my)]


async def my(visit: Visit) -> None:
    """The day that matters now, or the one of that number."""
    wanted = visit.number(0) if visit.query and visit.arguments else None
    await visit.show(views.my(visit.viewer, wanted, visit.number(1)))
