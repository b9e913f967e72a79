"""Large schedule files to measure with."""

from __future__ import annotations

import re

from bench.running import ROOT

__all__ = ["rich", "terse"]

ID = re.compile(r"(?<=\bid: )([a-z0-9-]+)(?=\n|,)")
ROOM = re.compile(r"(?<=\broom: )([a-z0-9-]+)")
HEAD = """\
version: "1"
conference:
  {acronym: c, title: C, time_zone: Asia/Shanghai, start: 2020-07-23, end: 2020-07-23, languages: [en]}
"""
PERSONS = re.compile(r"(?<=\bpersons: \[)([a-z0-9, -]+)(?=\])")


def rich(copies: int) -> str:
    """The shipped programme so many times at once, each in rooms and with persons of its own.

    Its 50 events have their texts in three languages; 12 talks come with them.
    """
    shipped = (ROOT / "schedule.yaml").read_text(encoding="utf-8")
    head, _, events = shipped.partition("\nevents:\n")
    sections = re.split(r"(?m)^(?=[a-z_]+:)", head)
    return "".join(
        [
            *(
                times(section, copies) if section.startswith(("rooms:", "persons:")) else section
                for section in sections
            ),
            "\nevents:\n",
            *(numbered(events, copy) for copy in range(copies)),
        ]
    )


def times(section: str, copies: int) -> str:
    """A section that lists its entries once for each copy."""
    key, _, entries = section.partition("\n")
    return "\n".join([key, *(numbered(entries, copy).rstrip() for copy in range(copies)), ""])


def numbered(text: str, copy: int) -> str:
    """The text with every id in it made another one."""
    text = ROOM.sub(rf"\1-{copy}", ID.sub(rf"\1-{copy}", text))
    return PERSONS.sub(lambda found: ", ".join(f"{id_}-{copy}" for id_ in found[1].split(", ")), text)


def terse(events: int) -> str:
    """So many events of one line each, in rooms of their own, in one language."""
    rooms = "".join(f"  - {{id: r{n}, name: Room {n}}}\n" for n in range(events))
    start = "2020-07-23 10:00"
    items = "".join(
        f"  - {{id: e{n}, type: forum, title: Event {n}, start: {start}, duration: 1h, room: r{n}}}\n"
        for n in range(events)
    )
    return f"{HEAD}rooms:\n{rooms}events:\n{items}"
