"""A question as it was understood, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.model import EventType, Status
from bot.domain.questions.calendar import Span
from bot.domain.questions.when import When

__all__ = ["Answer", "Asked", "Intent", "Pick", "Question"]


class Intent(StrEnum):
    NOW = "now"
    NEXT = "next"
    WHEN = "when"
    LIST = "list"
    WHO = "who"
    WHERE = "where"
    SPEAKER = "speaker"
    LINK = "link"
    COUNT = "count"
    MY = "my"
    REMIND = "remind"
    HELP = "help"
    UNKNOWN = "unknown"


class Pick(StrEnum):
    """Which of the events that fit."""

    ALL = "all"
    NOW = "now"
    NEXT = "next"
    """Those that start next."""
    FIRST = "first"
    LAST = "last"
    NTH = "nth"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. All that is given must fit, of each several any one; ids are those of the schedule."""

    intent: Intent
    when: When | None = None
    pick: Pick = Pick.ALL
    nth: int = 0
    """Which of the events is meant, from 1, where `pick` is ``nth``."""
    tracks: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()
    names: tuple[str, ...] = ()
    """The events that are asked for by name."""
    after: tuple[str, ...] = ()
    """The events after which it asks for the next."""
    inside: tuple[str, ...] = ()
    """The events whose talks are asked for."""
    statuses: tuple[Status, ...] = ()
    status: bool = False
    """Whether it asks if something takes place as planned."""
    looks_back: bool = False
    zone: ZoneInfo | None = None
    """The zone that it names."""
    topic: str | None = None
    """What it is about where nothing in the schedule is called so."""

    @property
    def singular(self) -> bool:
        """Whether it is about certain events rather than about all that fit."""
        return self.status or self.intent in {
            Intent.WHEN,
            Intent.WHO,
            Intent.WHERE,
            Intent.LINK,
            Intent.REMIND,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids of the events that a question is answered with."""

    question: Question
    events: tuple[str, ...] = ()
    """All that fit, soonest first; for a person those to come first."""
    focus: tuple[str, ...] = ()
    """Those of the events that were spoken of last; empty where all were."""
    shown: int = 0
    """With which of the events the page begins that the reader looks at, from 0."""

    @property
    def window(self) -> Span | None:
        """From the first moment asked for to the last."""
        return self.question.when.window if self.question.when else None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks when: a moment, the reader's zone, and what was answered last in the same chat."""

    now: datetime
    zone: ZoneInfo
    previous: Answer | None = None
