"""New items at the end of a schedule file's lists, in the layout that the list has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from bot.formats.keys import SCHEDULE
from bot.formats.layout import Data, Layout, ListPart, MappingPart, ScalarPart
from bot.formats.patches import EditError, Patch, laid_out, line_break, line_end, line_start, patched
from bot.formats.written import flow, item, scalar

__all__ = ["appended"]

Items = Sequence[dict[str, Data]]

ORDER = {key.name: place for place, key in enumerate(SCHEDULE.keys)}
EMPTY_LINE = re.compile(r"(\r\n|\r(?!\n)|\n)[ \t]*[\r\n]")


def appended(
    content: bytes,
    section: str,
    *new: dict[str, Data],
    forum: str | None = None,
    name: str = "schedule.yaml",
) -> bytes:
    """The file with `new` as the last items of `section`: ``tracks``, ``rooms``, ``persons`` or ``events``.

    With `forum`, an event's id, `section` is its ``talks``. A section that is not there is made; all other
    bytes stay. Raises EditError.
    """
    layout = laid_out(content, name)
    owner = layout.root if forum is None else dict(layout.records()).get(forum)
    if not isinstance(owner, MappingPart):
        raise EditError.no_event(name, forum or "")
    found = layout.find(owner, section)
    if found is None:
        patches = [_new_section(layout, owner, section, new)]
    elif isinstance(found[1], ListPart):
        patches = list(_last_of(layout, owner, found[1], new))
    else:
        line = layout.text.count("\n", 0, found[1].begin) + 1
        raise EditError.at(name, line, f"{section}: found no list that is written here; expected one")
    return patched(content, layout, patches, _expected(layout, section, new, forum), name)


def _last_of(layout: Layout, owner: MappingPart, listed: ListPart, new: Items) -> Iterator[Patch]:
    if listed.flow and (listed.items or owner.flow):
        at = listed.items[-1].end if listed.items else listed.begin + 1
        yield at, at, f"{', ' if listed.items else ''}{_like(owner, new)}"
    elif listed.flow:
        # An empty list gives way to lines below its key.
        yield len(layout.text[: listed.begin].rstrip(" \t")), listed.end, ""
        at = line_end(layout.text, listed.end)
        indent = _indent(layout, owner) + "  "
        lines = [line for each in new for line in item(each, indent, short=False)]
        yield at, at, _joined(lines, line_break(layout.text, at))
    else:
        yield _next_items(layout.text, listed, new)


def _next_items(text: str, listed: ListPart, new: Items) -> Patch:
    last = listed.items[-1]
    dash = text.rindex("-", 0, last.begin)
    short = isinstance(last, MappingPart) and last.flow
    indent = " " * (dash - line_start(text, dash))
    at = line_end(text, last.end)
    apart = len(listed.items) > 1 and EMPTY_LINE.search(text, listed.items[-2].end, last.begin)
    lines = [line for each in new for line in ([""] if apart else []) + item(each, indent, short=short)]
    return at, at, _joined(lines, line_break(text, at))


def _new_section(layout: Layout, owner: MappingPart, section: str, new: Items) -> Patch:
    earlier = [
        pair
        for pair in owner.pairs
        if ORDER.get(layout.scalar(pair[0]) or "", 0) < ORDER.get(section, len(ORDER))
    ]
    name, before = (earlier or owner.pairs)[-1]
    if owner.flow:
        key = scalar(section, name.style if isinstance(name, ScalarPart) else "")
        return before.end, before.end, f", {key}: [{_like(owner, new)}]"
    indent = _indent(layout, owner)
    at = line_end(layout.text, before.end)
    lines = [line for each in new for line in item(each, indent + "  ", short=False)]
    return at, at, _joined([f"{indent}{section}:", *lines], line_break(layout.text, at))


def _like(owner: MappingPart, new: Items) -> str:
    """`new` on one line; as JSON in a file that may be JSON."""
    first = owner.pairs[0][0]
    json_like = isinstance(first, ScalarPart) and first.style == '"'
    return ", ".join(json.dumps(each, ensure_ascii=False) if json_like else flow(each) for each in new)


def _joined(lines: list[str], line_break: str) -> str:
    return "".join(line_break + line for line in lines)


def _indent(layout: Layout, owner: MappingPart) -> str:
    """What stands before each key of a mapping in block style."""
    return " " * min(key.begin - line_start(layout.text, key.begin) for key, _ in owner.pairs)


def _expected(layout: Layout, section: str, new: Items, forum: str | None) -> Data:
    data = layout.data()
    for owner in _owners(data, forum):
        listed = owner.setdefault(section, [])
        if isinstance(listed, list):
            listed.extend(new)
    return data


def _owners(data: Data, forum: str | None) -> list[dict[str, Data]]:
    if not isinstance(data, dict):
        return []
    events = data.get("events")
    found = [data] if forum is None else events if isinstance(events, list) else []
    return [each for each in found if isinstance(each, dict) and (forum is None or each.get("id") == forum)]
