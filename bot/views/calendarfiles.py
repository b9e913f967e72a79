"""The calendars themselves, as files: an event, an agenda, the programme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from bot.domain.model import Event, Schedule
from bot.domain.revisions import Revision
from bot.formats.icalendar import calendar
from bot.views.viewer import Viewer

__all__ = [
    "REFRESH",
    "agenda_calendar",
    "agenda_name",
    "event_calendar",
    "feed_address",
    "file_name",
    "programme_calendar",
]

REFRESH = timedelta(hours=1)
"""How often a subscriber should look."""

Revisions = Mapping[str, Revision]


def agenda_calendar(viewer: Viewer, revisions: Revisions, *, refresh: timedelta | None = None) -> bytes:
    """What the reader starred, each with an alarm at the reader's lead time unless reminders are paused."""
    return written(viewer, viewer.starred_events, revisions, name=agenda_name(viewer), refresh=refresh)


def event_calendar(viewer: Viewer, event: Event, revisions: Revisions) -> bytes:
    """One event, with an alarm at the reader's lead time."""
    return written(viewer, (event,), revisions)


def programme_calendar(viewer: Viewer, revisions: Revisions) -> bytes:
    """All programme items, without the talks inside forums and without alarms."""
    name = viewer.say(viewer.schedule.conference.title)
    return written(viewer, viewer.schedule.programme, revisions, name=name, alarms=False)


def written(
    viewer: Viewer,
    events: tuple[Event, ...],
    revisions: Revisions,
    *,
    name: str | None = None,
    alarms: bool = True,
    refresh: timedelta | None = None,
) -> bytes:
    t = viewer.t

    def titled(event: Event) -> str:
        """Many programs do not show an event's status."""
        plain = event.title.in_(viewer.chat.language)
        # Translators: the title of an event in a calendar, once it is called off.
        return t("Called off: {title}", title=plain) if event.cancelled else plain

    rings = alarms and viewer.chat.reminders
    return calendar(
        viewer.schedule,
        events,
        viewer.chat.language,
        revisions=revisions,
        unknown=Revision(0, beginning(viewer.schedule)),
        name=name,
        titled=titled,
        alarms={event.id: viewer.lead_time(event) for event in events} if rings else {},
        refresh=refresh,
    )


def beginning(schedule: Schedule) -> datetime:
    """The conference's first midnight: a moment that is the same for ever."""
    return datetime.combine(schedule.conference.start, time(), schedule.conference.zone).astimezone(UTC)


def agenda_name(viewer: Viewer) -> str:
    """What the reader's agenda is called among other calendars."""
    conference = viewer.say(viewer.schedule.conference.title)
    return f"{conference} · {viewer.t('My agenda')}"


def feed_address(page: str, token: str) -> str:
    """Where the web side, which is at `page`, serves the feed of that token."""
    return f"{page}/calendar/{token}.ics"


def file_name(viewer: Viewer, what: str) -> str:
    """``cic2020-my.ics``."""
    return f"{viewer.schedule.conference.acronym}-{what}.ics"
