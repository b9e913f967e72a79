"""Values with parts inside, written anew in a schedule file: a wording in one language, a list of persons.

Every byte elsewhere stays. What a single value is, `bot.formats.edit` changes in the form that it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeGuard

from bot.formats.keys import EVENT
from bot.formats.layout import Data, Layout, MappingPart, Part, ScalarPart
from bot.formats.patches import EditError, Patch, laid_out, line_break, line_end, line_start, patched
from bot.formats.syntax import quoted
from bot.formats.written import block, flow, scalar

__all__ = ["Rewrite", "rewritten"]

ORDER = {key.name: place for place, key in enumerate(EVENT.keys)}
QUOTES = '"'


@dataclass(frozen=True, slots=True)
class Rewrite:
    """An event, or the file where `event_id` is None, says `value` under `keys`, one inside another."""

    event_id: str | None
    keys: tuple[str, ...]
    value: Data


def rewritten(content: bytes, rewrites: Iterable[Rewrite], name: str = "schedule.yaml") -> bytes:
    """The file after `rewrites`, of which no two are about the same value. Raises EditError."""
    layout = laid_out(content, name)
    records = dict(layout.records())
    data = layout.data()
    patches = []
    for rewrite in rewrites:
        owner: Part | None = records.get(rewrite.event_id) if rewrite.event_id else layout.root
        for key in rewrite.keys[:-1]:
            owner = _value(layout, owner, key)
        if not isinstance(owner, MappingPart):
            raise EditError.at(name, 1, f"found no place for {quoted('.'.join(rewrite.keys))}; expected one")
        patches.append(_patch(layout, owner, rewrite.keys[-1], rewrite.value))
        _say(data, rewrite)
    return patched(content, layout, patches, data, name)


def _value(layout: Layout, mapping: Part | None, key: str) -> Part | None:
    found = layout.find(mapping, key) if mapping else None
    return found[1] if found else None


def _patch(layout: Layout, owner: MappingPart, key: str, value: Data) -> Patch:
    found = layout.find(owner, key)
    text = layout.text
    if found and isinstance(value, str) and _on_one_line(found[1]) and "\n" not in value:
        return found[1].start, found[1].end, scalar(value, found[1].style, in_flow=owner.flow)
    if owner.flow:
        if found:
            return found[1].begin, found[1].end, flow(value)
        end = owner.pairs[-1][1].end
        return end, end, f", {scalar(key, in_flow=True)}: {flow(value)}"
    indent = min(each.begin - line_start(text, each.begin) for each, _ in owner.pairs)
    if found:
        name, old = found
        alone = not text[old.end : line_end(text, old.end)].strip()
        return name.begin, old.end, _pair(key, value, indent, layout, alone=alone)
    at = line_end(text, _before(layout, owner, key).end)
    return at, at, f"{line_break(text, at)}{' ' * indent}{_pair(key, value, indent, layout, alone=True)}"


def _on_one_line(part: Part) -> TypeGuard[ScalarPart]:
    return isinstance(part, ScalarPart) and part.style not in ("|", ">")


def _before(layout: Layout, owner: MappingPart, key: str) -> Part:
    """The value after which a new key usually comes."""
    earlier = [
        value
        for name, value in owner.pairs
        if ORDER.get(layout.scalar(name) or "", 0) < ORDER.get(key, len(ORDER))
    ]
    return (earlier or [owner.pairs[-1][1]])[-1]


def _pair(key: str, value: Data, indent: int, layout: Layout, *, alone: bool) -> str:
    """Key and value without what stands before the key; on one line where they are not alone on it."""
    if not alone:
        return f"{scalar(key)}: {scalar(value, QUOTES) if isinstance(value, str) else flow(value)}"
    return line_break(layout.text).join(block({key: value}, " " * indent)).lstrip(" ")


def _say(data: Data, rewrite: Rewrite) -> None:
    """Enter the rewrite in what the file says."""
    records = _records(data) if rewrite.event_id else [data]
    for record in records:
        if not isinstance(record, dict) or (rewrite.event_id and record.get("id") != rewrite.event_id):
            continue
        owner: Data = record
        for key in rewrite.keys[:-1]:
            owner = owner[key] if isinstance(owner, dict) else owner
        if isinstance(owner, dict):
            owner[rewrite.keys[-1]] = rewrite.value


def _records(data: Data) -> list[Data]:
    """Every event and talk."""
    events = data.get("events") if isinstance(data, dict) else None
    found: list[Data] = []
    for event in events if isinstance(events, list) else ():
        found.append(event)
        talks = event.get("talks") if isinstance(event, dict) else None
        found += talks if isinstance(talks, list) else []
    return found
