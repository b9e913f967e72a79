"""What a schedule file would say after a small change, checked as the file itself is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.amendment import Amending, Amendment
from bot.domain.changes import Changes
from bot.domain.model import Event, Schedule, Status
from bot.formats.edit import Edit, edited
from bot.formats.localtime import Quirk, shown, to_utc
from bot.formats.patches import EditError
from bot.formats.problems import Problem, Severity
from bot.formats.retiming import retimed
from bot.formats.schedule import Reading, read_schedule

__all__ = ["Preview", "Proposal", "RefusedError", "Why", "propose"]

KEYS = {Amending.ROOM: "room", Amending.LINK: "url", Amending.RECORD: "recording"}


class Why(StrEnum):
    """Why there is nothing to propose."""

    BROKEN = "broken"
    """The file has errors already."""
    WRONG = "wrong"
    """The change would make errors."""
    SAME = "same"
    """The file says that already."""
    ANOTHER_DAY = "another day"
    """Delayed, the event would begin on another day."""


class RefusedError(Exception):
    """The file is not to be changed so; `problems`, where there are any, say what is wrong."""

    def __init__(self, why: Why, *problems: Problem) -> None:
        super().__init__(why, *problems)
        self.why = why
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing a change would tell whom.

    `own` is what the change does to the file, `pending` what the file says already and nobody was told.
    """

    proposal: Proposal
    own: Changes
    pending: Changes
    people: int
    """Chats that are told of either."""
    mark: str
    """Is another one whenever the changes are others."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`content` is the file after the change; nothing is written yet."""

    before: Schedule
    after: Schedule
    content: bytes
    warnings: tuple[Problem, ...]
    """What the file is warned of after the change and was not before."""


def propose(content: bytes, amendment: Amendment, name: str = "schedule.yaml") -> Proposal:
    """The file after the change, which is sure to be good. Raises RefusedError."""
    reading = read_schedule(content, name)
    before = reading.schedule
    if before is None:
        raise RefusedError(Why.BROKEN, *_errors(reading))
    try:
        new = edited(content, _edits(content, before, amendment, reading, name), name)
    except EditError as error:
        raise RefusedError(Why.WRONG, error.problem) from None
    changed = read_schedule(new, name)
    if changed.schedule is None:
        raise RefusedError(Why.WRONG, *_errors(changed))
    if changed.schedule == before:
        raise RefusedError(Why.SAME)
    known = {problem.message for problem in reading.problems}
    fresh = tuple(problem for problem in changed.problems if problem.message not in known)
    return Proposal(before, changed.schedule, new, fresh)


def _edits(
    content: bytes, schedule: Schedule, amendment: Amendment, reading: Reading, name: str
) -> list[Edit]:
    event = schedule.events.get(amendment.event_id)
    if event is None:
        raise EditError.no_event(name, amendment.event_id)
    match amendment.kind:
        case Amending.CANCEL:
            return [Edit(event.id, "status", Status.CANCELLED)]
        case Amending.DELAY:
            start, end = _delayed(event, int(amendment.value), schedule)
            return retimed(content, schedule, event, start, end, name=name)
        case Amending.MOVE:
            start, end = _moved(event, amendment.value, schedule, reading, name)
            return retimed(content, schedule, event, start, end, name=name)
    return [Edit(event.id, KEYS[amendment.kind], amendment.value)]


def _delayed(event: Event, minutes: int, schedule: Schedule) -> tuple[datetime, datetime]:
    delay, zone = timedelta(minutes=minutes), schedule.conference.zone
    if (event.start + delay).astimezone(zone).date() != schedule.day_of(event):
        raise RefusedError(Why.ANOTHER_DAY)
    return event.start + delay, event.end + delay


def _moved(
    event: Event, value: str, schedule: Schedule, reading: Reading, name: str
) -> tuple[datetime, datetime]:
    """From when to when; an event whose new end is not said keeps its length."""
    moments = []
    for text in value.split("/"):
        local = datetime.fromisoformat(text)
        moment, quirk = to_utc(local, schedule.conference.zone)
        if quirk is Quirk.MISSING:
            line, column = reading.places[event.id]
            message = f"found {shown(local)}, which the clocks skip; expected a time that exists"
            raise RefusedError(Why.WRONG, Problem(name, line, column, Severity.ERROR, message))
        moments.append(moment)
    start = moments[0]
    return start, moments[1] if len(moments) > 1 else start + event.duration


def _errors(reading: Reading) -> list[Problem]:
    return [problem for problem in reading.problems if problem.severity is Severity.ERROR]
