"""Every key of ``schedule.yaml``: the one table behind the reader, the JSON Schema and the documentation."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.domain.model import EventType, Status
from bot.formats import values
from bot.formats.kinds import ListOf, Reference
from bot.formats.records import Key, Many, One, Record

__all__ = ["CONFERENCE", "EVENT", "PERSON", "RECORDS", "ROOM", "SCHEDULE", "TALK", "TRACK"]

LONGEST_EVENT_ID: Final = 55
"""``star:off:<id>`` must fit the 64 bytes of a button's data, ``e_<id>`` the 64 characters of a deep link."""
LONGEST_ID: Final = 40
FIRST: Final = ("id", "type", "acronym", "title", "time_zone", "start", "end", "duration")
"""What one writes first, and so reads first in messages and in the schema."""


def _keys(table: type) -> tuple[Key[Any], ...]:
    """The keys that a class below lists or inherits; those of `FIRST` lead."""
    keys = [key for owner in reversed(table.__mro__) for key in vars(owner).values() if isinstance(key, Key)]
    return tuple(sorted(keys, key=lambda key: FIRST.index(key.name) if key.name in FIRST else len(FIRST)))


# Keys with the same meaning in several records.
ALIASES = Key(
    "aliases",
    ListOf(values.LINE, "a list of texts"),
    "Other words people use for it, in any language; the search finds them.",
    examples=("[seluler, 移动通信]",),
)
TITLE = Key(
    "title",
    values.TITLE,
    "What it is called: one text, or one per language.",
    required=True,
    examples=("{id: Upacara pembukaan, en: Opening ceremony, zh: 开幕式}",),
)
STATUS = Key(
    "status",
    values.choice({status.value: status for status in Status}),
    "Whether it is sure; `confirmed` when left out. Tentative and cancelled ones are shown as such.",
    examples=("tentative",),
)


class ConferenceKeys:
    ACRONYM = Key(
        "acronym", values.WORD, "A short name without spaces.", required=True, examples=("cic2020",)
    )
    TITLE = TITLE
    TIME_ZONE = Key(
        "time_zone",
        values.ZONE,
        "The IANA time zone that all clock times of this file are in.",
        required=True,
        examples=("Asia/Shanghai",),
    )
    START = Key("start", values.DATE, "The first day.", required=True, examples=("2020-07-23",))
    END = Key("end", values.DATE, "The last day.", required=True, examples=("2020-07-25",))
    LANGUAGES = Key(
        "languages",
        ListOf(values.LANGUAGE, "a list of language codes such as [id, en, zh]", shortest=1),
        "The languages of the texts in this file; who reads another one gets the first.",
        required=True,
        examples=("[id, en, zh]",),
    )
    URL = Key("url", values.URL, "The conference's website.", examples=("https://example.org/2020",))


class TrackKeys:
    ID = Key("id", values.identifier(LONGEST_ID), "Its name in this file.", required=True, examples=("5g",))
    NAME = Key("name", values.TITLE, "What the track is called.", required=True, examples=("{en: 5G}",))
    COLOR = Key("color", values.COLOR, "Its colour in timetables.", examples=('"#0a84ff"',))
    DAYS = Key(
        "days",
        ListOf(values.DATE, "a list of days such as [2020-07-23]", shortest=1),
        "The days on which it has events; one on another day gets a warning.",
        examples=("[2020-07-23, 2020-07-24]",),
    )
    ALIASES = ALIASES


class RoomKeys:
    ID = Key("id", values.identifier(LONGEST_ID), "Its name in this file.", required=True, examples=("main",))
    NAME = Key(
        "name", values.TITLE, "What the room is called.", required=True, examples=("{en: Main stage}",)
    )
    URL = Key(
        "url", values.URL, "Where one watches what happens in it.", examples=("https://example.org/live",)
    )
    ALIASES = ALIASES


class PersonKeys:
    ID = Key(
        "id", values.identifier(LONGEST_ID), "Their name in this file.", required=True, examples=("miao-wei",)
    )
    NAME = Key(
        "name",
        values.NAME,
        "The person's name, in as many scripts as you know.",
        required=True,
        examples=("{en: Miao Wei, zh: 苗圩}",),
    )
    ROLE = Key("role", values.TITLE, "What the person does.", examples=("{en: Chairman}",))
    AFFILIATION = Key(
        "affiliation", values.TITLE, "Where the person works.", examples=("{en: Internet Society of China}",)
    )
    ALIASES = ALIASES


