"""Events as an iCalendar file (RFC 5545 and 7986), to be imported or subscribed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.agenda import DROP_IN
from bot.domain.model import Event, Schedule
from bot.domain.revisions import Revision
from bot.formats.marks import PRODUCT

if TYPE_CHECKING:
    import icalendar

__all__ = ["CONTENT_TYPE", "calendar", "uid"]

CONTENT_TYPE = "text/calendar"


def calendar(
    schedule: Schedule,
    events: Iterable[Event],
    language: str,
    *,
    revisions: Mapping[str, Revision],
    unknown: Revision,
    name: str | None = None,
    titled: Callable[[Event], str] | None = None,
    alarms: Mapping[str, int] | None = None,
    refresh: timedelta | None = None,
    about: Mapping[str, str] | None = None,
    also: Callable[[icalendar.Event, Event], None] | None = None,
) -> bytes:
    """The file, in `language`: the same bytes for the same arguments, whenever it is written.

    An event without a revision has `unknown`. `name` is the calendar's, `titled` what it calls an event.
    `alarms` maps event ids to minutes before the start; `refresh` is how often a subscriber should look.
    `about` has further properties of the calendar; `also` may add some to each event.
    """
    from icalendar import Calendar, vDuration, vText  # noqa: PLC0415  # loads slowly; no start waits for it

    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    # Each as the standard has it, and as calendar programs had it before the standard.
    if name:
        file.add("name", vText(name))
        file.add("x-wr-calname", vText(name))
    if refresh:
        file.add("refresh-interval", vDuration(refresh), {"VALUE": "DURATION"})
        file.add("x-published-ttl", vDuration(refresh))
    for property_, value in (about or {}).items():
        file.add(property_, vText(value))
    for event in events:
        written = vevent(schedule, event, language, revisions.get(event.id, unknown))
        written.add("summary", (titled or plain(language))(event), {"LANGUAGE": language})
        if not event.cancelled and alarms and event.id in alarms:
            written.add_component(alarm(alarms[event.id], event.title.in_(language)))
        if also:
            also(written, event)
        file.add_component(written)
    content: bytes = file.to_ical()
    return content


def uid(schedule: Schedule, event: Event) -> str:
    """The event's name in every calendar, as stable as its id."""
    return f"{event.id}@{schedule.conference.acronym}"


def plain(language: str) -> Callable[[Event], str]:
    return lambda event: event.title.in_(language)


def vevent(schedule: Schedule, event: Event, language: str, revision: Revision) -> icalendar.Event:
    """The event without its title, its times in UTC."""
    from icalendar import Event as VEvent  # noqa: PLC0415

    written = VEvent()
    written.add("uid", uid(schedule, event))
    written.add("sequence", revision.sequence)
    written.add("dtstamp", revision.changed_at)
    written.add("last-modified", revision.changed_at)
    written.add("dtstart", event.start)
    written.add("dtend", event.end)
    written.add("status", event.status.value.upper())
    written.add("transp", "TRANSPARENT" if event.cancelled or event.type in DROP_IN else "OPAQUE")
    spoken = {"LANGUAGE": language}
    if description := "\n\n".join(paragraphs(schedule, event, language)):
        written.add("description", description, spoken)
    join = schedule.join_url(event)
    if where := place(schedule, event, language) or join:
        written.add("location", where, spoken)
    if join:
        written.add("url", join)
    if track := schedule.tracks.get(event.track or ""):
        written.add("categories", [track.name.in_(language)], spoken)
    return written


def place(schedule: Schedule, event: Event, language: str) -> str | None:
    """The name of the event's room, or of its forum's."""
    forum = schedule.events.get(event.forum or "")
    room = schedule.rooms.get(event.room or (forum.room if forum else None) or "")
    return room.name.in_(language) if room else None


def paragraphs(schedule: Schedule, event: Event, language: str) -> Iterator[str]:
    """The forum a talk is in, what it is about, who speaks, where to join."""
    if forum := schedule.events.get(event.forum or ""):
        yield f"↳ {forum.title.in_(language)}"
    if event.abstract:
        yield event.abstract.in_(language)
    if event.persons:
        yield "\n".join(speaker(schedule, id_, language) for id_ in event.persons)
    if join := schedule.join_url(event):
        yield join
    if event.recording:
        yield event.recording


def speaker(schedule: Schedule, id_: str, language: str) -> str:
    """``• Miao Wei – Minister – Ministry of …``."""
    person = schedule.persons[id_]
    parts = (person.name, person.role, person.affiliation)
    return "• " + " – ".join(part.in_(language) for part in parts if part)


def alarm(minutes: int, text: str) -> icalendar.Alarm:
    from icalendar import Alarm  # noqa: PLC0415

    written = Alarm()
    written.add("action", "DISPLAY")
    written.add("trigger", timedelta(minutes=-minutes))
    written.add("description", text)
    return written
