"""Who is asked how an event was, and what they said. No name is here; a chat's number goes with the chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    update,
)

from bot.domain.feedback import RATINGS, Answers, Opinion
from bot.storage.database import Database, insert
from bot.storage.epoch import epoch, moment
from bot.storage.paging import COLUMNS, Page, in_pages, insert_new, page_after, withdraw_all
from bot.storage.records import Kind, State
from bot.storage.tables import chats, favourites, outbox, ratings, switches
from bot.storage.withdrawal import FEEDBACK, FEEDBACK_ON

__all__ = ["Feedback", "Question", "Readers"]

USEFUL = timedelta(days=7)
"""Also what makes it the least urgent of all messages: nothing else is of use for so long."""
ASKED = outbox.alias()
REMINDED = outbox.alias()


class Readers(NamedTuple):
    """Those who chose a zone, or None and read a language."""

    zone: str | None
    language: str


class Question(NamedTuple):
    """About what whom to ask, and when."""

    event_id: str
    starts_at: datetime
    forum: str | None
    """Who starred that, too, is asked about it alone."""
    own_only: bool
    """Only who starred it themselves is asked, and not who follows its track."""
    due_at: datetime
    later: Mapping[Readers, datetime]
    """When else, for those whose night it is at `due_at`."""


class Feedback:
    """Every call is safe to repeat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def on_since(self) -> datetime | None:
        """Since when people are asked; None while they are not."""
        found = select(switches.c.since).where(switches.c.name == FEEDBACK)
        seconds = await self._database.read(lambda connection: connection.scalar(found))
        return None if seconds is None else moment(seconds)

    async def turn(self, *, on: bool, now: datetime) -> None:
        """Ask people from now on, or no more: what was not sent yet is not sent then."""

        def work(connection: Connection) -> None:
            if on:
                new = insert(connection, switches).values(name=FEEDBACK, since=epoch(now))
                connection.execute(new.on_conflict_do_nothing())
            else:
                connection.execute(delete(switches).where(switches.c.name == FEEDBACK))

        await self._database.write(work)
        if not on:
            await withdraw_all(self._database, outbox.c.kind == Kind.FEEDBACK.value)

    async def readers(self) -> list[Readers]:
        """All kinds of readers who may be asked."""
        columns = (chats.c.zone, chats.c.language)
        kinds = (
            select(*columns)
            .where(_person())
            .distinct()
            .order_by(chats.c.zone.nulls_first(), chats.c.language)
        )
        rows = await self._database.read(lambda connection: connection.execute(kinds).all())
        return [Readers(row.zone, row.language) for row in rows]

    async def ask(self, question: Question) -> int:
        """Write the question for each person who starred the event and was reminded of it; how many are new.

        Each is asked once about an event, whenever it was.
        """
        return await in_pages(self._database, outbox, _page(question))

    async def rate(self, chat_id: int, event_id: str, rating: int, now: datetime) -> bool:
        """Keep the rating, in the place of an earlier one; False when the chat was not asked about it."""
        if rating not in RATINGS:
            raise ValueError(f"rating is {rating}; expected one of {RATINGS}")
        return await self._database.write(
            lambda connection: _rate(connection, chat_id, event_id, rating, now)
        )

    async def remark(self, chat_id: int, event_id: str, remark: str | None) -> bool:
        """Keep the remark beside the rating, in the place of an earlier one, or delete it with None.

        False when there is no rating, or when there is to be no more feedback.
        """
        here = (ratings.c.chat_id == chat_id) & (ratings.c.event_id == event_id)
        here &= FEEDBACK_ON if remark is not None else true()
        said = update(ratings).where(here).values(remark=remark)
        return await self._database.write(lambda connection: connection.execute(said).rowcount) == 1

    async def of(self, chat_id: int) -> dict[str, Opinion]:
        """Event id -> what the chat said of it."""
        columns = (ratings.c.event_id, ratings.c.rating, ratings.c.remark)
        mine = select(*columns).where(ratings.c.chat_id == chat_id)
        rows = await self._database.read(lambda connection: connection.execute(mine).all())
        return {row.event_id: Opinion(row.rating, row.remark) for row in rows}

    async def answers(self) -> dict[str, Answers]:
        """Event id -> what all said of it, for the events that somebody rated."""
        counts = select(
            ratings.c.event_id,
            ratings.c.rating,
            func.count().label("given"),
            func.count(ratings.c.remark).label("remarks"),
        ).group_by(ratings.c.event_id, ratings.c.rating)
        rows = await self._database.read(lambda connection: connection.execute(counts).all())
        given: dict[str, Counter[int]] = {}
        remarks = Counter[str]()
        for row in rows:
            given.setdefault(row.event_id, Counter())[row.rating] = row.given
            remarks[row.event_id] += row.remarks
        return {id_: Answers(counts, remarks[id_]) for id_, counts in given.items()}

    async def opinions(self) -> list[tuple[str, Opinion]]:
        """All that was said, by event and the best first: in an order that tells nothing of who said it."""
        columns = (ratings.c.event_id, ratings.c.rating, ratings.c.remark)
        order = (ratings.c.event_id, ratings.c.rating.desc(), ratings.c.remark)
        every = select(*columns).order_by(*order)
        rows = await self._database.read(lambda connection: connection.execute(every).all())
        return [(row.event_id, Opinion(row.rating, row.remark)) for row in rows]


