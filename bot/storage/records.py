"""What the storage gives and takes: values without a connection behind them. All datetimes are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.amendment import Amending, Amendment
from bot.domain.chat import Chat
from bot.formats.patches import Patch

__all__ = [
    "AmendmentDraft",
    "AmendmentState",
    "Announcement",
    "AnnouncementState",
    "Arrived",
    "BoundChannel",
    "Burst",
    "Claimed",
    "Delivered",
    "DigestAudience",
    "Kind",
    "Pace",
    "Reader",
    "State",
    "Told",
    "Undo",
]


class Kind(StrEnum):
    """What a row of the outbox is."""

    REMINDER = "reminder"
    SNOOZE = "snooze"
    """A reminder once more, because its reader asked for it."""
    DIGEST = "digest"
    CHANGES = "changes"
    """What changed about the chat's favourites since an earlier version."""
    ANNOUNCEMENT = "announcement"
    FEEDBACK = "feedback"
    """The question how an event was, to somebody who wanted to see it."""


class State(StrEnum):
    """Where a row of the outbox stands. The last four are final."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"
    """It was of no use any more before it could be sent."""
    UNKNOWN = "unknown"
    """Nobody knows whether it arrived, and it will not be tried again."""


class DigestAudience(NamedTuple):
    """Those who want a morning digest and whose morning comes at one moment."""

    zone: str | None
    """The zone they chose; None for those who chose none, whose language tells."""
    language: str


class BoundChannel(NamedTuple):
    """A channel that the settings bound."""

    name: str
    """What they call it."""
    chat_id: int
    posts: bool
    """Whether the bot may post there, as far as it knows."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row of the outbox that this process is to send now."""

    id: int
    chat_id: int
    kind: Kind
    event_id: str
    """Empty for a digest; of changes ``v`` and the number of the version before; an announcement's id."""
    starts_at: datetime
    """The event's start when the row was written; when a digest, changes or an announcement were due."""
    lead_time: int
    """Minutes before the start; 0 is the start itself."""
    useful_until: datetime
    attempts: int
    """How often it was claimed, this time included."""
    unknowns: int
    """How many of the earlier attempts may have arrived: 0 or 1."""


class Arrived(NamedTuple):
    """A message that was delivered, and the rows of the outbox that it carried."""

    row_ids: tuple[int, ...]
    message_id: int
    at: datetime


class Reader(NamedTuple):
    """A chat, and what it starred: event id -> its own lead time in minutes, None for the chat's."""

    chat: Chat
    favourites: Mapping[str, int | None]


class Burst(NamedTuple):
    """Reminders that fall due together."""

    due_at: datetime
    starts_at: datetime
    """The start they remind of."""
    chats: int
    """How many there are to tell."""


class Delivered(NamedTuple):
    """How reminders arrived."""

    sent: int
    after_start: int
    """How many of them came after the start that they were to come before."""
    longest_wait: timedelta
    """From falling due to arriving."""


class Told(NamedTuple):
    """What became of the messages of one kind that fell due together; posts in channels aside."""

    kind: Kind
    due_at: datetime
    starts_at: datetime
    """The start they remind of; for other kinds, when they were due."""
    chats: int
    sent: int
    """To how many of them they arrived."""
    after_start: int
    """How many of those came after the start that they were to come before."""
    first_at: datetime | None
    last_at: datetime | None
    """When the first and the last arrived; None while none has."""


class AnnouncementState(StrEnum):
    """How far an announcement is. The last two are final."""

    DRAFT = "draft"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What organizers tell many at once."""

    id: int
    texts: Mapping[str, str]
    """Language -> text."""
    audience: str
    """``all``, ``track:<id>`` for those who follow it, or ``event:<id>`` for those who starred it."""
    state: AnnouncementState
    admin_chat_id: int | None
    """Where it was written; None when that chat was forgotten."""
    message_id: int | None
    """The message there that shows how far it is."""
    created_at: datetime
    started_at: datetime | None
    """None for a draft, and for one that was cancelled as such."""
    finished_at: datetime | None


class Pace(NamedTuple):
    """When any process may send the next message: the later of the two, in real epoch seconds."""

    next_free_at: float
    paused_until: float


class AmendmentState(StrEnum):
    """How far a change from the chat is."""

    DRAFT = "draft"
    WRITING = "writing"
    """It is in the file, or about to be."""
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Undo:
    """What turns the file back: digests of its bytes before and after the change, and the way from here."""

    before: str
    after: str
    patch: Patch


@dataclass(frozen=True, slots=True)
class AmendmentDraft:
    """A change from the chat as far as it has been said: None is what the organizer has yet to choose."""

    id: int
    chat_id: int
    kind: Amending
    event_id: str | None
    value: str | None
    words: str
    """What was typed to find the event."""
    said: str
    """What was typed of what it gets, not understood before the event is known."""
    preview: str | None
    """The mark of what the organizer saw last before publishing."""
    state: AmendmentState
    undo: Undo | None

    @property
    def amendment(self) -> Amendment | None:
        """The change, once all is chosen."""
        if self.event_id is None or self.value is None:
            return None
        return Amendment(self.kind, self.event_id, self.value)
