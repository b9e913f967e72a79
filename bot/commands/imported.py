"""What an import says of itself: the lines of its report, or one JSON object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from json import dumps
from typing import Any

from bot.commands.command import plural, say
from bot.commands.report import counted
from bot.domain.model import Schedule
from bot.formats.importing.merging import Merge
from bot.formats.importing.reading import Imported
from bot.formats.schedule import Reading

__all__ = ["report"]

SHOWN = 5
"""Events named in a line of the report; the rest is counted."""


def report(source: str, imported: Imported, reading: Reading, merge: Merge | None, *, json: bool) -> None:
    """To standard error; `reading` is what checking the outcome found."""
    if json:
        say(dumps(_as_json(imported, reading, merge), ensure_ascii=False))
        return
    for line in _in_words(source, imported, reading, merge):
        say(line)


def _in_words(source: str, imported: Imported, reading: Reading, merge: Merge | None) -> Iterator[str]:
    yield f"{source}: {imported.kind}, {_size(imported.schedule)}"
    yield from map(str, imported.notes)
    if merge:
        for what, titles in _outcomes(merge).items():
            yield f"{what.replace('_', ' ')}: {_listed(titles)}"
    found = counted(reading.problems)
    yield f"check: {found}; python -m bot check shows them" if found else "check: nothing to mend"


def _as_json(imported: Imported, reading: Reading, merge: Merge | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": imported.kind.value,
        "events": len(imported.schedule.events),
        "days": len(imported.schedule.days),
        "notes": [note.as_json() for note in imported.notes],
        "warnings": [str(problem) for problem in reading.problems],
    }
    return said | (_outcomes(merge) if merge else {})


def _outcomes(merge: Merge) -> dict[str, list[str]]:
    return {
        "added": merge.added,
        "changed": merge.changed,
        "left": merge.left,
        "not_in_the_source": merge.missing,
    }


def _size(schedule: Schedule) -> str:
    counts = {
        "event": schedule.events,
        "day": schedule.days,
        "track": schedule.tracks,
        "room": schedule.rooms,
        "person": schedule.persons,
    }
    return ", ".join(plural(len(things), thing) for thing, things in counts.items())


def _listed(titles: Sequence[str]) -> str:
    if not titles:
        return "nothing"
    more = [f"and {len(titles) - SHOWN} more"] if len(titles) > SHOWN else []
    return f"{len(titles)}: {'; '.join([*titles[:SHOWN], *more])}"
