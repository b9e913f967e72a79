"""The tables. A change here needs a migration; a test holds the two together.

Times are seconds since 1970: `retry_at`, `lease_until` and those of `pacing` in real time, all others in
conference time; whole ones but in `pacing`.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    false,
    literal_column,
    text,
    true,
)

__all__ = [
    "ANNOUNCED",
    "QUEUED",
    "SENDING",
    "amendments",
    "announcements",
    "chats",
    "complaints",
    "favourites",
    "feeds",
    "follows",
    "last_answers",
    "metadata",
    "outbox",
    "pacing",
    "programme",
    "ratings",
    "revisions",
    "switches",
    "uploads",
    "versions",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; on SQLite the name that makes a primary key the row's own number."""

STRING = String().with_variant(String(collation="C"), "postgresql")
"""Compared and sorted by its bytes, whatever language the server speaks."""

# Written into the statement, not bound: a partial index serves only a query that shows its condition.
QUEUED = literal_column("'queued'", String)
SENDING = literal_column("'sending'", String)
ANNOUNCED = literal_column("'announcement'", String)

WHERE = "where"
"""Under which a partial index keeps its condition for PostgreSQL."""


def _chat_id(*, primary_key: bool = False) -> Column[int]:
    """A row goes with its chat and follows it to a new id."""
    owner = ForeignKey("chats.chat_id", ondelete="CASCADE", onupdate="CASCADE")
    return Column("chat_id", ID, owner, primary_key=primary_key, nullable=False)


def _index(name: str, *columns: Column[Any], where: str) -> None:
    """Of some rows; `where` is the condition as queries show it, a flag by its name alone."""
    on_sqlite = where if " " in where else f"{where} = 1"
    Index(name, *columns, sqlite_where=text(on_sqlite), info={WHERE: text(where)})


@event.listens_for(metadata, "before_create")
def _say_where(_: MetaData, connection: Connection, **_others: object) -> None:
    """To PostgreSQL only now: an index that names a dialect loads it, and this one brings all its drivers."""
    if connection.dialect.name == "postgresql":
        for index in chain.from_iterable(table.indexes for table in metadata.tables.values()):
            if WHERE in index.info:
                index.dialect_options["postgresql"]["where"] = index.info[WHERE]


