"""Ids that seem to have been given to another event: whoever starred the old one would be told of the new."""

from __future__ import annotations

from bot.domain.changes import another
from bot.domain.model import Event, Schedule
from bot.formats.problems import Problem, Severity
from bot.formats.schedule import Reading
from bot.formats.syntax import quoted

__all__ = ["reused_ids"]


def reused_ids(old: Schedule, reading: Reading, name: str = "schedule.yaml") -> tuple[Problem, ...]:
    """A warning per event of `reading` whose id was probably another event's in `old`, by position."""
    if reading.schedule is None:
        return ()
    problems = []
    for id_, event in reading.schedule.events.items():
        before = old.events.get(id_)
        if before and another(before, event):
            line, column = reading.places[id_]
            problems.append(
                Problem(name, line, column, Severity.WARNING, _message(before, event, old.version))
            )
    return tuple(sorted(problems))


def _message(before: Event, after: Event, version: str) -> str:
    return (
        f"id: found {quoted(after.id)} for {quoted(after.title.default)}, in version {version}"
        f" it was {quoted(before.title.default)}; expected a new id for a new event"
    )
