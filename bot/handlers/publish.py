"""/publish, for organizers only: to anyone else it is an unknown command."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

from telegram import Message as Received

from bot.files import read_at_most
from bot.formats.candidate import Candidate
from bot.formats.schedule import ENOUGH
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.fallback import refresh
from bot.handlers.visit import Visit
from bot.storage.candidates import candidate
from bot.views import publish as views

__all__ = ["handlers"]

COMMAND = re.compile(r"^/publish(@\S+)?\s+(?=\S)")


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def publish(visit: Visit) -> None:
        await visit.answer()
        await show(desk, visit)

    async def pressed(visit: Visit) -> None:
        """``publish``, ``publish:go:<mark>`` or ``publish:cancel``"""
        if not desk.organizes(visit.update.effective_user):
            return await refresh(visit)
        match visit.argument(0):
            case "go":
                await go(desk, visit, ":".join(visit.arguments[1:]))
            case "cancel":
                await visit.show(views.cancelled(visit.viewer))
            case _:
                await publish(visit)

    return [desk.command("publish", publish, organizers=True), desk.press("publish", pressed)]


async def show(desk: Desk, visit: Visit, found: Candidate | None = None, *, outdated: bool = False) -> None:
    """What publishing the file would tell whom, or why it cannot be published."""
    viewer = visit.viewer
    try:
        found = found or await current_file(desk, visit)
    except OSError as error:
        return await visit.show(views.unreadable(viewer, error))
    if found.schedule is None:
        return await visit.show(views.refused(viewer, found))
    if found.current:
        return await visit.show(views.nothing_new(viewer, visit.published.number))
    new = replace(viewer, schedule=found.schedule)
    # As an answer to the command, whose words are the version's comment.
    await visit.show(views.preview(new, visit.schedule, found, outdated=outdated), reply=True)


async def go(desk: Desk, visit: Visit, mark: str) -> None:
    """Publish what was shown; anything else is shown first."""
    try:
        found = await current_file(desk, visit)
    except OSError as error:
        return await visit.show(views.unreadable(visit.viewer, error))
    if found.schedule is None or found.current or found.mark != mark:
        return await show(desk, visit, found, outdated=True)
    published = visit.published
    await published.publish(found.content, desk.settings.schedule.name, visit.now, comment_of(visit))
    await visit.show(views.done(replace(visit.viewer, schedule=published.schedule), published.number))


async def current_file(desk: Desk, visit: Visit) -> Candidate:
    """The schedule file as it is now. Raises OSError."""
    path = desk.settings.schedule
    content = await asyncio.to_thread(read_at_most, path, ENOUGH)
    return await candidate(content, path.name, visit.storage, visit.published)


def comment_of(visit: Visit) -> str | None:
    """The words after the command that the pressed message answers."""
    command = visit.received.reply_to_message if visit.received else None
    text = command.text if isinstance(command, Received) else None
    return COMMAND.sub("", text) if text and COMMAND.match(text) else None
