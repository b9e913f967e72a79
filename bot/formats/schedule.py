"""``schedule.yaml`` to the model, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.model import Conference, Person, Room, Schedule, Track
from bot.formats.context import Context
from bot.formats.keys import SCHEDULE, ConferenceKeys, PersonKeys, RoomKeys, ScheduleKeys, TrackKeys
from bot.formats.problems import Findings, Problem
from bot.formats.programme import NO_TEXT, Placed, Programme, claim
from bot.formats.records import Fields, Key, One
from bot.formats.rules import check_overlaps
from bot.formats.spans import Frame
from bot.formats.titles import check_titles
from bot.formats.trackdays import check_conference_days, check_days
from bot.formats.tree import LARGEST, tree

__all__ = ["ENOUGH", "Reading", "read_schedule"]

T = TypeVar("T")
ENOUGH = LARGEST + 1
"""Bytes of a file that say all there is to say about it: of a longer one, that it is too long."""
MOST_DAYS = 31
STAND_IN = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file said.

    `schedule` is None exactly when one of the `problems`, ordered by position, is an error.
    `places` gives the line and column (from 1) of every event's and talk's id.
    """

    schedule: Schedule | None
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_schedule(content: str | bytes, name: str = "schedule.yaml") -> Reading:
    """Read a schedule; `name` is what problems call the file. Never raises on any content."""
    findings = Findings(name)
    root = tree(content, findings)
    if root is None:
        return Reading(None, findings.in_order())
    context = Context(findings)
    fields = One(SCHEDULE).read(root, "schedule", context)
    if fields is None:
        return Reading(None, findings.in_order())
    schedule, placed = _schedule(fields, context)
    return Reading(
        None if findings.failed else schedule,
        findings.in_order(),
        {one.event.id: _place(one) for one in placed},
    )


def _schedule(fields: Fields, context: Context) -> tuple[Schedule, list[Placed]]:
    """The schedule, with stand-ins for what is missing or wrong."""
    version = fields.get(ScheduleKeys.VERSION) or ""
    conference, frame = _conference(fields, context)
    track = partial(_track, frame=frame, context=context)
    tracks = _section(fields, ScheduleKeys.TRACKS, TrackKeys.ID, track, context)
    rooms = _section(fields, ScheduleKeys.ROOMS, RoomKeys.ID, _room, context)
    persons = _section(fields, ScheduleKeys.PERSONS, PersonKeys.ID, _person, context)
    placed = Programme(frame, context).read(fields)
    check_overlaps(placed, frame.zone, context)
    check_days(placed, tracks, frame.zone, context)
    check_titles(placed, context)
    events = {one.event.id: one.event for one in placed}
    return Schedule(version, conference, tracks, rooms, persons, events), placed


def _conference(schedule: Fields, context: Context) -> tuple[Conference, Frame]:
    fields = schedule.get(ScheduleKeys.CONFERENCE)
    if fields is None:
        return Conference("", NO_TEXT, STAND_IN, date.min, date.min, ()), Frame(STAND_IN)
    context.languages = _languages(fields)
    zone = fields.get(ConferenceKeys.TIME_ZONE) or STAND_IN
    first, last = fields.get(ConferenceKeys.START), fields.get(ConferenceKeys.END)
    if first and last and not first <= last < first + timedelta(days=MOST_DAYS):
        context.wrong(fields.at("end"), "end", f"a day from {first} on, at most {MOST_DAYS} days in all")
        first = last = None
    conference = Conference(
        acronym=fields.get(ConferenceKeys.ACRONYM) or "",
        title=fields.get(ConferenceKeys.TITLE) or NO_TEXT,
        zone=zone,
        start=first or date.min,
        end=last or date.min,
        languages=context.languages,
        url=fields.get(ConferenceKeys.URL),
    )
    return conference, Frame(zone, first, last)


def _languages(conference: Fields) -> tuple[str, ...]:
    """The languages; none when one is wrong: complaints about texts in it would only follow from that."""
    languages = conference.get(ConferenceKeys.LANGUAGES) or ()
    return languages if len(languages) == len(conference.at("languages").value) else ()


def _section(
    schedule: Fields,
    key: Key[tuple[Fields, ...]],
    id_key: Key[str],
    build: Callable[[str, Fields], T],
    context: Context,
) -> dict[str, T]:
    """What a section lists, by id; the ids are known to references from then on."""
    taken: dict[str, int] = {}
    built = {}
    for fields in schedule.get(key) or ():
        id_ = claim(fields, id_key, taken, context)
        built[id_] = build(id_, fields)
    context.known[key.name] = taken
    return built


def _track(id_: str, fields: Fields, frame: Frame, context: Context) -> Track:
    days = fields.get(TrackKeys.DAYS) or ()
    if frame.first and frame.last:
        check_conference_days(fields, frame.first, frame.last, context)
    return Track(
        id=id_,
        name=fields.get(TrackKeys.NAME) or NO_TEXT,
        color=fields.get(TrackKeys.COLOR),
        aliases=fields.get(TrackKeys.ALIASES) or (),
        days=days,
    )


def _room(id_: str, fields: Fields) -> Room:
    return Room(
        id=id_,
        name=fields.get(RoomKeys.NAME) or NO_TEXT,
        url=fields.get(RoomKeys.URL),
        aliases=fields.get(RoomKeys.ALIASES) or (),
    )


def _person(id_: str, fields: Fields) -> Person:
    return Person(
        id=id_,
        name=fields.get(PersonKeys.NAME) or NO_TEXT,
        role=fields.get(PersonKeys.ROLE),
        affiliation=fields.get(PersonKeys.AFFILIATION),
        aliases=fields.get(PersonKeys.ALIASES) or (),
    )


def _place(placed: Placed) -> tuple[int, int]:
    mark = placed.fields.at("id").start_mark
    return mark.line + 1, mark.column + 1
