"""/changes: what changed since the reader last looked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bot.domain.changes import Changes
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.storage import UnwritableError
from bot.views import changes as views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [desk.command("changes", changes), desk.press("changes", changes)]


async def changes(visit: Visit) -> None:
    seen = visit.chat.seen_version
    compared = await visit.published.changes(seen) if seen else None
    old, found = compared or (visit.schedule, Changes((), ()))
    await visit.show(views.overview(visit.viewer, old, found))
    with suppress(UnwritableError):  # then the same is shown again
        await visit.change(seen_version=visit.published.number)
