"""What /stats asks of a database with a million people, page by page, and of asking for feedback."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Awaitable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bench.figures import Figure
from bot.domain.model import Conference, Event, EventType, Schedule, Text
from bot.storage import ProgrammeRow, Question, Storage
from bot.storage.outlook import outlook

__all__ = ["measure"]

PEOPLE, EVENTS, STARS = 1_000_000, 60, 3
AIM = 5.0
"""Seconds for a page."""
BEGIN = datetime(2020, 7, 23, 1, tzinfo=UTC)
NOW = BEGIN + timedelta(hours=EVENTS // 2)
"""Half of the events, one an hour, are over."""
CHATS = """
INSERT INTO chats (chat_id, is_group, language, zone, lead_time, reminders, digest, quiet, reminders_stale,
                   created_at, seen_at, retired_at)
WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < {people})
SELECT id, FALSE, CASE id % 3 WHEN 0 THEN 'id' WHEN 1 THEN 'en' ELSE 'zh' END,
       CASE id % 5 WHEN 0 THEN 'Asia/Jakarta' WHEN 1 THEN 'Europe/London' END, 10, TRUE, FALSE, 'off', FALSE,
       {begin}, {begin} + id % 200000, CASE WHEN id % 50 = 0 THEN {begin} END
FROM ids
"""
FAVOURITES = """
INSERT OR IGNORE INTO favourites (chat_id, event_id, created_at)
WITH RECURSIVE picks (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM picks WHERE n < {stars} - 1)
SELECT chat_id, 'e' || ((chat_id * 7 + n * 17 + chat_id / 1000 * n) % {events}), {begin} - 86400
FROM chats, picks
"""
OUTBOX = """
INSERT INTO outbox (chat_id, kind, event_id, starts_at, lead_time, due_at, useful_until, state, attempts,
                    unknowns, sent_at, message_id)
SELECT chat_id, 'reminder', event_id, starts_at, 10, starts_at - 600, ends_at,
       CASE WHEN chat_id % 97 = 0 THEN 'failed' ELSE 'sent' END, 1, 0, starts_at - 590 + chat_id % 300, 1
FROM favourites JOIN programme USING (event_id) WHERE starts_at <= {now}
"""
RATINGS = """
INSERT INTO ratings
SELECT chat_id, event_id, 1 + chat_id % 5, NULL, {now} FROM favourites WHERE chat_id % 10 = 0
"""


async def measure() -> list[Figure]:
    """Seconds of each page, one after another, and of a fan-out of questions."""
    with tempfile.TemporaryDirectory() as folder:
        file, schedule = Path(folder) / "standing.sqlite3", programme()
        async with await Storage.open(f"sqlite:///{file}") as storage:
            rows = [ProgrammeRow(event.id, event.start, event.end) for event in schedule.events.values()]
            await storage.schedules.publish(
                version="1", content="", digest="1", programme=rows, now=BEGIN - timedelta(days=2)
            )
        fill(file)
        async with await Storage.open(f"sqlite:///{file}") as storage:
            statistics = storage.statistics
            figures = [
                await timed("People", statistics.people(NOW)),
                await timed("Interest", statistics.stars()),
                await timed("Delivery", statistics.reminders(NOW - timedelta(hours=24))),
                await timed("Forecast", outlook(statistics, schedule, 30, NOW)),
                await timed("Ratings", storage.feedback.answers()),
            ]
            await storage.feedback.turn(on=True, now=BEGIN)
            last = schedule.events[f"e{EVENTS // 2 - 1}"]
            question = Question(last.id, last.start, None, own_only=False, due_at=NOW, later={})
            begun = perf_counter()
            asked = await storage.feedback.ask(question)
            figures.append(Figure(f"feedback on one event, {asked:,} asked", perf_counter() - begun, "s"))
    return figures


def programme() -> Schedule:
    title, hour = Text("Event"), timedelta(hours=1)
    events = [
        Event(f"e{n}", EventType.FORUM, title, BEGIN + n * hour, BEGIN + (n + 1) * hour)
        for n in range(EVENTS)
    ]
    last = events[-1].end.date()
    conference = Conference("bench", title, ZoneInfo("Asia/Shanghai"), BEGIN.date(), last, ("en",))
    return Schedule("1", conference, {}, {}, {}, {event.id: event for event in events})


def fill(file: Path) -> None:
    """Past the bot: one by one takes longer than a run."""
    known = {"people": PEOPLE, "events": EVENTS, "stars": STARS}
    known |= {"begin": int(BEGIN.timestamp()), "now": int(NOW.timestamp())}
    with closing(sqlite3.connect(file)) as database, database:
        for statement in (CHATS, FAVOURITES, OUTBOX, RATINGS):
            database.execute(statement.format(**known))


async def timed(page: str, work: Awaitable[object]) -> Figure:
    begun = perf_counter()
    await work
    seconds = perf_counter() - begun
    return Figure(f"/stats of {PEOPLE:,} people: {page}", seconds, "s", f"< {AIM:g}", seconds < AIM)
