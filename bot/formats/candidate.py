"""A schedule file that may be published, beside what attendees see."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.changes import Changes
from bot.domain.model import Schedule
from bot.formats.problems import Problem, Severity

__all__ = ["Candidate"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """`problems` are those that what attendees see does not have; `schedule` is None where one is an error.

    Ids that seem to have gone to other events are among them.
    """

    content: bytes
    problems: tuple[Problem, ...]
    schedule: Schedule | None
    changes: Changes
    told: int
    """People and groups that hear of `changes`."""
    gone: int
    """Events that would be called off because the file has them no more."""
    halved: bool
    """So many that it may be half written: it is not published before an organizer has seen it."""
    mark: str
    """Another one whenever the file or what attendees see is another."""
    current: bool
    """It is what attendees see."""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]
