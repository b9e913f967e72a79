"""From when to when: an event's and a talk's times, checked against the conference's and the forum's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.formats.context import Context, found_in
from bot.formats.keys import EventKeys, TalkKeys
from bot.formats.localtime import Quirk, shown, to_local, to_utc
from bot.formats.records import Fields

__all__ = ["Frame", "Span", "dated", "event_span", "talk_span"]

NIGHT_ENDS = time(6, 0)
"""An event of the last day may run until then on the next morning."""

EXPECTED = {"start": "a start", "end": "an end"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the conference lies in time; days are None while the file does not say them rightly."""

    zone: ZoneInfo
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, in UTC, `start` < `end`; `local_start` is what the conference's clocks show."""

    start: datetime
    end: datetime
    local_start: datetime


def event_span(fields: Fields, frame: Frame, context: Context) -> Span | None:
    """The times of an event; None when one is missing or wrong in itself."""
    start, end = fields.get(EventKeys.START), fields.get(EventKeys.END)
    span = _span(fields, start, end, frame, context)
    if not (start and frame.first and frame.last):
        return span
    if not frame.first <= start.date() <= frame.last:
        _complain(fields, "start", f"a day of the conference, {frame.first} to {frame.last}", context)
    elif span:
        latest = datetime.combine(frame.last + timedelta(days=1), NIGHT_ENDS)
        if to_local(span.end, frame.zone) > latest:
            _complain(fields, "end", f"an end by {shown(latest)}, the morning after the last day", context)
    return span


def talk_span(fields: Fields, forum: Span | None, frame: Frame, context: Context) -> Span | None:
    """The times of a talk inside `forum`; None when one is missing or wrong in itself, or the forum's are."""
    start, end = fields.get(TalkKeys.START), fields.get(TalkKeys.END)
    if forum is None:
        return None
    opening = forum.local_start
    span = _span(fields, dated(start, opening), dated(end, opening), frame, context)
    if span and not (forum.start <= span.start and span.end <= forum.end):
        outside = "end" if forum.start <= span.start < forum.end else "start"
        bounds = f"{shown(forum.local_start)} to {shown(to_local(forum.end, frame.zone))}"
        _complain(fields, outside, f"{EXPECTED[outside]} within its forum, {bounds}", context)
    return span


def dated(written: datetime | time | None, opening: datetime) -> datetime | None:
    """A talk's time on the day of its forum's `opening`, or on the next when that was after that hour.

    Both are what the conference's clocks show.
    """
    if written is None or isinstance(written, datetime):
        return written
    moment = datetime.combine(opening.date(), written)
    return moment if moment >= opening else moment + timedelta(days=1)


def _span(
    fields: Fields, local_start: datetime | None, local_end: datetime | None, frame: Frame, context: Context
) -> Span | None:
    duration = fields.get(EventKeys.DURATION)
    if local_start is None:
        return None
    start = _in_utc(fields, "start", local_start, frame, context)
    if local_end is not None:
        end = _in_utc(fields, "end", local_end, frame, context)
    elif duration is not None:
        end = start + duration
    else:
        return None
    if end <= start:
        _complain(fields, "end", f"a time after the start, {shown(local_start)}", context)
        return None
    return Span(start, end, local_start)


def _in_utc(fields: Fields, name: str, local: datetime, frame: Frame, context: Context) -> datetime:
    moment, quirk = to_utc(local, frame.zone)
    if quirk is Quirk.MISSING:
        _complain(
            fields, name, f"a time that exists in {frame.zone}, where the clocks skip this one", context
        )
    elif quirk is Quirk.TWICE:
        context.warning(
            fields.at(name),
            f"{name}: found {shown(local)}, which the clocks of {frame.zone} show twice; taken as the first,"
            f" {moment:%H:%M} UTC",
        )
    return moment


def _complain(fields: Fields, name: str, expected: str, context: Context) -> None:
    """Say what was expected of `name`; an end that follows from a duration is the duration's fault."""
    written = "duration" if name not in fields.nodes else name
    node = fields.at(written)
    context.error(node, f"{written}: found {found_in(node)}; expected {expected}")
