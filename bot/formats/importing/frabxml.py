"""pentabarf's, frab's and pretalx's ``schedule.xml`` (https://c3voc.de/schedule/schema.xsd)."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from bot.formats.importing.drafts import Draft
from bot.formats.importing.frab import draft_of
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.source import SourceError
from bot.formats.marks import GENERATOR
from bot.formats.tree import UNWANTED

__all__ = ["declared_encoding", "read_xml"]

EXPECTED = "expected a schedule.xml with <schedule>, <conference> and <day> in it"
MOST_ELEMENTS = 300_000
DEEPEST = 50
DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")


class _RefusalError(Exception):
    """The document asks for more than a schedule needs."""


def declared_encoding(content: bytes) -> str | None:
    """The encoding that an XML declaration names."""
    found = DECLARATION.match(content[:300].removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode() if found else None


def read_xml(text: str, notes: Notes) -> Draft:
    """The draft that an XML text holds. Raises SourceError, also for a document type."""
    if UNWANTED.search(text):
        notes.add(Topic.CONTROLS, "the file")
        text = UNWANTED.sub("", text)
    root = _parsed(text)
    if root.tag != "schedule" or root.find("conference") is None:
        raise SourceError(f"found XML that begins with <{root.tag[:40]}>; {EXPECTED}")
    generator = root.find("generator")
    own = generator is not None and generator.get("name") == GENERATOR
    return draft_of(_schedule(root), notes, own=own)


def _parsed(text: str) -> Element:
    """The root of the document. Namespaces are left out of names."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = elements = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > DEEPEST or elements > MOST_ELEMENTS:
            raise _RefusalError("more elements than a schedule has")
        builder.start(tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise _RefusalError("a document type (<!DOCTYPE …>)")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except _RefusalError as refusal:
        raise SourceError(f"found {refusal} in the XML; {EXPECTED}") from None
    except expat.ExpatError as error:
        what = expat.errors.messages.get(error.code, "a mistake")
        raise SourceError(f"found XML with a mistake in line {error.lineno} ({what}); {EXPECTED}") from None
    return builder.close()


def _schedule(root: Element) -> dict[str, Any]:
    """The document as the JSON of the same schedule."""
    conference = _texts(root.find("conference"))
    tracks = root.findall("conference/track")
    return {
        "version": root.findtext("version"),
        "conference": {
            **conference,
            "tracks": [
                {"name": track.get("name") or track.text, "color": track.get("color")} for track in tracks
            ],
            "days": [_day(day) for day in root.findall("day")],
        },
    }


def _day(day: Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.findall("room"):
        rooms.setdefault(room.get("name") or "", []).extend(map(_event, room.findall("event")))
    return {"date": day.get("date"), "day_start": day.get("start"), "rooms": rooms}


def _event(event: Element) -> dict[str, Any]:
    return {
        **_texts(event),
        "id": event.get("id"),
        "guid": event.get("guid"),
        "persons": [
            {**person.attrib, "public_name": person.findtext("name") or "".join(person.itertext())}
            for person in event.findall("persons/person")
        ],
        "links": [
            {"title": link.text or link.get("title"), "url": link.get("href")}
            for link in event.findall("links/link")
        ],
    }


def _texts(element: Element | None) -> dict[str, Any]:
    """The texts of the elements inside, by name; the first of each."""
    texts: dict[str, Any] = {}
    for child in element if element is not None else ():
        texts.setdefault(child.tag, "".join(child.itertext()))
    return texts