class ItemKeys:
    """What an event and a talk inside it have in common."""

    ID = Key(
        "id",
        values.identifier(LONGEST_EVENT_ID),
        "Its name in this file, unlike any other event's or talk's. Stable for ever: favourites hang on it.",
        required=True,
        examples=("opening-ceremony",),
    )
    TITLE = TITLE
    DURATION = Key[timedelta](
        "duration", values.DURATION, "How long it takes, instead of `end`.", examples=("1h30m", "90m", "2h")
    )
    STATUS = STATUS
    TRACK = Key("track", Reference("tracks", "track"), "The id of its track.", examples=("5g",))
    ROOM = Key("room", Reference("rooms", "room"), "The id of its room.", examples=("main",))
    PERSONS = Key(
        "persons",
        ListOf(Reference("persons", "person"), "a list of person ids such as [miao-wei]"),
        "The ids of who speaks, moderates or hosts.",
        examples=("[miao-wei]",),
    )
    ABSTRACT = Key(
        "abstract", values.ABSTRACT, "What it is about; line breaks are kept.", examples=("{en: …}",)
    )
    LANGUAGE = Key("language", values.LANGUAGE, "The language spoken.", examples=("zh",))
    URL = Key(
        "url", values.URL, "Where to join; the room's when left out.", examples=("https://example.org/a",)
    )
    RECORDING = Key(
        "recording", values.URL, "Where to watch it afterwards.", examples=("https://example.org/a.mp4",)
    )
    SOURCE = Key(
        "source",
        values.URL,
        "Where the facts come from; for organizers, not shown in the chat.",
        examples=("https://example.org/news",),
    )


class TalkKeys(ItemKeys):
    TYPE = Key(
        "type",
        values.choice({type_.value: type_ for type_ in (EventType.TALK, EventType.BREAK)}),
        "`talk` when left out.",
        examples=("break",),
    )
    START = Key[datetime | time](
        "start",
        values.CLOCK_OR_MOMENT,
        "When it starts: a time on its forum's day, or on the next when the forum had not begun at that hour;"
        " or a date and time.",
        required=True,
        examples=("14:05", "2020-07-24 00:10"),
    )
    END = Key[datetime | time](
        "end", values.CLOCK_OR_MOMENT, "When it ends, written like `start`.", examples=("14:20",)
    )


TALK = Record(
    "talk",
    "a talk",
    _keys(TalkKeys),
    either=("end", "duration"),
)


class EventKeys(ItemKeys):
    TYPE = Key(
        "type",
        values.choice({type_.value: type_ for type_ in EventType}),
        "What kind of programme item it is.",
        required=True,
        examples=("forum",),
    )
    START = Key[datetime](
        "start",
        values.MOMENT,
        "When it starts, on one of the conference's days.",
        required=True,
        examples=("2020-07-23 14:00",),
    )
    END = Key[datetime]("end", values.MOMENT, "When it ends.", examples=("2020-07-23 16:00",))
    TALKS = Key("talks", Many(TALK), "Its own programme: the talks inside it.")


EVENT = Record(
    "event",
    "an event",
    _keys(EventKeys),
    either=("end", "duration"),
)
TRACK = Record("track", "a track", _keys(TrackKeys))
ROOM = Record("room", "a room", _keys(RoomKeys))
PERSON = Record(
    "person",
    "a person",
    _keys(PersonKeys),
)
CONFERENCE = Record(
    "conference",
    "the conference",
    _keys(ConferenceKeys),
)


class ScheduleKeys:
    VERSION = Key(
        "version",
        values.LINE,
        "The name of this release, shown to attendees.",
        required=True,
        examples=('"0.3"',),
    )
    CONFERENCE = Key("conference", One(CONFERENCE), "The conference itself.", required=True)
    TRACKS = Key("tracks", Many(TRACK), "What the events are about.")
    ROOMS = Key("rooms", Many(ROOM), "Where events are; for an online conference, where they are watched.")
    PERSONS = Key("persons", Many(PERSON), "Speakers, moderators and hosts.")
    EVENTS = Key("events", Many(EVENT), "The programme.", required=True)


SCHEDULE = Record(
    "schedule",
    "a schedule",
    _keys(ScheduleKeys),
)
RECORDS = (SCHEDULE, CONFERENCE, TRACK, ROOM, PERSON, EVENT, TALK)
