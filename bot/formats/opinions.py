"""What people said of events, as CSV (RFC 4180) that spreadsheets open as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from bot.domain.feedback import Opinion
from bot.domain.model import Schedule
from bot.formats.columns import defused

__all__ = ["COLUMNS", "opinions_csv"]

COLUMNS = ("event", "title", "track", "start", "rating", "line")


def opinions_csv(schedule: Schedule, opinions: Iterable[tuple[str, Opinion]], language: str) -> str:
    """A row for each opinion, by event id; texts in `language`, times on the conference's clock.

    It begins with a byte order mark, by which spreadsheets know UTF-8. An event that is not in the schedule
    any more has its id alone.
    """
    written = io.StringIO()
    written.write("\ufeff")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for event_id, opinion in opinions:
        texts = (event_id, *about(schedule, event_id, language))
        table.writerow([*map(defused, texts), opinion.rating, defused(opinion.remark or "")])
    return written.getvalue()


def about(schedule: Schedule, event_id: str, language: str) -> tuple[str, str, str]:
    """Title, track and start of an event; empty where there are none."""
    event = schedule.events.get(event_id)
    if event is None:
        return "", "", ""
    track = schedule.tracks.get(event.track or "")
    start = event.start.astimezone(schedule.conference.zone)
    return (
        event.title.in_(language),
        track.name.in_(language) if track else "",
        f"{start:%Y-%m-%d %H:%M}",
    )