chats = Table(
    "chats",
    metadata,
    Column("chat_id", ID, primary_key=True, autoincrement=False),
    Column("is_group", Boolean, nullable=False),
    Column("language", STRING, nullable=False),
    Column("zone", STRING),
    Column("lead_time", Integer, nullable=False),
    Column("reminders", Boolean, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("quiet", STRING, nullable=False),
    Column("awaiting", STRING),
    # What it starred or chose has changed since its reminders were last derived.
    Column("reminders_stale", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("retired_at", BigInteger),
    # The version of the schedule whose changes it has looked at; none while none was published.
    Column("seen_version", Integer),
    # What the settings call it, where it is a channel.
    Column("channel", STRING),
    # What Telegram was last told of the button beside its text field: language and page.
    Column("menu_button", STRING),
)
_index("ix_chats_stale", chats.c.chat_id, where="reminders_stale")
_index("ix_chats_digest", chats.c.zone, chats.c.language, where="digest")
_index("ix_chats_channel", chats.c.chat_id, where="channel IS NOT NULL")

favourites = Table(
    "favourites",
    metadata,
    _chat_id(primary_key=True),
    Column("event_id", STRING, primary_key=True),
    Column("lead_time", Integer),
    Column("created_at", BigInteger, nullable=False),
    # It is here because the chat follows its track or a speaker, and goes when it no longer does.
    Column("by_follow", Boolean, nullable=False, server_default=false()),
    Index("ix_favourites_event", "event_id", "chat_id"),
    sqlite_with_rowid=False,
)

follows = Table(
    "follows",
    metadata,
    _chat_id(primary_key=True),
    # "track", "person", or for a channel "programme"
    Column("kind", STRING, primary_key=True),
    Column("target_id", STRING, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Index("ix_follows_target", "kind", "target_id", "chat_id"),
    sqlite_with_rowid=False,
)

versions = Table(
    "versions",
    metadata,
    # Given by who publishes: without gaps, so that the one before is known.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", STRING, nullable=False),
    Column("digest", STRING, nullable=False),
    Column("content", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("comment", Text),
    # What changed with it has been put into the outbox.
    Column("told", Boolean, nullable=False, server_default=true()),
    # It came from the organizers' file, not from an earlier version.
    Column("from_file", Boolean, nullable=False, server_default=true()),
    sqlite_autoincrement=True,
)

# What the organizers were told of their file and is still so, so that no start tells it again.
complaints = Table("complaints", metadata, Column("digest", STRING, primary_key=True))

programme = Table(
    "programme",
    metadata,
    Column("event_id", STRING, primary_key=True),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    # When its start was published; who starred it later has seen that start.
    Column("changed_at", BigInteger, nullable=False),
    # Reminders due by then are in the outbox.
    Column("derived_until", BigInteger),
)

revisions = Table(
    "revisions",
    metadata,
    Column("event_id", STRING, primary_key=True),
    # Of what calendars show; empty where it is not known.
    Column("fingerprint", STRING, nullable=False),
    # The version that the event has been so since, and when that was published.
    Column("number", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", ID, Identity(), primary_key=True),
    _chat_id(),
    Column("kind", STRING, nullable=False),
    Column("event_id", STRING, nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("lead_time", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("useful_until", BigInteger, nullable=False),
    Column("state", STRING, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("unknowns", Integer, nullable=False),
    Column("retry_at", BigInteger),
    Column("lease_until", BigInteger),
    Column("lease_owner", STRING),
    Column("sent_at", BigInteger),
    Column("message_id", BigInteger),
    Column("why", STRING),
    UniqueConstraint("chat_id", "kind", "event_id", "starts_at", "lead_time", name="uq_outbox_key"),
    # No id is given twice: a late report on a deleted row must not meet another one.
    sqlite_autoincrement=True,
)
_index("ix_outbox_queued_useful", outbox.c.useful_until, outbox.c.id, where="state = 'queued'")
_index("ix_outbox_queued_due", outbox.c.due_at, where="state = 'queued'")
_index("ix_outbox_queued_retry", outbox.c.retry_at, where="state = 'queued' AND retry_at IS NOT NULL")
_index("ix_outbox_sending", outbox.c.lease_until, where="state = 'sending'")
_index("ix_outbox_announcement", outbox.c.event_id, outbox.c.state, where="kind = 'announcement'")

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    # JSON: language -> text
    Column("texts", Text, nullable=False),
    # "all", "track:<id>" or "event:<id>"
    Column("audience", STRING, nullable=False),
    # "draft", "sending", "stopped" or "done"
    Column("state", STRING, nullable=False),
    # Whose it is, and the message that shows how far it is; it goes on when that chat is forgotten.
    Column("admin_chat_id", ID, ForeignKey("chats.chat_id", ondelete="SET NULL", onupdate="CASCADE")),
    Column("message_id", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    # All its rows are in the outbox.
    Column("fanned_out", Boolean, nullable=False),
    Column("finished_at", BigInteger),
    sqlite_autoincrement=True,
)

amendments = Table(
    "amendments",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    # The organizer's.
    _chat_id(),
    # A command's name: "delay", "move", "cancel", "room", "link" or "record"
    Column("kind", STRING, nullable=False),
    Column("event_id", STRING),
    Column("value", STRING),
    # What was typed to find the event, and of what it gets.
    Column("words", STRING, nullable=False),
    Column("said", STRING, nullable=False),
    # The mark of what was shown last before publishing.
    Column("preview", STRING),
    # "draft", "writing", "done" or "undone"
    Column("state", STRING, nullable=False),
    # JSON: what turns the file back.
    Column("undo", Text),
    Column("created_at", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

last_answers = Table(
    "last_answers",
    metadata,
    _chat_id(primary_key=True),
    # JSON: the question as it was understood, and the ids of the events that answered it
    Column("answer", Text, nullable=False),
    # The message that asked.
    Column("asked_in", BigInteger, nullable=False),
    Column("answered_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

ratings = Table(
    "ratings",
    metadata,
    # Whose it is, so that they can change it and it goes with them.
    _chat_id(primary_key=True),
    Column("event_id", STRING, primary_key=True),
    # 1 to 5
    Column("rating", Integer, nullable=False),
    Column("remark", Text),
    Column("rated_at", BigInteger, nullable=False),
    Index("ix_ratings_event", "event_id", "rating"),
    sqlite_with_rowid=False,
)

switches = Table(
    "switches",
    metadata,
    # What organizers have turned on, such as "feedback"; what is off is not there.
    Column("name", STRING, primary_key=True),
    Column("since", BigInteger, nullable=False),
)

pacing = Table(
    "pacing",
    metadata,
    # There is one row: 1.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("next_free_at", Double, nullable=False),
    Column("paused_until", Double, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    # Files are known to one bot alone.
    Column("bot_id", ID, primary_key=True, autoincrement=False),
    # Of all that is in the file.
    Column("digest", STRING, primary_key=True),
    Column("file_id", STRING, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    Index("ix_uploads_used", "used_at"),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    metadata,
    _chat_id(primary_key=True),
    # The token itself is only in its owner's chat.
    Column("token_hash", STRING, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
