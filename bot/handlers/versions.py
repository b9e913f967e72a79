"""/versions, for organizers only: to anyone else it is an unknown command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.formats.candidate import Candidate
from bot.handlers.desk import AnyHandler, Desk, Step
from bot.handlers.fallback import refresh
from bot.handlers.visit import Visit
from bot.storage.candidates import candidate
from bot.views import versions as views

__all__ = ["handlers"]

MOST = 12
"""Versions that are listed."""


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    def for_organizers(step: Step) -> Step:
        async def checked(visit: Visit) -> None:
            await (step if desk.organizes(visit.update.effective_user) else refresh)(visit)

        return checked

    return [
        desk.command("versions", versions, organizers=True),
        desk.press("versions", for_organizers(versions)),
        desk.press("back", for_organizers(back)),
    ]


async def versions(visit: Visit) -> None:
    stored = await visit.storage.schedules.history(MOST)
    listed = [views.Version(one.number, one.version, one.published_at, one.comment) for one in stored]
    await visit.show(views.listed(visit.viewer, listed))


async def back(visit: Visit) -> None:
    """``back:<number>`` shows what that would tell whom, ``back:<number>:go:<mark>`` does it."""
    number = visit.number(0)
    found = await earlier(visit, number)
    if found is None or found.schedule is None:
        return await visit.show(views.gone(visit.viewer))
    if visit.argument(1) == "go" and found.mark == ":".join(visit.arguments[2:]):
        published = visit.published
        await published.go_back(number, visit.now)
        current = replace(visit.viewer, schedule=published.schedule)
        return await visit.show(views.done(current, published.number, number))
    if found.current:
        return await versions(visit)
    viewer = replace(visit.viewer, schedule=found.schedule)
    await visit.show(views.back(viewer, visit.schedule, found, number))


async def earlier(visit: Visit, number: int) -> Candidate | None:
    """What that version held, as a file to be published."""
    stored = await visit.storage.schedules.get(number)
    if stored is None:
        return None
    return await candidate(stored.content.encode(), f"version {number}", visit.storage, visit.published)
