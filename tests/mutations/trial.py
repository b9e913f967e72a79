"""Publishing one mutated file after the other, as the running bot does, and what comes of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from bot.domain.changes import compare
from bot.domain.model import Schedule
from bot.formats.problems import Problem, Severity
from bot.storage import Storage
from bot.storage.published import Published
from bot.views.changes import account
from bot.views.viewer import Viewer
from tests.mutations.mutations import SHIPPED, mutations
from tests.samples import chat

__all__ = ["Outcome", "trial"]

NOW = datetime(2020, 7, 20, tzinfo=UTC)


@dataclass
class Outcome:
    """`refused` counts by the way the file went wrong.

    Times are seconds of the processor's: those on the wall depend on what else the machine does.
    """

    published: int = 0
    unchanged: int = 0
    """Still the schedule that was published before, byte for byte."""
    refused: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_way: str = ""


async def trial(folder: Path, seed: int, count: int, done: Callable[[int], None] = lambda _: None) -> Outcome:
    """Raises AssertionError at the first file that is neither published whole nor refused with its place.

    `done` gets the number of files that are through.
    """
    outcome = Outcome()
    async with await Storage.open(f"sqlite:///{folder / 'mutations.sqlite3'}") as storage:
        published = Published(storage.schedules)
        await published.publish_file(SHIPPED, NOW)
        for number, (way, content) in enumerate(mutations(seed, count)):
            await _publish(published, content, way, outcome, f"mutation {number} of seed {seed}, {way}")
            done(number + 1)
    return outcome


async def _publish(published: Published, content: bytes, way: str, outcome: Outcome, which: str) -> None:
    before, old = published.number, published.schedule
    begun = process_time()
    problems = await published.publish(content, "schedule.yaml", NOW)
    took = process_time() - begun
    if took > outcome.slowest:
        outcome.slowest, outcome.slowest_way = took, way
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in problems:
        assert lies_in(problem, content), f"{which}: {problem} lies nowhere in the file"
    if errors:
        assert (published.number, published.schedule) == (before, old), f"{which}: refused, and published"
        outcome.refused[way] += 1
    elif published.number == before:
        outcome.unchanged += 1
    else:
        check(published.schedule, which)
        viewer = Viewer(published.schedule, chat("zh"), NOW)
        assert account(viewer, old, compare(old, published.schedule))
        outcome.published += 1


def lies_in(problem: Problem, content: bytes) -> bool:
    """Whether its line and column are ones of the file; the end of the file counts."""
    lines = re.split(r"\r\n|\r|\n", content.decode("utf-8-sig", errors="replace"))
    return 1 <= problem.line <= len(lines) + 1 and (
        problem.line > len(lines) or 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    )


def check(schedule: Schedule, which: str) -> None:
    """What every part of the bot relies on."""
    conference = schedule.conference
    assert conference.start <= conference.end, which
    assert conference.languages, which
    for id_, event in schedule.events.items():
        forum = schedule.events.get(event.forum or id_)
        assert event.id == id_, which
        assert event.start < event.end, which
        assert forum is not None, which
        assert forum.start <= event.start <= event.end <= forum.end, which
        assert event.forum or conference.start <= schedule.day_of(event) <= conference.end, which
        assert all(wording.strip() for wording in event.title.all()), which
        assert event.track is None or event.track in schedule.tracks, which
        assert event.room is None or event.room in schedule.rooms, which
        assert set(event.persons) <= schedule.persons.keys(), which
