"""Edits of a schedule file's text: what is said of one event changes, every other byte stays.

Comments, order, layout, line ends, quotes and a byte order mark are the organizers' own. A new value is
written as the old one was, a new key after the one it usually follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.formats.keys import EVENT
from bot.formats.layout import AliasPart, Data, Layout, ListPart, MappingPart, Part, ScalarPart
from bot.formats.patches import EditError, Patch, laid_out, line_break, line_end, line_start, patched
from bot.formats.written import flow, scalar

__all__ = ["Edit", "edited"]

ORDER = {key.name: place for place, key in enumerate(EVENT.keys)}
HEADER_COMMENT = re.compile(r"[|>][0-9+-]*([ \t]+#[^\r\n]*)?")
COMMA = re.compile(r"[ \t]*,?[ \t]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """The event or talk says `value` under `key`, one of its keys with a single value; None takes it away."""

    event_id: str
    key: str
    value: str | None


def edited(content: bytes, edits: Iterable[Edit], name: str = "schedule.yaml") -> bytes:
    """The file after `edits`, of which no two are about one key of one event. Raises EditError.

    Whether the new values make sense is for `read_schedule` to say; here they only are what is read there.
    """
    layout = laid_out(content, name)
    records = dict(layout.records())
    wanted: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.event_id not in records:
            raise EditError.no_event(name, edit.event_id)
        wanted[edit.event_id].append(edit)
    editor = _Editor(layout)
    for event_id, of_event in wanted.items():
        editor.take(records[event_id], of_event)
    return patched(content, layout, editor.patches(), _expected(layout, wanted), name)


class _Editor:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._text = layout.text
        self._patches: list[Patch] = []
        self._replaced: list[Part] = []

    def take(self, record: MappingPart, edits: Iterable[Edit]) -> None:
        """Edit one event."""
        removed = {edit.key for edit in edits if edit.value is None}
        for edit in sorted(edits, key=_place):
            found = self._layout.find(record, edit.key)
            if edit.value is None:
                if found:
                    self._remove(record, record.pairs.index(found))
            elif found is None:
                self._insert(record, removed, edit.key, edit.value)
            elif self._layout.scalar(found[1]) != edit.value:
                self._replace(found[1], edit.value, in_flow=record.flow)

    def patches(self) -> Iterator[Patch]:
        """All of them: an anchor goes with its old value to the first alias that still stands for that."""
        yield from self._patches
        aliases = [alias for alias in self._layout.aliases if alias not in self._replaced]
        for part in self._replaced:
            users = [alias for alias in aliases if alias.anchor == part.anchor]
            if isinstance(part, AliasPart) or not users:
                continue
            if isinstance(part, ScalarPart):
                yield part.begin, part.start, ""
            yield users[0].begin, users[0].end, f"&{part.anchor} {flow(self._layout.data(part))}"

    def _replace(self, part: Part, value: str, *, in_flow: bool) -> None:
        self._replaced.append(part)
        if not isinstance(part, ScalarPart):
            self._patches.append((part.begin, part.end, scalar(value, in_flow=in_flow)))
            return
        new = scalar(value, part.style, in_flow=in_flow)
        if header := HEADER_COMMENT.match(self._text, part.start, part.end):
            new += header[1] or ""
        self._patches.append((part.start, part.end, new))

    def _insert(self, record: MappingPart, removed: set[str], key: str, value: str) -> None:
        pairs = [pair for pair in record.pairs if self._layout.scalar(pair[0]) not in removed]
        name, before = self._predecessor(pairs, key)
        style = name.style if isinstance(name, ScalarPart) else ""
        pair = f"{scalar(key, style)}: {scalar(value, style, in_flow=record.flow)}"
        if record.flow:
            self._patches.append((before.end, before.end, f", {pair}"))
            return
        at = line_end(self._text, before.end)
        indent = min(each.begin - line_start(self._text, each.begin) for each, _ in record.pairs)
        self._patches.append((at, at, f"{line_break(self._text, at)}{' ' * indent}{pair}"))

    def _predecessor(self, pairs: Sequence[tuple[Part, Part]], key: str) -> tuple[Part, Part]:
        """The pair that usually comes right before `key`, of those that a line can follow."""
        fit = [pair for pair in pairs if not self._goes_on(pair[1])]
        earlier = [pair for pair in fit if ORDER.get(self._layout.scalar(pair[0]) or "", 0) < ORDER[key]]
        return max(earlier or fit or pairs, key=lambda pair: ORDER.get(self._layout.scalar(pair[0]) or "", 0))

    def _goes_on(self, part: Part) -> bool:
        """Whether the part takes the line breaks after it as its own."""
        while isinstance(part, ListPart | MappingPart) and not part.flow:
            part = part.items[-1] if isinstance(part, ListPart) else part.pairs[-1][1]
        if not isinstance(part, ScalarPart) or part.style not in ("|", ">"):
            return False
        header = HEADER_COMMENT.match(self._text, part.start)
        chomping = header[0].partition(" ")[0] if header else ""
        return "+" in chomping or ("-" not in chomping and part.end == len(self._text))

    def _remove(self, record: MappingPart, at: int) -> None:
        self._replaced += _parts(record.pairs[at][1])
        span = self._flow_span(record, at) if record.flow else self._block_span(record, at)
        self._patches.append((*span, ""))

    def _flow_span(self, record: MappingPart, at: int) -> tuple[int, int]:
        """The pair and one comma."""
        name, value = record.pairs[at]
        last = at + 1 == len(record.pairs)
        if last and at and "#" not in self._text[record.pairs[at - 1][1].end : name.begin]:
            return record.pairs[at - 1][1].end, value.end
        comma = COMMA.match(self._text, value.end)
        return name.begin, comma.end() if comma and not last else value.end

    def _block_span(self, record: MappingPart, at: int) -> tuple[int, int]:
        """The lines of the pair; where a dash stands before it, up to the next key, which takes its place."""
        name, value = record.pairs[at]
        start, end = line_start(self._text, name.begin), line_end(self._text, value.end)
        if self._text[start : name.begin].strip():
            following = record.pairs[at + 1][0].begin if at + 1 < len(record.pairs) else end
            return name.begin, following if not self._text[end:following].strip() else end
        if end < len(self._text):
            return start, end + len(line_break(self._text, end))
        return start - len(line_break(self._text)) if start else start, end


def _place(edit: Edit) -> int:
    return ORDER.get(edit.key, len(ORDER))


def _parts(part: Part) -> Iterator[Part]:
    """The part and all inside it."""
    yield part
    if isinstance(part, ListPart):
        for item in part.items:
            yield from _parts(item)
    elif isinstance(part, MappingPart):
        for pair in part.pairs:
            yield from _parts(pair[0])
            yield from _parts(pair[1])


def _expected(layout: Layout, wanted: Mapping[str, Iterable[Edit]]) -> Data:
    """What the file says after the edits."""
    data = layout.data()
    for record in _records(data):
        for edit in wanted.get(str(record.get("id")), ()):
            if edit.value is None:
                record.pop(edit.key, None)
            else:
                record[edit.key] = edit.value
    return data


def _records(data: Data) -> Iterator[dict[str, Data]]:
    events = data.get("events") if isinstance(data, dict) else ()
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict):
            yield event
            talks = event.get("talks")
            yield from (talk for talk in (talks if isinstance(talks, list) else ()) if isinstance(talk, dict))
