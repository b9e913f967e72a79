"""Schedules in every layout that people write: the same content in other lines, quotes, orders and line ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

__all__ = ["Written", "schedules"]

HEAD = (
    'version: "1"',
    "conference:",
    "  acronym: tiny2020  # short",
    "  title: A tiny conference",
    "  time_zone: Asia/Shanghai",
    "  start: 2020-07-23",
    "  end: 2020-07-25",
    "  languages: [en]",
    "rooms:",
    "  - {id: main, name: Main}",
    '  - {id: side, name: Side, url: "https://example.org/side"}',
)
LINKS = ("https://example.org/a", "https://example.org/b?x=1,2&y={z}", "https://example.org/c#d")
REPEATED = (*LINKS, "confirmed", "main", "side")
COMMENTS = ("# note", "# start: 2020-07-23 14:00", "# a - b: {c", "# 会场")
Draw = Any


@dataclass
class Written:
    """`text` says `events`, each with its talks; all values are texts."""

    text: str
    newline: str
    events: list[dict[str, Any]]

    @property
    def content(self) -> bytes:
        return self.text.encode()

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        talks = [talk for event in self.events for talk in event.get("talks", [])]
        return {record["id"]: record for record in (*self.events, *talks)}


@dataclass
class Pen:
    """Writes one file; remembers the values that bear an anchor."""

    draw: Draw
    uses_anchors: bool
    lines: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)

    def chance(self, of: int = 2) -> bool:
        return bool(self.draw(st.integers(1, of)) == 1)

    def choose(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def comment(self, indent: str) -> None:
        if self.chance(4):
            self.lines.append(
                self.choose("", "", f"{indent}{self.choose(*COMMENTS)}", self.choose(*COMMENTS))
            )

    def events(self, events: list[dict[str, Any]]) -> None:
        indent = self.choose("", "  ", "    ")
        self.lines.append("events:")
        for event in events:
            self.comment(indent)
            self.record(event, indent)
        self.comment("")

    def record(self, record: dict[str, Any], indent: str) -> None:
        """One item of a list."""
        if self.chance(3):
            return self.braces(record, indent)
        keys = list(self.draw(st.permutations(list(record))))
        dash, inner = self.choose(("- ", "  "), ("-   ", "    "))
        if self.chance(5):
            self.lines.append(f"{indent}-{self.choose('', '  # dash')}")
            dash = inner
        for place, key in enumerate(keys):
            if place:
                self.comment(indent + inner)
            self.pair(key, record[key], indent + (inner if place else dash), indent + inner)
        return None

    def pair(self, key: str, value: Any, opening: str, indent: str) -> None:
        name = self.choose(key, key, key, f'"{key}"')
        if isinstance(value, list):
            self.lines.append(f"{opening}{name}:")
            inside = indent + self.choose("", "  ")
            for item in value:
                self.record(item, inside)
        else:
            self.lines += self.block_value(f"{opening}{name}:", value, indent)

    def block_value(self, opening: str, value: str, indent: str) -> list[str]:
        tail = self.choose("", "", "  # why")
        match self.draw(st.integers(1, 9)):
            case 1:
                texts = ((">",), ("|+", "")) if value.startswith(("T", "Forum")) else ()
                header, *after = self.choose((">-",), ("|-",), (">-", ""), (">-  # folded",), *texts)
                return [f"{opening} {header}", f"{indent}  {value}", *after]
            case 2 if " " in value:
                first, _, rest = value.partition(" ")
                return [f"{opening} {first}", f"{indent}   {rest}{tail}"]
            case 3:
                return [f"{opening}{tail}", f"{indent}  {self.scalar(value)}"]
            case _:
                return [f"{opening} {self.scalar(value)}{tail}"]

    def scalar(self, value: str, *, flow: bool = False) -> str:
        if value in self.anchors:
            return f"*{self.anchors[value]}" if self.chance() else self.quotes(value, flow=flow)
        if self.uses_anchors and value in REPEATED and self.chance():
            self.anchors[value] = f"a{len(self.anchors)}"
            return f"&{self.anchors[value]} {self.quotes(value, flow=flow)}"
        return self.quotes(value, flow=flow)

    def quotes(self, value: str, *, flow: bool) -> str:
        plain = f'"{value}"' if flow and "://" in value else value
        return str(self.choose(plain, plain, f"'{value}'", f'"{value}"'))

    def braces(self, record: dict[str, Any], indent: str) -> None:
        pairs = [f"{key}: {self.in_braces(value)}" for key, value in record.items()]
        if self.chance(3):
            broken = f",{self.choose('', '  # why')}\n{indent}    ".join(pairs)
            self.lines += f"{indent}- {{{broken}{self.choose('', ',')}}}".split("\n")
        else:
            self.lines.append(f"{indent}- {{{self.choose(', ', ',').join(pairs)}{self.choose('', ' ')}}}")

    def in_braces(self, value: Any) -> str:
        if isinstance(value, list):
            items = (
                ", ".join(f"{key}: {self.in_braces(each)}" for key, each in item.items()) for item in value
            )
            return f"[{', '.join(f'{{{item}}}' for item in items)}]"
        return self.scalar(value, flow=True) + " "


@st.composite
def schedules(draw: Draw, *, anchors: bool = True) -> Written:
    """A schedule without errors: events from 10:00 on, each with talks in its first half hour or without."""
    events = [draw(events_from(f"e{n}", f"{10 + 2 * n}")) for n in range(draw(st.integers(1, 3)))]
    pen = Pen(draw, anchors, list(HEAD))
    pen.events(events)
    newline = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    text = newline.join(pen.lines) + draw(st.sampled_from((newline, newline, "", newline * 2)))
    return Written(draw(st.sampled_from(("", "", "\ufeff"))) + text, newline, events)


@st.composite
def events_from(draw: Draw, id_: str, hour: str) -> dict[str, Any]:
    end = draw(
        st.sampled_from(({"end": f"2020-07-23 {hour}:50"}, {"duration": "50m"}, {"duration": "0h50m"}))
    )
    talks = [
        {"id": f"{id_}-t{n}", "title": "T", **times, **draw(extras)}
        for n in range(draw(st.integers(0, 2)))
        for times in [draw(talk_times(hour, 10 * n))]
    ]
    event = {"id": id_, "type": "forum", "title": f"Forum {id_}", "start": f"2020-07-23 {hour}:00", **end}
    return {**event, **draw(extras), **({"talks": talks} if talks else {})}


@st.composite
def talk_times(draw: Draw, hour: str, minute: int) -> dict[str, Any]:
    first, last = f"{hour}:{minute:02}", f"{hour}:{minute + 10:02}"
    return dict(
        draw(
            st.sampled_from(
                (
                    {"start": first, "end": last},
                    {"start": first, "duration": "10m"},
                    {"start": f"2020-07-23 {first}", "end": last},
                    {"start": first, "end": f"2020-07-23T{last}"},
                )
            )
        )
    )


extras = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(("confirmed", "tentative", "cancelled")),
        "room": st.sampled_from(("main", "side")),
        "url": st.sampled_from(LINKS),
        "recording": st.sampled_from(LINKS),
    },
)
