"""What organizers tell many at once: from the draft to the last message."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from bot.domain.agenda import WHOLE_PROGRAMME
from bot.storage.channels import CHANNELS
from bot.storage.database import Database
from bot.storage.epoch import epoch, moment
from bot.storage.paging import COLUMNS, Page, in_pages, insert_new, message_to, page_after, withdraw_all
from bot.storage.records import Announcement, AnnouncementState, Kind
from bot.storage.tables import ANNOUNCED, announcements, chats, favourites, follows, outbox

__all__ = ["Announcements"]

USEFUL = 86_400
"""Seconds."""
DRAFT, SENDING = AnnouncementState.DRAFT.value, AnnouncementState.SENDING.value
STOPPED, DONE = AnnouncementState.STOPPED.value, AnnouncementState.DONE.value


class Announcements:
    """An audience is ``all``, ``track:<id>`` (who follows it) or ``event:<id>`` (who starred it).

    A channel about the whole programme belongs to ``all``, one about a track to those who follow it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, texts: Mapping[str, str], audience: str, admin_chat_id: int, now: datetime) -> int:
        """The id of a new one, `texts` by language; the admin's chat must be stored."""
        _check(audience)
        row = insert(announcements).values(
            texts=json.dumps(dict(texts), ensure_ascii=False),
            audience=audience,
            state=DRAFT,
            admin_chat_id=admin_chat_id,
            created_at=epoch(now),
            fanned_out=False,
        )
        new = row.returning(announcements.c.id)
        return int(await self._database.write(lambda connection: connection.execute(new).scalar_one()))

    async def get(self, id_: int) -> Announcement | None:
        found = await self._all(announcements.c.id == id_)
        return found[0] if found else None

    async def unfinished(self) -> list[Announcement]:
        """Those under way, and those stopped whose end was not seen to: to go on with after a restart."""
        begun = announcements.c.started_at.is_not(None) & announcements.c.finished_at.is_(None)
        return await self._all(begun & announcements.c.state.in_((SENDING, STOPPED)))

    async def set_audience(self, id_: int, audience: str) -> None:
        """Send it to others; nothing happens once it is no draft."""
        _check(audience)
        await self._change(id_, DRAFT, audience=audience)

    async def set_message(self, id_: int, message_id: int) -> None:
        """The message that shows how far it is."""
        await self._change(id_, message_id=message_id)

    async def audience_size(self, audience: str) -> int:
        """How many chats would get it now, channels aside."""
        count = select(func.count()).select_from(chats).where(_reached(audience), chats.c.channel.is_(None))
        return int(await self._database.read(lambda connection: connection.execute(count).scalar_one()))

    async def audience_channels(self, audience: str) -> list[str]:
        """The names of the channels that would get it now."""
        names = select(chats.c.channel).where(_reached(audience), chats.c.channel.is_not(None))
        rows = await self._database.read(
            lambda connection: connection.execute(names.order_by(chats.c.channel)).scalars().all()
        )
        return [str(name) for name in rows]

    async def begin(self, id_: int, now: datetime) -> bool:
        """A draft is to be sent: `resume` writes its messages. False when it is no draft."""
        return await self._change(id_, DRAFT, state=SENDING, started_at=epoch(now))

    async def start(self, id_: int, now: datetime) -> int:
        """Write a draft's messages into the outbox, of use for a day; how many. 0 when it is no draft."""
        return await self._fan_out(id_) if await self.begin(id_, now) else 0

    async def resume(self) -> int:
        """Write the messages that a `begin`, or a `start` cut short, has left; how many."""
        halfway = (announcements.c.state == SENDING) & ~announcements.c.fanned_out
        return sum([await self._fan_out(announcement.id) for announcement in await self._all(halfway)])

    async def stop(self, id_: int) -> None:
        """Send no more of it: a draft never starts, and what is queued expires as ``stopped``."""
        await self._change(id_, DRAFT, state=STOPPED)
        await self._change(id_, SENDING, state=STOPPED)
        await withdraw_all(self._database, _rows_of(id_), why="stopped")

    async def finish(self, id_: int, now: datetime) -> None:
        """It is done, or, when it was stopped, seen to."""
        ended = {"finished_at": epoch(now)}
        if not await self._change(id_, SENDING, state=DONE, **ended):
            await self._change(id_, STOPPED, **ended)

    async def progress(self, id_: int) -> Counter[str]:
        """How many of its messages there are, by their state in the outbox."""
        by_state = select(outbox.c.state, func.count().label("rows")).where(_rows_of(id_))
        rows = await self._database.read(
            lambda connection: connection.execute(by_state.group_by(outbox.c.state)).all()
        )
        return Counter({row.state: row.rows for row in rows})

    async def _all(self, which: ColumnElement[bool]) -> list[Announcement]:
        chosen = select(announcements).where(which).order_by(announcements.c.id)
        rows = await self._database.read(lambda connection: connection.execute(chosen).all())
        return [_announcement(row) for row in rows]

    async def _change(self, id_: int, was: str | None = None, **values: object) -> bool:
        """Whether there is one, in that state."""
        which = announcements.c.id == id_
        if was is not None:
            which &= announcements.c.state == was
        changed = update(announcements).where(which).values(**values)
        return await self._database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def _fan_out(self, id_: int) -> int:
        begun = select(announcements.c.audience, announcements.c.started_at).where(announcements.c.id == id_)
        row = await self._database.read(lambda connection: connection.execute(begun).one())
        return await in_pages(self._database, outbox, _page(id_, row.audience, row.started_at))


