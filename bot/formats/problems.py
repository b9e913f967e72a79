"""What is wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Findings", "Problem", "Severity"]

MOST = 500
"""Problems of one severity that a file can have before the rest is only counted as "further ones"."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `line` and `column` count from 1, columns in characters; ordered by position."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}"


class Findings:
    """Collects the problems of one file; the same one twice (through an alias) counts once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[Severity, dict[Problem, None]] = {severity: {} for severity in Severity}

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return bool(self._found[Severity.ERROR])

    def add(self, severity: Severity, line: int, column: int, message: str) -> None:
        """Note a problem at a position that counts from 1."""
        found = self._found[severity]
        if len(found) == MOST:
            message = f"this is {severity} number {MOST + 1}; further ones are not listed"
        if len(found) <= MOST:
            found[Problem(self._file, line, column, severity, message)] = None

    def in_order(self) -> tuple[Problem, ...]:
        """All problems by position."""
        return tuple(sorted(problem for found in self._found.values() for problem in found))
