"""What was exported comes back as it was, but for what the format cannot carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given

from bot.domain.model import Event, Schedule, Status
from bot.formats import marks
from bot.formats.exporting.frabjson import to_json
from bot.formats.exporting.frabxml import to_xml
from bot.formats.exporting.ical import to_calendar
from bot.formats.exporting.table import to_csv
from bot.formats.importing.reading import read_source
from bot.formats.importing.source import Kind, Wishes
from bot.formats.schedule import read_schedule
from bot.formats.writing import written_schedule
from tests.formats.exporting.programmes import MARKUP, schedules

SINCE = datetime(2020, 7, 1, tzinfo=UTC)


def with_events(schedule: Schedule, events: list[Event]) -> Schedule:
    """The schedule with these events, and with the tracks, rooms and persons that they have."""
    ordered = sorted(events, key=lambda event: (event.start, event.end, event.id))
    rooms = {event.room for event in events}
    persons = {person for event in events for person in event.persons}
    return replace(
        schedule,
        events={event.id: event for event in ordered},
        rooms={id_: room for id_, room in schedule.rooms.items() if id_ in rooms},
        persons={id_: person for id_, person in schedule.persons.items() if id_ in persons},
    )


def carried_by_frab(schedule: Schedule) -> Schedule:
    """As the docstring of bot.formats.exporting.frab says."""
    events = [
        replace(event, status=Status.CONFIRMED, forum=None)
        for event in schedule.events.values()
        if not event.cancelled
    ]
    acronym = marks.frab_acronym(schedule.conference.acronym)
    return with_events(replace(schedule, conference=replace(schedule.conference, acronym=acronym)), events)


def carried_by_tables_and_calendars(schedule: Schedule) -> Schedule:
    tracks = {event.track for event in schedule.events.values()}
    kept = {id_: track for id_, track in schedule.tracks.items() if id_ in tracks}
    return with_events(replace(schedule, tracks=kept), list(schedule.events.values()))


@given(schedules())
def test_frab_json_comes_back(schedule: Schedule) -> None:
    back = read_source(to_json(schedule, "en"), "x", Wishes(language="en"))
    assert (back.kind, back.schedule) == (Kind.FRAB_JSON, carried_by_frab(schedule))


@given(schedules())
def test_frab_xml_comes_back(schedule: Schedule) -> None:
    back = read_source(to_xml(schedule, "en"), "x", Wishes(language="en"))
    assert (back.kind, back.schedule) == (Kind.FRAB_XML, carried_by_frab(schedule))


@given(schedules())
def test_calendar_comes_back(schedule: Schedule) -> None:
    back = read_source(to_calendar(schedule, "en", since=SINCE), "x")
    assert (back.kind, back.schedule, back.notes) == (
        Kind.ICALENDAR,
        carried_by_tables_and_calendars(schedule),
        (),
    )


@given(schedules(languages=3, without=MARKUP))
def test_table_comes_back(schedule: Schedule) -> None:
    back = read_source(to_csv(schedule), "x")
    assert back.kind is Kind.CSV
    expected = carried_by_tables_and_calendars(schedule)
    assert back.schedule.events == expected.events
    assert back.schedule.conference.languages == expected.conference.languages
    assert (back.schedule.tracks, back.schedule.rooms, back.schedule.persons) == (
        expected.tracks,
        expected.rooms,
        expected.persons,
    )


@given(schedules(languages=3))
def test_schedule_file_comes_back(schedule: Schedule) -> None:
    reading = read_schedule(written_schedule(schedule))
    assert reading.schedule == schedule
