"""``schedule.xml`` as frab and pretalx write it (https://c3voc.de/schedule/schema.xsd)."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.domain.model import Schedule
from bot.formats.exporting.frab import frab_schedule
from bot.formats.marks import GENERATOR

__all__ = ["LONGEST", "to_xml"]

LONGEST = "99:59"
"""The longest duration that the schema can write."""
CONFERENCE = ("acronym", "title", "start", "end", "timeslot_duration", "url", "base_url", "time_zone_name")
EVENT = (
    "date",
    "start",
    "duration",
    "room",
    "slug",
    "url",
    "title",
    "subtitle",
    "track",
    "type",
    "language",
    "abstract",
)


def to_xml(schedule: Schedule, language: str) -> bytes:
    """The schedule; what gets lost is in `bot.formats.exporting.frab`, and so is what lasts over 99 hours."""
    said = frab_schedule(schedule, language)
    conference = said["conference"] | {"base_url": said.get("base_url")}
    root = Element("schedule")
    SubElement(root, "generator", name=GENERATOR)
    SubElement(root, "version").text = said["version"]
    head = SubElement(root, "conference")
    _texts(head, conference, CONFERENCE)
    SubElement(head, "days").text = str(conference["daysCount"])
    for track in conference["tracks"]:
        SubElement(head, "track", track)
    for day in conference["days"]:
        _day(root, day)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _day(root: Element, said: dict[str, Any]) -> None:
    bounds = {"date": said["date"], "start": said["day_start"], "end": said["day_end"]}
    day = SubElement(root, "day", index=str(said["index"]), **bounds)
    for name, events in said["rooms"].items():
        room = SubElement(day, "room", name=name)
        for event in events:
            _event(room, event)


def _event(room: Element, said: dict[str, Any]) -> None:
    event = SubElement(room, "event", id=str(said["id"]), guid=said["guid"])
    _texts(event, said | {"duration": min(said["duration"], LONGEST, key=_minutes)}, EVENT)
    persons = SubElement(event, "persons")
    for person in said["persons"]:
        SubElement(persons, "person", id=str(person["id"]), guid=person["guid"]).text = person["public_name"]
    links = SubElement(event, "links")
    for link in said["links"]:
        SubElement(links, "link", href=link["url"]).text = link["title"]


def _texts(element: Element, said: dict[str, Any], names: tuple[str, ...]) -> None:
    """Elements of a text each; an address that is none is left out."""
    for name in names:
        text = said.get(name)
        if text or (text is not None and not name.endswith("url")):
            SubElement(element, name).text = text


def _minutes(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)