def _page(id_: int, audience: str, started_at: int) -> Page:
    chat_id, which = _members(audience)
    messages = message_to(chats.c.chat_id, Kind.ANNOUNCEMENT, str(id_), started_at, started_at + USEFUL)
    sending = (announcements.c.id == id_) & (announcements.c.state == SENDING)

    def next_page(low: int, connection: Connection) -> tuple[int, int | None]:
        # Who stops it waits for this page, to see all of it.
        held = select(announcements.c.id).where(sending).with_for_update(read=True)
        if connection.execute(held).one_or_none() is None:
            return 0, None  # it was stopped meanwhile
        page = page_after(connection, chat_id, which, low)
        some = chats.c.chat_id.in_(select(chat_id).where(which, page.holds(chat_id)))
        theirs = some & page.holds(chats.c.chat_id) & chats.c.retired_at.is_(None)
        written = insert_new(connection, outbox, COLUMNS, messages.where(theirs))
        if page.last is None:
            connection.execute(update(announcements).where(sending).values(fanned_out=True))
        return written, page.last

    return next_page


def _members(audience: str) -> tuple[ColumnElement[int], ColumnElement[bool]]:
    """Where the chat ids of an audience are, and which of them."""
    kind, _, id_ = audience.partition(":")
    if kind == "track" and id_:
        return follows.c.chat_id, (follows.c.kind == "track") & (follows.c.target_id == id_)
    if kind == "event" and id_:
        starred = favourites.c.event_id == id_
        return favourites.c.chat_id, starred & favourites.c.chat_id.not_in(CHANNELS)
    if audience == "all":
        everyone = chats.alias()
        kind, target_id = WHOLE_PROGRAMME
        whole = (follows.c.kind == kind) & (follows.c.target_id == target_id)
        channel = everyone.c.chat_id.in_(select(follows.c.chat_id).where(whole))
        return everyone.c.chat_id, everyone.c.retired_at.is_(None) & (everyone.c.channel.is_(None) | channel)
    raise ValueError(f"audience is {audience!r}; expected all, track:<id> or event:<id>")


def _reached(audience: str) -> ColumnElement[bool]:
    """The chats of an audience that are not retired."""
    chat_id, which = _members(audience)
    return chats.c.chat_id.in_(select(chat_id).where(which)) & chats.c.retired_at.is_(None)


def _check(audience: str) -> None:
    _members(audience)


def _rows_of(id_: int) -> ColumnElement[bool]:
    return (outbox.c.kind == ANNOUNCED) & (outbox.c.event_id == str(id_))


def _announcement(row: Row[Any]) -> Announcement:
    return Announcement(
        id=row.id,
        texts=json.loads(row.texts),
        audience=row.audience,
        state=AnnouncementState(row.state),
        admin_chat_id=row.admin_chat_id,
        message_id=row.message_id,
        created_at=moment(row.created_at),
        started_at=None if row.started_at is None else moment(row.started_at),
        finished_at=None if row.finished_at is None else moment(row.finished_at),
    )
