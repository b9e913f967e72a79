"""A change from the chat on its way into the schedule file, to the attendees, and back."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime

from bot.domain.amendment import Amendment
from bot.domain.changes import Changes, compare
from bot.domain.model import Schedule
from bot.formats.patches import difference
from bot.formats.proposal import Preview, propose
from bot.storage.amendments import Amendments
from bot.storage.favourites import Favourites
from bot.storage.published import Published
from bot.storage.records import AmendmentDraft, AmendmentState, Undo
from bot.storage.schedulefile import ScheduleFile

__all__ = ["Amender", "OutdatedError"]

ATTEMPTS = 3
"""How often a change is made anew because somebody wrote the file in the same moment."""


class OutdatedError(Exception):
    """What would be published, or undone, is not what the organizer saw."""


class Amender:
    """All calls raise OSError where the file cannot be read or written."""

    def __init__(
        self, file: ScheduleFile, published: Published, amendments: Amendments, favourites: Favourites
    ) -> None:
        self._file = file
        self._published = published
        self._amendments = amendments
        self._favourites = favourites

    async def preview(self, amendment: Amendment) -> Preview:
        """Raises RefusedError where the file or the change is not good."""
        return await self._preview(amendment, await self._file.read())

    async def publish(self, draft: AmendmentDraft, amendment: Amendment, now: datetime) -> None:
        """Write the change that `draft.preview` marks into the file, and publish that.

        Safe to repeat. Raises OutdatedError where the change would be another one by now, and RefusedError.
        """
        async with self._file.lock:
            content = await self._written(draft, amendment)
            await self._published.publish(content, self._file.name, now, comment=f"{amendment} (chat)")
            await self._amendments.change(draft.id, state=AmendmentState.DONE)

    async def undo(self, draft: AmendmentDraft, amendment: Amendment, now: datetime) -> None:
        """Turn the file back and publish it. Safe to repeat.

        Raises OutdatedError where the file has been changed since.
        """
        if draft.undo is None:
            raise OutdatedError
        async with self._file.lock:
            content = await self._file.read()
            if digest(content) == draft.undo.after:
                start, end, old = draft.undo.patch
                text = content.decode()
                content, changed = (text[:start] + old + text[end:]).encode(), content
                if not await self._file.replace(changed, content):
                    raise OutdatedError
            if digest(content) != draft.undo.before:
                raise OutdatedError
            await self._published.publish(content, self._file.name, now, comment=f"undo: {amendment} (chat)")
            await self._amendments.change(draft.id, state=AmendmentState.UNDONE)

    async def _written(self, draft: AmendmentDraft, amendment: Amendment) -> bytes:
        """The file with the change in it."""
        for _ in range(ATTEMPTS):
            content = await self._file.read()
            if draft.undo and digest(content) == draft.undo.after:
                return content
            preview = await self._preview(amendment, content)
            if preview.mark != draft.preview:
                break
            new = preview.proposal.content
            undo = await asyncio.to_thread(_undo, content, new)
            draft = await self._amendments.change(draft.id, state=AmendmentState.WRITING, undo=undo)
            if await self._file.replace(content, new):
                return new
        raise OutdatedError

    async def _preview(self, amendment: Amendment, content: bytes) -> Preview:
        proposal = await asyncio.to_thread(propose, content, amendment, self._file.name)
        current = self._published.schedule
        told = compare(current, proposal.after)
        concerned = told.concerned(current, proposal.after)
        event = proposal.after.events[amendment.event_id]
        return Preview(
            proposal=proposal,
            own=compare(proposal.before, proposal.after),
            pending=compare(current, proposal.before),
            people=await self._favourites.audience(concerned),
            mark=_mark(told, proposal.after, repr(event)),
        )


def _mark(told: Changes, schedule: Schedule, event: str) -> str:
    return digest(repr((told, schedule.version, event)).encode())


def _undo(before: bytes, after: bytes) -> Undo:
    return Undo(digest(before), digest(after), difference(after.decode(), before.decode()))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
