"""What the rows of the outbox say: the messages for one chat, rendered for its reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.domain.chat import Chat
from bot.domain.model import Event
from bot.domain.reminders import DIGEST_SPAN
from bot.storage import Announcement, AnnouncementState, Claimed, Kind
from bot.storage.published import Published
from bot.views import changes as change_views
from bot.views import channel as channel_views
from bot.views import feedback as feedback_views
from bot.views import remind as views
from bot.views.announced import announcement
from bot.views.message import Message
from bot.views.viewer import Viewer

__all__ = ["Composer", "Letter", "Wording"]

KEPT = 512
"""Reminders kept as rendered: those of one second, in a few languages and zones."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as it goes on the wire."""

    text: str
    keyboard: dict[str, Any] | None

    @classmethod
    def of(cls, message: Message) -> Wording:
        return cls(message.text, message.keyboard.to_dict() if message.keyboard else None)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, and the rows that it is for; with nothing they are of no use any more: `why` says so."""

    rows: tuple[Claimed, ...]
    wording: Wording | None = None
    why: str | None = None


class Composer:
    """Most who are told of an event at one moment are told the same: that is rendered once.

    `bot` is the bot's username, to which posts in channels lead.
    """

    def __init__(self, published: Published, bot: str) -> None:
        self._published = published
        self._bot = bot
        self._reminder = lru_cache(KEPT)(self._render)

    async def letters(
        self, viewer: Viewer, rows: Sequence[Claimed], announcements: Mapping[str, Announcement]
    ) -> list[Letter]:
        """The messages for the chat of `viewer`, to be sent in this order; every row is in one of them."""
        kinds: dict[Kind, list[Claimed]] = {}
        for row in rows:
            # A reminder once more is a reminder.
            kinds.setdefault(Kind.REMINDER if row.kind is Kind.SNOOZE else row.kind, []).append(row)
        letters: list[Letter] = []
        for kind, same in kinds.items():
            match kind:
                case Kind.DIGEST:
                    letters += [_digest(viewer, row) for row in same]
                case Kind.CHANGES:
                    letters.append(await self._changes(viewer, tuple(same)))
                case Kind.FEEDBACK:
                    letters += _questions(viewer, same)
                case Kind.ANNOUNCEMENT:
                    letters += [_announcement(viewer, row, announcements.get(row.event_id)) for row in same]
                case _:
                    letters += self._reminders(viewer, same)
        return letters

    async def _changes(self, viewer: Viewer, rows: tuple[Claimed, ...]) -> Letter:
        """What changed, as it stands now, since the oldest version that any of them begins at."""
        base = min(int(row.event_id.removeprefix("v")) for row in rows)
        compared = await self._published.changes(base)
        old, changes = compared or (viewer.schedule, None)
        mine = changes.about(viewer.favourites, viewer.schedule) if changes else None
        if not mine:
            return Letter(rows, why="no longer true")
        if viewer.chat.channel is not None:
            return Letter(rows, Wording.of(channel_views.alert(viewer, old, mine, self._bot)))
        return Letter(rows, Wording.of(change_views.alert(viewer, old, mine)))

    def _reminders(self, viewer: Viewer, rows: Sequence[Claimed]) -> list[Letter]:
        """One message for all of them, or several where it would be too long."""
        useful = [row for row in rows if still_true(viewer, row)]
        stale = tuple(row for row in rows if row not in useful)
        letters = [Letter(stale, why="no longer true")] if stale else []
        ids = list(dict.fromkeys(row.event_id for row in useful))
        for first in range(0, len(ids), views.MOST_IN_ONE):
            some = tuple(ids[first : first + views.MOST_IN_ONE])
            chat, second = viewer.chat, viewer.now.replace(microsecond=0)
            readers = chat.language, chat.zone, chat.channel
            wording = self._reminder(self._published.number, readers, second, some)
            letters.append(Letter(tuple(row for row in useful if row.event_id in some), wording))
        return letters

    def _render(
        self,
        _version: int,
        readers: tuple[str, str | None, str | None],
        now: datetime,
        event_ids: tuple[str, ...],
    ) -> Wording:
        """The reminder of these events that all `readers` of a language, a zone, a channel get at `now`."""
        language, zone, channel = readers
        anyone = Chat(0, group=False, language=language, zone=zone, channel=channel)
        viewer = Viewer(self._published.schedule, anyone, now)
        events = [viewer.schedule.events[id_] for id_ in event_ids]
        if channel is not None:
            return Wording.of(channel_views.reminder(viewer, events, self._bot))
        return Wording.of(views.reminder(viewer, events))


def still_true(viewer: Viewer, row: Claimed) -> bool:
    """Whether a reminder's event takes place when it says, is not over, and is starred still."""
    event = viewer.schedule.events.get(row.event_id)
    if event is None or event.cancelled or event.start != row.starts_at or event.end <= viewer.now:
        return False
    return row.kind is Kind.SNOOZE or event.id in viewer.favourites


def _questions(viewer: Viewer, rows: Sequence[Claimed]) -> list[Letter]:
    """One message for all events that are asked about, or several where they are many."""
    events = viewer.schedule.events
    asked = [row for row in rows if row.event_id in events and not events[row.event_id].cancelled]
    stale = tuple(row for row in rows if row not in asked)
    letters = [Letter(stale, why="no longer true")] if stale else []
    most = feedback_views.MOST_IN_ONE
    for some in (asked[at : at + most] for at in range(0, len(asked), most)):
        message = feedback_views.question(viewer, [events[row.event_id] for row in some], {})
        letters.append(Letter(tuple(some), Wording.of(message)))
    return letters


def _digest(viewer: Viewer, row: Claimed) -> Letter:
    events = digest_events(viewer, row)
    if not events:
        return Letter((row,), why="no longer true")
    return Letter((row,), Wording.of(views.digest(viewer, events)))


def digest_events(viewer: Viewer, row: Claimed) -> list[Event]:
    """What a digest names: the starred events that start within its day."""
    until = row.starts_at + DIGEST_SPAN
    return [
        event
        for event in viewer.starred_events
        if row.starts_at <= event.start < until and not event.cancelled and event.end > viewer.now
    ]


def _announcement(viewer: Viewer, row: Claimed, found: Announcement | None) -> Letter:
    if found is None or found.state is not AnnouncementState.SENDING:
        return Letter((row,), why="stopped")
    return Letter((row,), Wording.of(announcement(viewer, found.texts)))
