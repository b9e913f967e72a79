"""The chats and what they chose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, Row, Table, bindparam, delete, exists, func, literal, or_, select, update

from bot.domain.chat import LEAD_TIMES, Chat, Quiet
from bot.storage.database import Database, insert
from bot.storage.epoch import epoch
from bot.storage.feeds import take_over
from bot.storage.records import Kind
from bot.storage.tables import announcements, chats, favourites, follows, outbox, versions
from bot.storage.withdrawal import withdraw

__all__ = ["ChatChanges", "Chats", "all_chats", "check_lead_time", "lately_seen", "welcome"]

SEEN_EVERY = 3_600
"""Seconds; `seen_at` is no more exact than that, so that most messages cost no write."""

CHAT = tuple(
    chats.c[name]
    for name in (
        *("chat_id", "is_group", "language", "zone", "lead_time", "reminders", "digest"),
        *("quiet", "awaiting", "seen_version", "channel", "menu_button"),
    )
)
"""The columns of a `Chat`, in the order of its fields."""
BY_ID = select(*CHAT).where(chats.c.chat_id == bindparam("id"))
SEEN = select(*CHAT, chats.c.seen_at, chats.c.retired_at).where(chats.c.chat_id == bindparam("id"))
BY_IDS = select(*CHAT).where(chats.c.chat_id.in_(bindparam("ids", expanding=True)))


class ChatChanges(TypedDict, total=False):
    """The fields of a `Chat` that can change."""

    language: str
    zone: str | None
    lead_time: int
    reminders: bool
    digest: bool
    quiet: Quiet
    awaiting: str | None
    seen_version: int | None
    menu_button: str | None


class Chats:
    """Every call is safe to repeat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, chat_id: int) -> Chat | None:
        """The chat, retired or not."""
        row = await self._database.read(lambda connection: _row(connection, chat_id))
        return _chat(row) if row else None

    async def ensure(self, chat_id: int, *, group: bool, language: str, now: datetime) -> Chat:
        """The chat, which wrote at `now`: made with `language` if there is none, no longer retired.

        One read when there is nothing to change; `seen_at` is renewed once an hour.
        """
        if known := await lately_seen(self._database, chat_id, now):
            return known
        new = Chat(chat_id, group, language)
        return _chat(await self._database.write(lambda connection: welcome(connection, new, epoch(now))))

    async def update(self, chat_id: int, **changes: Unpack[ChatChanges]) -> Chat:
        """The chat after `changes`; LookupError when there is none of that id."""
        check_lead_time(changes.get("lead_time"))
        return _chat(
            await self._database.write(lambda connection: _update(connection, chat_id, changes), of=chat_id)
        )

    async def forget(self, chat_id: int) -> None:
        """Delete all that is stored on the chat."""
        gone = delete(chats).where(chats.c.chat_id == chat_id)
        await self._database.write(lambda connection: connection.execute(gone), of=chat_id)

    async def retire(self, chat_id: int, now: datetime) -> None:
        """Send the chat nothing more until it writes again."""

        def work(connection: Connection) -> None:
            here = (chats.c.chat_id == chat_id) & chats.c.retired_at.is_(None)
            connection.execute(update(chats).where(here).values(retired_at=epoch(now)))
            withdraw(connection, outbox.c.chat_id == chat_id)

        await self._database.write(work)

    async def migrate(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup: what is stored on the old id moves to the new one, which may exist."""
        if old_id != new_id:
            await self._database.write(lambda connection: _migrate(connection, old_id, new_id))


def all_chats(connection: Connection, chat_ids: Sequence[int]) -> list[Chat]:
    """Those of the chats that are stored."""
    return [_chat(row) for row in connection.execute(BY_IDS, {"ids": chat_ids})]


async def lately_seen(database: Database, chat_id: int, now: datetime) -> Chat | None:
    """The chat, where nothing of it needs to be renewed that it wrote at `now`."""
    for *chat, seen_at, retired_at in await database.look(SEEN, chat_id):
        if retired_at is None and epoch(now) - seen_at < SEEN_EVERY:
            return _chat(chat)
    return None


def check_lead_time(minutes: int | None) -> None:
    """ValueError unless it is one that reminders are looked for at."""
    if minutes is not None and minutes not in (0, *LEAD_TIMES):
        raise ValueError(f"lead time is {minutes} minutes; expected 0 or one of {LEAD_TIMES}")


def _row(connection: Connection, chat_id: int) -> Row[Any] | None:
    return connection.execute(BY_ID, {"id": chat_id}).one_or_none()


def _chat(row: Sequence[Any]) -> Chat:
    """From the values of `CHAT`, flags perhaps as numbers."""
    id_, group, language, zone, lead_time, reminders, digest, quiet, *rest = row
    known = id_, bool(group), language, zone, lead_time, bool(reminders), bool(digest), Quiet(quiet)
    return Chat(*known, *rest)


def welcome(connection: Connection, new: Chat, now: int) -> Row[Any]:
    """The chat's row: made as `new` if there is none, no longer retired."""
    made = insert(connection, chats).values(
        chat_id=new.id,
        is_group=new.group,
        language=new.language,
        zone=new.zone,
        lead_time=new.lead_time,
        reminders=new.reminders,
        digest=new.digest,
        quiet=new.quiet.value,
        awaiting=new.awaiting,
        channel=new.channel,
        seen_version=select(func.max(versions.c.number)).scalar_subquery(),
        reminders_stale=False,
        created_at=now,
        seen_at=now,
    )
    back = {
        "seen_at": now,
        "retired_at": None,
        # While it was retired, nothing was derived for it.
        "reminders_stale": or_(chats.c.reminders_stale, chats.c.retired_at.is_not(None)),
    }
    statement = made.on_conflict_do_update(index_elements=[chats.c.chat_id], set_=back).returning(*CHAT)
    return connection.execute(statement).one()


def _update(connection: Connection, chat_id: int, changes: ChatChanges) -> Row[Any]:
    values: dict[str, object] = dict(changes)
    if "quiet" in changes:
        values["quiet"] = changes["quiet"].value
    if "lead_time" in changes or "reminders" in changes:
        values["reminders_stale"] = True
    if not values:
        row = _row(connection, chat_id)
    else:
        statement = update(chats).where(chats.c.chat_id == chat_id).values(values).returning(*CHAT)
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise LookupError(f"there is no chat {chat_id}")
    if changes.get("reminders") is False:
        kinds = (Kind.REMINDER.value, Kind.SNOOZE.value, Kind.CHANGES.value, Kind.FEEDBACK.value)
        withdraw(connection, (outbox.c.chat_id == chat_id) & outbox.c.kind.in_(kinds))
    if changes.get("digest") is False:
        withdraw(connection, (outbox.c.chat_id == chat_id) & (outbox.c.kind == Kind.DIGEST.value))
    return row


def _migrate(connection: Connection, old_id: int, new_id: int) -> None:
    # Nothing is added to either of them until they are one.
    both = select(chats.c.chat_id).where(chats.c.chat_id.in_((old_id, new_id))).order_by(chats.c.chat_id)
    connection.execute(both.with_for_update())
    if _row(connection, old_id) is None:
        return
    if _row(connection, new_id) is not None:
        _take_over(connection, old_id, new_id)
    moved = update(chats).where(chats.c.chat_id == old_id)
    connection.execute(moved.values(chat_id=new_id, retired_at=None, reminders_stale=True))


def _take_over(connection: Connection, old_id: int, new_id: int) -> None:
    """The new id wrote before the word of the move came: its stars join the old ones, its choices go."""
    _join(connection, favourites, old_id, new_id)
    _join(connection, follows, old_id, new_id)
    take_over(connection, old_id, new_id)
    known = outbox.alias()
    key = ("kind", "event_id", "starts_at", "lead_time")
    same = exists().where(known.c.chat_id == old_id, *(known.c[name] == outbox.c[name] for name in key))
    rows = update(outbox).where(outbox.c.chat_id == new_id, ~same)
    connection.execute(rows.values(chat_id=old_id))
    own = update(announcements).where(announcements.c.admin_chat_id == new_id)
    connection.execute(own.values(admin_chat_id=old_id))
    connection.execute(delete(chats).where(chats.c.chat_id == new_id))


def _join(connection: Connection, table: Table, old_id: int, new_id: int) -> None:
    """Copy the new id's rows to the old one; of two of a kind the old stays, as own if one is."""
    columns = [column.name for column in table.c if column.name != "chat_id"]
    rows = select(literal(old_id), *(table.c[name] for name in columns)).where(table.c.chat_id == new_id)
    copy = insert(connection, table).from_select(["chat_id", *columns], rows)
    if table is favourites:
        own = {"by_follow": favourites.c.by_follow & copy.excluded.by_follow}
        copy = copy.on_conflict_do_update(index_elements=table.primary_key.columns, set_=own)
    else:
        copy = copy.on_conflict_do_nothing()
    connection.execute(copy)
