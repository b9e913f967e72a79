"""The only room that knows the database: chats and what they starred, schedules, and what is to be sent."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from bot.storage.amendments import AmendmentChanges, Amendments
from bot.storage.announcements import Announcements
from bot.storage.channels import Channels
from bot.storage.chats import ChatChanges, Chats
from bot.storage.complaints import Complaints
from bot.storage.database import Database, StorageError, backend_of
from bot.storage.errors import AwayError, UnavailableError, UnwritableError
from bot.storage.favourites import Favourites
from bot.storage.feedback import Feedback, Question, Readers
from bot.storage.feeds import Feeds
from bot.storage.fleet import Fleet, Word
from bot.storage.follows import Follows
from bot.storage.lastanswers import LastAnswer, LastAnswers
from bot.storage.outbox import LEASE, Outbox
from bot.storage.pacing import Pacing
from bot.storage.records import (
    AmendmentDraft,
    AmendmentState,
    Announcement,
    AnnouncementState,
    Arrived,
    BoundChannel,
    Burst,
    Claimed,
    Delivered,
    DigestAudience,
    Kind,
    Pace,
    Reader,
    State,
    Told,
)
from bot.storage.schedules import ProgrammeRow, PublishedSchedule, Schedules
from bot.storage.schema import prepare
from bot.storage.statistics import Statistics
from bot.storage.uploads import Uploads
from bot.storage.vitals import Queue, Vitals

__all__ = [
    "LEASE",
    "AmendmentChanges",
    "AmendmentDraft",
    "AmendmentState",
    "Amendments",
    "Announcement",
    "AnnouncementState",
    "Announcements",
    "Arrived",
    "AwayError",
    "BoundChannel",
    "Burst",
    "Channels",
    "ChatChanges",
    "Chats",
    "Claimed",
    "Complaints",
    "Delivered",
    "DigestAudience",
    "Favourites",
    "Feedback",
    "Feeds",
    "Fleet",
    "Follows",
    "Kind",
    "LastAnswer",
    "LastAnswers",
    "Outbox",
    "Pace",
    "Pacing",
    "ProgrammeRow",
    "PublishedSchedule",
    "Question",
    "Queue",
    "Reader",
    "Readers",
    "Schedules",
    "State",
    "Statistics",
    "Storage",
    "StorageError",
    "Told",
    "UnavailableError",
    "UnwritableError",
    "Uploads",
    "Vitals",
    "Word",
]


class Storage:
    """An open database. Any number of coroutines and processes may use it at once; SQLite's on one machine.

    `address` is its URL as it may be shown, without the password.
    """

    def __init__(self, database: Database, address: str) -> None:
        self._database = database
        self.address = address
        self.chats = Chats(database)
        self.channels = Channels(database)
        self.favourites = Favourites(database)
        self.follows = Follows(database)
        self.schedules = Schedules(database)
        self.outbox = Outbox(database)
        self.announcements = Announcements(database)
        self.statistics = Statistics(database)
        self.feedback = Feedback(database)
        self.amendments = Amendments(database)
        self.last_answers = LastAnswers(database)
        self.pacing = Pacing(database)
        self.complaints = Complaints(database)
        self.uploads = Uploads(database)
        self.feeds = Feeds(database)
        self.vitals = Vitals(database)
        self.notices = database.notices
        self.fleet = database.fleet

    @classmethod
    async def open(cls, url: str, *, create: bool = True) -> Storage:
        """Open ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.

        Its tables are made or migrated as needed. StorageError when it cannot be used, or without `create`
        is not there.
        """
        backend = backend_of(url)
        await asyncio.to_thread(prepare, backend, create=create)
        return cls(Database(backend), backend.address)

    async def close(self) -> None:
        """Finish what has begun, leave the fleet, and let go of the database."""
        await self.fleet.leave()
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
