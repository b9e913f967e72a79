"""Large schedule files to measure with."""

from __future__ import annotations

import re

from bench.running import ROOT

__all__ = ["rich", "spread", "terse"]

ID = re.compile(r"(?<=\bid: )([a-z0-9-]+)(?=\n|,)")
ROOM = re.compile(r"(?<=\broom: )([a-z0-9-]+)")
HEAD = """\
version: "1"
conference:
  {acronym: c, title: C, time_zone: Asia/Shanghai, start: 2020-07-23, end: 2020-07-23, languages: [en]}
"""
SLOTS = 60
"""Half hours of three days, from 8:00 to 18:00."""
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


def spread(events: int) -> str:
    """So many events of half an hour over three days, of ten tracks, in three languages."""
    names = (f"{{id: Jalur {n}, en: Track {n}, zh: 主题{n}}}" for n in range(10))
    tracks = "".join(f"  - {{id: t{n}, name: {name}}}\n" for n, name in enumerate(names))
    rooms = "".join(f"  - {{id: r{n}, name: Room {n}}}\n" for n in range(-(-events // SLOTS)))
    items = "".join(spread_event(n) for n in range(events))
    head = HEAD.replace("end: 2020-07-23", "end: 2020-07-25").replace("[en]", "[id, en, zh]")
    return f"{head}tracks:\n{tracks}rooms:\n{rooms}events:\n{items}"


def spread_event(number: int) -> str:
    """The slots of all days are filled before the next room is."""
    room, slot = divmod(number, SLOTS)
    day, half = divmod(slot, SLOTS // 3)
    start = f"2020-07-{23 + day} {8 + half // 2:02}:{30 * (half % 2):02}"
    title = f"{{id: Acara {number}, en: Event {number}, zh: 活动{number}}}"
    return (
        f"  - {{id: e{number}, type: forum, title: {title}, start: {start}, duration: 30m, "
        f"room: r{room}, track: t{number % 10}}}\n"
    )


def terse(events: int) -> str:
    """So many events of one line each, in rooms of their own, in one language."""
    rooms = "".join(f"  - {{id: r{n}, name: Room {n}}}\n" for n in range(events))
    start = "2020-07-23 10:00"
    items = "".join(
        f"  - {{id: e{n}, type: forum, title: Event {n}, start: {start}, duration: 1h, room: r{n}}}\n"
        for n in range(events)
    )
    return f"{HEAD}rooms:\n{rooms}events:\n{items}"
