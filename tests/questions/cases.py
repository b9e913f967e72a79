"""The questions of ``sets``: in one language about one schedule each, with what answers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.domain.model import Schedule
from bot.domain.questions import Answer, Asked, Questions
from bot.formats.schedule import read_schedule
from bot.texts.phrasebook import grammar

__all__ = ["KINDS", "Case", "answer", "answers", "cases", "schedule"]

HERE = Path(__file__).parent
SHIPPED = HERE.parent.parent / "schedule.yaml"
KINDS = ("tuned", "held out")
"""The engine was built and mended with the first. The second were written and stored whole, misses included, before it
met them, and nothing was mended by them: who mends by one moves its set to the first."""


@dataclass(frozen=True, slots=True)
class Case:
    """`at` is on the conference's clock; `window` is None where any will do."""

    schedule: str
    language: str
    kind: str
    question: str
    at: datetime
    zone: str
    intent: str
    events: tuple[str, ...]
    window: tuple[str, ...] | None

    def __str__(self) -> str:
        return f"{self.schedule} {self.at:%d %H:%M} {self.question}"


@cache
def schedule(name: str) -> Schedule:
    """One of ``schedules``, or the one that ships."""
    path = SHIPPED if name == "shipped" else HERE / "schedules" / f"{name}.yaml"
    read = read_schedule(path.read_bytes(), path.name).schedule
    assert read is not None
    return read


@cache
def questions(name: str) -> Questions:
    return Questions(schedule(name), grammar())


def cases(*kinds: str) -> Iterator[Case]:
    """All cases of these kinds."""
    return (case for case in _all() if case.kind in kinds)


@cache
def _all() -> tuple[Case, ...]:
    return tuple(_read())


def _read() -> Iterator[Case]:
    for path in sorted((HERE / "sets").glob("*.yaml")):
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        for kind in KINDS:
            for block in given.get(kind, ()):
                yield from _of_block(given, kind, block)


def _of_block(given: dict[str, Any], kind: str, block: dict[str, Any]) -> Iterator[Case]:
    for question, intent, events, *window in block["questions"]:
        yield Case(
            schedule=given["schedule"],
            language=given["language"],
            kind=kind,
            question=question,
            at=datetime.fromisoformat(block["at"]),
            zone=block.get("zone", given["zone"]),
            intent=intent,
            events=tuple(_flat(events)),
            window=tuple(window[0]) if window else None,
        )


def _flat(events: list[Any]) -> Iterator[str]:
    """The ids; a list in a list is a group that several questions share."""
    for event in events:
        if isinstance(event, list):
            yield from _flat(event)
        else:
            yield event


def answer(case: Case) -> Answer:
    now = case.at.replace(tzinfo=schedule(case.schedule).conference.zone).astimezone(UTC)
    return questions(case.schedule).answer(case.question, Asked(now, ZoneInfo(case.zone)))


def answers(case: Case, found: Answer) -> bool:
    """Whether intent, events in their order, and the window are what was expected.

    The order is the schedule's; for a person what is over comes last.
    """
    programme = schedule(case.schedule)
    now = case.at.replace(tzinfo=programme.conference.zone)
    order = list(programme.events)
    wanted = sorted(case.events, key=order.index)
    if found.question.persons:
        wanted.sort(key=lambda id_: programme.events[id_].end <= now)
    if case.window is not None:
        window = found.window
        said = (window.start, window.end) if window else ()
        if said != tuple(map(datetime.fromisoformat, case.window)):
            return False
    return found.question.intent == case.intent and list(found.events) == wanted
