"""iCalendar (RFC 5545), as conferences, frab and calendar programs write it."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from icalendar import Event
from icalendar.prop.broken import vBroken

from bot.formats.importing.drafts import Draft, DraftEvent
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.recurrence import times
from bot.formats.importing.source import MOST_EVENTS, SourceError
from bot.formats.importing.unfolding import Components, components
from bot.formats.marks import PRODUCT

__all__ = ["read_calendar"]

WANTED = re.compile(
    r"SUMMARY|DESCRIPTION|LOCATION|UID|STATUS|CATEGORIES|ATTENDEE|URL|CONFERENCE|DTSTART|DTEND|DURATION|RRULE|RDATE"
    r"|EXDATE|RECURRENCE-ID|RELATED-TO|X-CONFBOT-(?:TYPE|ROOM|ABSTRACT|URL|SOURCE|RECORDING|LANGUAGE|PERSON)",
    re.IGNORECASE,
)
SPEAKER = re.compile(
    r"\s*(?:speakers?|presenters?|presented by|by|von|referent(?:in|en)?|par|pembicara|主讲人?|嘉宾|演讲者)"
    r"\s*[:：]\s*"
    r"([^\n<>]{1,300})(?:\n|$)",
    re.IGNORECASE,
)
AND = re.compile(r"[,;，、；]| and | und | & ")
AND = re.compile(r"[,;，、；]| and | und | & ")
DAY = timedelta(days=1)


def read_calendar(content: bytes, notes: Notes, encoding: str | None = None) -> Draft:
    """The draft that a calendar holds. Raises SourceError."""
    found = components(content, notes, encoding)
    if len(found.events) > MOST_EVENTS:
        raise SourceError(f"found {len(found.events)} events; expected at most {MOST_EVENTS}")
    own = found.calendar.get("PRODID") == PRODUCT and "X-CONFBOT-VERSION" in found.calendar
    reader = _Reader(found, notes, own=own)
    events = list(islice(reader.events(), MOST_EVENTS + 1))
    if len(events) > MOST_EVENTS:
        raise SourceError(f"found more than {MOST_EVENTS} events, repeated ones included; expected fewer")
    first, _, last = found.calendar.get("X-CONFBOT-DAYS", "").partition("/")
    return Draft(
        events=events,
        version=_unescaped(found.calendar.get("X-CONFBOT-VERSION", "")),
        acronym=reader.domain if own else reader.domain.partition(".")[0],
        title=_title(found.calendar),
        zone=found.calendar.get("X-WR-TIMEZONE", ""),
        start=first,
        end=last,
        url=_unescaped(found.calendar.get("X-CONFBOT-WEBSITE", "")) or found.calendar.get("URL", ""),
        languages=tuple(filter(None, [found.calendar.get("X-CONFBOT-LANGUAGE", "")])),
        own=own,
    )


class _Reader:
    def __init__(self, found: Components, notes: Notes, *, own: bool) -> None:
        self._notes = notes
        self._own = own
        self._events = [event for lines in found.events if (event := _parsed(lines, notes)) is not None]
        domains = Counter(
            _text(event, "UID").rpartition("@")[2] for event in self._events if "@" in _text(event, "UID")
        )
        self.domain = domains.most_common(1)[0][0] if domains else ""
        """What most UIDs end with."""
        self._moved = {
            (_text(event, "UID"), moment)
            for event in self._events
            if isinstance(moment := _value(event, "RECURRENCE-ID"), date)
        }
        """The times of repeated events that have an entry of their own."""

    def events(self) -> Iterator[DraftEvent]:
        for event in self._events:
            draft = self._draft(event)
            yield from self._each_time(event, draft)

    def _draft(self, event: Event) -> DraftEvent:
        start, end, whole_days = self._span(event)
        duration = _value(event, "DURATION")
        draft = DraftEvent(
            title=_text(event, "SUMMARY"),
            start=start,
            end=end,
            duration=duration if isinstance(duration, timedelta) else None,
            keys=(self._key(_text(event, "UID")),),
            forum=self._key(_text(event, "RELATED-TO")),
            status=_text(event, "STATUS"),
            track=next(_categories(event), ""),
            all_day=whole_days,
        )
        if self._own:
            self._fill_in_ours(draft, event)
        else:
            self._fill_in(draft, event)
        return draft

    def _fill_in_ours(self, draft: DraftEvent, event: Event) -> None:
        """What our exports say in properties of their own."""
        for name in ("type", "room", "abstract", "language", "url", "recording", "source"):
            setattr(draft, name, _text(event, f"X-CONFBOT-{name.upper()}"))
        draft.persons = [("", str(name)) for name in _all(event, "X-CONFBOT-PERSON")]

    def _fill_in(self, draft: DraftEvent, event: Event) -> None:
        """What others say, with the speakers as attendees or at the beginning of the description."""
        persons = list(self._attendees(event))
        draft.abstract = _text(event, "DESCRIPTION")
        if found := SPEAKER.match(draft.abstract):
            draft.abstract = draft.abstract[found.end() :]
            persons = persons or self._speakers(found[1])
        draft.persons = [("", name) for name in persons]
        draft.room = _text(event, "LOCATION")
        draft.url, draft.source = _text(event, "CONFERENCE"), _text(event, "URL")

    def _speakers(self, listed: str) -> list[str]:
        self._notes.add(Topic.SPEAKERS, listed)
        return [name.strip() for name in AND.split(listed) if name.strip()]

    def _key(self, uid: str) -> str:
        """The UID without what most UIDs of the calendar end with."""
        local, _, domain = uid.rpartition("@")
        return local if local and domain == self.domain else uid

    def _span(self, event: Event) -> tuple[datetime | None, datetime | None, bool]:
        """Start and end, and whether they are whole days."""
        start, end = _value(event, "DTSTART"), _value(event, "DTEND")
        if isinstance(start, date) and not isinstance(start, datetime):
            first = datetime.combine(start, time(0))
            last = datetime.combine(end, time(0)) if isinstance(end, date) else first + DAY
            return first, max(last, first + DAY), True
        if isinstance(end, date) and not isinstance(end, datetime):
            end = None
        return (
            (start if isinstance(start, datetime) else None),
            (end if isinstance(end, datetime) else None),
            False,
        )

    def _attendees(self, event: Event) -> Iterator[str]:
        """Attendees by name. Those with a mail address are guests of a calendar, not speakers."""
        for attendee in _all(event, "ATTENDEE"):
            name = str(getattr(attendee, "params", {}).get("CN", "")).strip()
            if str(attendee).casefold().startswith("mailto:"):
                self._notes.add(Topic.ATTENDEES, _text(event, "SUMMARY"))
            elif name:
                yield name

    def _each_time(self, event: Event, draft: DraftEvent) -> Iterator[DraftEvent]:
        """The event, once for each time that it takes place."""
        rule = event.get("RRULE")
        if _value(event, "RECURRENCE-ID") is not None and draft.start:
            draft.keys = (f"{draft.keys[0]}-{draft.start:%Y%m%d}",)
        if rule is None or draft.start is None:
            if "RDATE" in event:
                self._notes.add(Topic.SERIES, draft.called)
            yield draft
            return
        starts = times(draft.start, rule) if isinstance(rule, dict) else None
        if starts is None:
            self._notes.add(Topic.SERIES, draft.called)
            yield draft
            return
        self._notes.add(Topic.REPEATED, draft.called)
        length = draft.end - draft.start if draft.end else None
        for start in self._kept(event, starts):
            key = draft.keys[0] if start == draft.start else f"{draft.keys[0]}-{start:%Y%m%d}"
            yield _at(draft, start, length, key)

    def _kept(self, event: Event, starts: Iterable[datetime]) -> list[datetime]:
        """The times that were not taken out and have no entry of their own."""
        taken_out = {each.dt for dates in _all(event, "EXDATE") for each in getattr(dates, "dts", ())}
        uid = _text(event, "UID")
        return [start for start in starts if start not in taken_out and (uid, start) not in self._moved]


def _at(draft: DraftEvent, start: datetime, length: timedelta | None, key: str) -> DraftEvent:
    return replace(draft, start=start, end=start + length if length else None, keys=(key,))


def _parsed(lines: Iterable[str], notes: Notes) -> Event | None:
    wanted = [line for line in lines if WANTED.fullmatch(re.split("[;:]", line, maxsplit=1)[0])]
    text = "\r\n".join(["BEGIN:VEVENT", *wanted, "END:VEVENT", ""])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = Event.from_ical(text)
    except Exception:  # noqa: BLE001  # what the library makes of a hostile line: OSError for some TZIDs, and others
        notes.add(
            Topic.BROKEN, next((line for line in wanted if line.upper().startswith("SUMMARY")), "an event")
        )
        return None
    return found if isinstance(found, Event) else None


def _all(event: Event, name: str) -> list[Any]:
    """The readable values of a property, however often it stands there."""
    found = event.get(name)
    values = found if isinstance(found, list) else [] if found is None else [found]
    return [value for value in values if not isinstance(value, vBroken)]


def _text(event: Event, name: str) -> str:
    return next((str(value) for value in _all(event, name)), "").strip()


def _value(event: Event, name: str) -> object:
    """The date, time or span of a property."""
    return next((getattr(value, "dt", None) for value in _all(event, name)), None)


def _categories(event: Event) -> Iterator[str]:
    for listed in _all(event, "CATEGORIES"):
        yield from map(str, getattr(listed, "cats", ()))


def _title(calendar: Mapping[str, str]) -> str:
    names = ("X-WR-CALNAME", "NAME", "X-WR-CALDESC")
    return _unescaped(next((calendar[name] for name in names if calendar.get(name)), ""))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)