def _person() -> ColumnElement[bool]:
    """Somebody who wants to be written to; groups and channels have no opinion."""
    return and_(chats.c.channel.is_(None), ~chats.c.is_group, chats.c.retired_at.is_(None), chats.c.reminders)


def _page(question: Question) -> Page:
    starred = favourites.c.event_id == question.event_id
    rows = _questions(question)

    def next_page(low: int, connection: Connection) -> tuple[int, int | None]:
        page = page_after(connection, favourites.c.chat_id, starred, low)
        theirs = page.holds(favourites.c.chat_id, chats.c.chat_id)
        return insert_new(connection, outbox, COLUMNS, rows.where(theirs)), page.last

    return next_page


def _questions(question: Question) -> Select[Any]:
    """The rows of COLUMNS for all who are to be asked."""
    due = _due(question)
    rows = select(
        favourites.c.chat_id,
        literal(Kind.FEEDBACK.value),
        favourites.c.event_id,
        literal(epoch(question.starts_at)),
        literal(0),
        due,
        due + int(USEFUL.total_seconds()),
        literal(State.QUEUED.value),
        null(),
        literal(0),
        literal(0),
    )
    return (
        rows.select_from(favourites)
        .join(chats, chats.c.chat_id == favourites.c.chat_id)
        .where(favourites.c.event_id == question.event_id, _person(), FEEDBACK_ON, *_conditions(question))
    )


def _conditions(question: Question) -> Iterator[ColumnElement[bool]]:
    same = (REMINDED.c.chat_id == favourites.c.chat_id) & (REMINDED.c.event_id == favourites.c.event_id)
    yield exists().where(
        same,
        REMINDED.c.kind == Kind.REMINDER.value,
        REMINDED.c.starts_at == epoch(question.starts_at),
        REMINDED.c.state == State.SENT.value,
    )
    yield ~exists().where(
        ASKED.c.chat_id == favourites.c.chat_id,
        ASKED.c.kind == Kind.FEEDBACK.value,
        ASKED.c.event_id == favourites.c.event_id,
    )
    if question.own_only:
        yield ~favourites.c.by_follow
    if question.forum is not None:
        whole = favourites.alias()
        yield ~exists().where(whole.c.chat_id == favourites.c.chat_id, whole.c.event_id == question.forum)


def _due(question: Question) -> ColumnElement[int]:
    moments: dict[datetime, list[Readers]] = {}
    for readers, at in question.later.items():
        moments.setdefault(at, []).append(readers)
    whens = [(_any_of(readers), literal(epoch(at))) for at, readers in sorted(moments.items())]
    at_once = literal(epoch(question.due_at))
    return case(*whens, else_=at_once) if whens else at_once


def _any_of(readers: Iterable[Readers]) -> ColumnElement[bool]:
    zones = sorted({one.zone for one in readers if one.zone is not None})
    languages = sorted({one.language for one in readers if one.zone is None})
    return or_(chats.c.zone.in_(zones), chats.c.zone.is_(None) & chats.c.language.in_(languages))


def _rate(connection: Connection, chat_id: int, event_id: str, rating: int, now: datetime) -> bool:
    asked = exists().where(
        outbox.c.chat_id == chat_id, outbox.c.kind == Kind.FEEDBACK.value, outbox.c.event_id == event_id
    )
    rated = exists().where(ratings.c.chat_id == chat_id, ratings.c.event_id == event_id)
    if not connection.scalar(select(FEEDBACK_ON & or_(asked, rated))):
        return False
    new = insert(connection, ratings).values(
        chat_id=chat_id, event_id=event_id, rating=rating, remark=None, rated_at=epoch(now)
    )
    changed = {"rating": rating, "rated_at": epoch(now)}
    connection.execute(new.on_conflict_do_update(index_elements=["chat_id", "event_id"], set_=changed))
    return True
