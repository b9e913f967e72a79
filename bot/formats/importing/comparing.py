"""What a source's event says otherwise than the schedule file: the edits to make, and what stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.model import Event, Schedule, Status, Text
from bot.formats.edit import Edit
from bot.formats.layout import Data
from bot.formats.retiming import Scribe
from bot.formats.rewriting import Rewrite

__all__ = ["Comparison", "compared"]

SOURCES = ("track", "room", "language", "source")
"""Single values over which the source decides, where it says something."""
ORGANIZERS = ("url", "recording")
"""Those that it only fills in."""


@dataclass(slots=True)
class Comparison:
    """`keys` names in order what changes, `left` what differs and stays."""

    edits: list[Edit] = field(default_factory=list)
    rewrites: list[Rewrite] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def compared(old: Event, new: Event, file: Schedule, source: Schedule, scribe: Scribe) -> Comparison:
    """`old` in the file and `new` in the source, whose ids of tracks, rooms and persons are the file's."""
    found = Comparison()
    _texts(found, old, new, file, source)
    if (old.start, old.end) != (new.start, new.end):
        found.keys.append("time")
        found.edits += _moved(old, new, file, source, scribe)
    for name in SOURCES:
        value = getattr(new, name)
        if value and value != getattr(old, name):
            found.edits.append(Edit(old.id, name, value))
            found.keys.append(name)
    for name in ORGANIZERS:
        value, kept = getattr(new, name), getattr(old, name)
        if value and not kept:
            found.edits.append(Edit(old.id, name, value))
            found.keys.append(name)
        elif value and value != kept:
            found.left.append(f"its {name}")
    if new.persons and new.persons != old.persons:
        found.rewrites.append(Rewrite(old.id, ("persons",), list(new.persons)))
        found.keys.append("persons")
    _status(found, old, new)
    return found


def _status(found: Comparison, old: Event, new: Event) -> None:
    """Most sources do not know what is tentative or called off: that they say nothing of it is no news."""
    if new.status is old.status:
        return
    if new.status is Status.CONFIRMED:
        found.left.append(f"that it is {old.status}")
    else:
        found.edits.append(Edit(old.id, "status", new.status.value))
        found.keys.append("status")


def _moved(old: Event, new: Event, file: Schedule, source: Schedule, scribe: Scribe) -> Iterator[Edit]:
    """The event's times, and with its start those of the talks that only the file has."""
    forum = source.events.get(new.forum or "") or file.events.get(old.forum or "")
    yield from scribe.edits(old, new.start, new.end, forum.start if forum and old.forum else None)
    shift = new.start - old.start
    for talk in file.talks(old.id) if shift else ():
        if talk.id not in source.events:
            yield from scribe.edits(talk, talk.start + shift, talk.end + shift, new.start)


def _texts(found: Comparison, old: Event, new: Event, file: Schedule, source: Schedule) -> None:
    for name in ("title", "abstract"):
        before, after = getattr(old, name), getattr(new, name)
        if after is None:
            continue
        told = dict(after.translations) or {source.conference.languages[0]: after.default}
        rewrites, left = _text(before, after, told, file.conference.languages)
        found.rewrites += [Rewrite(old.id, (name, *inside), said) for inside, said in rewrites]
        found.left += [f"its {name} {what}" for what in left]
        if rewrites:
            found.keys.append(name)


def _text(
    before: Text | None, after: Text, told: Mapping[str, str], languages: Sequence[str]
) -> tuple[list[tuple[tuple[str, ...], Data]], list[str]]:
    """What to write where inside the text, and what stays: wordings in languages that are not `told`."""
    if before is None or not before.translations:
        same = before is not None and before.default == after.default and not after.translations
        return ([] if same else [((), dict(after.translations) or after.default)]), []
    known = {code: text for code, text in told.items() if code in languages}
    differing = [code for code, text in known.items() if before.translations.get(code) != text]
    left = [f"in {code}, no language of the file" for code in told if code not in known]
    others = [code for code in before.translations if code not in known]
    if differing and others:
        left.append(f"in {', '.join(others)} (does that still fit?)")
    return [((code,), known[code]) for code in differing], left
