"""Ids that seem to have been given to another event: whoever starred the old one would be told of the new."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from bot.domain.model import Event, Schedule, Text
from bot.formats.problems import Problem, Severity
from bot.formats.schedule import Reading
from bot.formats.syntax import quoted

__all__ = ["reused_ids"]

ALIKE = 60
"""From 0 to 100: the least likeness of a title's old and new wording that an edit leaves."""
SIGNS = 2
"""An event that got another title is another event when this many more things changed."""


def reused_ids(old: Schedule, reading: Reading, name: str = "schedule.yaml") -> tuple[Problem, ...]:
    """A warning per event of `reading` whose id was probably another event's in `old`, by position."""
    if reading.schedule is None:
        return ()
    problems = []
    for id_, event in reading.schedule.events.items():
        before = old.events.get(id_)
        if before and _another(before, event):
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


def _another(before: Event, after: Event) -> bool:
    if _alike(before.title, after.title):
        return False
    signs = (
        before.start != after.start,
        before.type is not after.type,
        bool(before.track and after.track and before.track != after.track),
        bool(before.persons and after.persons and not set(before.persons) & set(after.persons)),
    )
    return sum(signs) >= SIGNS


def _alike(before: Text, after: Text) -> bool:
    return any(ratio(old.casefold(), new.casefold()) >= ALIKE for old in before.all() for new in after.all())
