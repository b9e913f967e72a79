"""What an import had to guess, change or drop, in words for the organizers who check it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

__all__ = ["Note", "Notes", "Topic"]

SHOWN = 3
"""Examples in a line of the report; the rest is counted."""
KEPT = 1000
"""Examples kept of one topic, for programs."""
LONGEST_EXAMPLE = 80


class Topic(Enum):
    """What a note is about: what was done about it (guessed, changed or dropped), and what it was."""

    ENCODING = ("guessed", "not UTF-8; read as")
    ZONE = ("guessed", "the time zone; if it is another, say it with --time-zone")
    CONFERENCE = ("guessed", "what the source does not say of the conference")
    TYPE = ("guessed", "kinds of events")
    ID = (
        "guessed",
        "ids, made from titles; write one that stays into the source",
    )
    SAME_ID = ("guessed", "an id that several events have; the later ones got a number")
    END = ("guessed", "no end; taken as one hour, or until the room is needed")
    ALL_DAY = ("guessed", "no clock time; taken from 00:00 to 24:00")
    NIGHT = ("guessed", "early hours of a conference day; taken as the next morning")
    SPEAKERS = ("guessed", "speakers, from what the texts begin with")
    FOLDS = ("guessed", "lines that are no property; taken as part of the one before")
    REPEATED = ("guessed", "repeats; each time became an event")
    DATES = ("guessed", "dates with slashes; read as")
    MARKUP = ("changed", "HTML and Markdown to plain text")
    CONTROLS = ("changed", "control characters taken out")
    BIDI = ("changed", "characters that turn the reading direction taken out")
    TITLE = ("changed", "long titles cut; the whole one begins the abstract")
    SECONDS = ("changed", "times rounded down to the minute")
    DAYS = ("changed", "the conference's days, so that every event is on one")
    LATE = ("changed", "ends later than the last night allows; cut")
    CLOCKS = ("changed", "starts in the hour that the clocks show twice; moved to its first showing")
    PERSON = ("changed", "persons of one name with several ids made one")
    OUTSIDE = ("dropped", "far from the other events, more than 31 days in all")
    NO_START = ("dropped", "events without a time")
    NO_TITLE = ("dropped", "events without a title")
    TWICE = ("dropped", "events that are there twice")
    SERIES = ("dropped", "repeats in a way that is not followed; only its first time was taken")
    NESTED = ("dropped", "not inside their forum's time, or in none; they became events of their own")
    ATTENDEES = ("dropped", "attendees with a mail address, who need not be speakers")
    STATUS = ("dropped", "what is no status; taken as confirmed")
    URL = ("dropped", "what is no http or https address")
    LANGUAGE = ("dropped", "what is no language's code")
    COLOR = ("dropped", "what is no colour")
    BROKEN = ("dropped", "what could not be read")

    def __init__(self, action: str, what: str) -> None:
        self.action = action
        self.what = what


@dataclass(frozen=True, slots=True)
class Note:
    """`count` things of one topic; `examples` are the first of them."""

    topic: Topic
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        shown = self.examples[: None if self.topic is Topic.CONFERENCE else SHOWN]
        more = self.count - len(shown)
        listed = ", ".join([*shown, *([f"and {more} more"] if more else [])])
        number = f" ({self.count})" if more else ""
        return f"{self.topic.action}: {self.topic.what}{number}: {listed}"

    def as_json(self) -> dict[str, Any]:
        return {
            "action": self.topic.action,
            "topic": self.topic.name.lower(),
            "message": self.topic.what,
            "count": self.count,
            "examples": list(self.examples),
        }


class Notes:
    """Collects notes; the same example of one topic counts once."""

    def __init__(self) -> None:
        self._examples: dict[Topic, dict[str, None]] = {}
        self._beyond: dict[Topic, int] = {}

    def add(self, topic: Topic, example: str) -> None:
        examples = self._examples.setdefault(topic, {})
        short = " ".join(example.split())
        if len(short) > LONGEST_EXAMPLE:
            short = short[: LONGEST_EXAMPLE - 1] + "…"
        if short in examples:
            return
        if len(examples) < KEPT:
            examples[short] = None
        else:
            self._beyond[topic] = self._beyond.get(topic, 0) + 1

    def __iter__(self) -> Iterator[Note]:
        """Every note, in the order of the topics."""
        for topic in Topic:
            if topic in self._examples:
                examples = tuple(self._examples[topic])
                yield Note(topic, len(examples) + self._beyond.get(topic, 0), examples)
