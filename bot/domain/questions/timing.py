"""Of the events that fit a question, those at the time that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.model import Event
from bot.domain.questions.calendar import Span
from bot.domain.questions.question import Pick, Question
from bot.domain.questions.when import When

__all__ = ["BORDER", "coming_next", "named_at", "picked", "within"]

BORDER = timedelta(minutes=30)
"""The borders of parts of the day differ between people: what lies mostly in so much around one counts."""


def named_at(events: Sequence[Event], question: Question, now: datetime) -> Iterator[Event]:
    """Of events asked for by name or subject those at that time, not over, not cancelled.

    Where a name is all that is over or cancelled, or where not at that time, it is the answer all the same: a
    time only asks which of several are meant, unless it is asked what is on.
    """
    kept = list(events)
    when = question.when
    if when is not None:
        inside = [event for event in kept if within(event, when)]
        if question.singular:
            inside = inside or [event for event in kept if _on_its_days(event, when)] or kept
        kept = inside
    back = question.looks_back or (when is not None and when.window.end <= now)
    for keeps in (
        lambda event: back or event.end > now,
        lambda event: question.status or not event.cancelled,
    ):
        left = [event for event in kept if keeps(event)]
        kept = left if left or not question.names else kept
    yield from kept


def coming_next(events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
    """Those that start next, all at once."""
    coming = [
        event
        for event in events
        if event.start > now
        and not event.cancelled
        and (question.when is None or within(event, question.when))
    ]
    soonest = min((event.start for event in coming), default=None)
    return [event for event in coming if event.start == soonest]


def within(event: Event, when: When) -> bool:
    """Whether an event is on at that time; with `starts` whether it begins in it."""
    for span in when.spans:  # noqa: SIM110  # asked of hundreds of events: any() takes twice as long
        if _in_span(event, span, when):
            return True
    return False


def _in_span(event: Event, span: Span, when: When) -> bool:
    if when.starts:
        return span.start <= event.start < span.end
    if event.start < span.end and span.start < event.end:
        return True
    if not when.soft:
        return False
    start, end = span.start - BORDER, span.end + BORDER
    inside = min(event.end, end) - max(event.start, start)
    return inside * 2 > event.duration


def _on_its_days(event: Event, when: When) -> bool:
    """Whether an event begins on a day of that time: of three lunches the one of tomorrow."""
    first, last = when.window.start, when.window.end - timedelta.resolution
    return first.date() <= event.start.astimezone(first.tzinfo).date() <= last.date()


def picked(events: Sequence[Event], question: Question) -> list[Event]:
    """The first, the last or the so-manieth of the events; or all that are first or last at once."""
    if question.pick is Pick.NTH:
        return list(events[question.nth - 1 : question.nth])
    if question.pick is Pick.LAST:
        latest = max(event.end for event in events)
        return [event for event in events if event.end == latest]
    begun = question.when.window.start if question.when else None
    starting = [event for event in events if begun is None or event.start >= begun] or list(events)
    soonest = min(event.start for event in starting)
    return [event for event in starting if event.start == soonest]
