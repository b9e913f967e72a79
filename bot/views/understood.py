"""A question in the bot's words, so that the reader sees how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.model import Status
from bot.domain.questions import Pick, Question
from bot.domain.questions.calendar import Span
from bot.domain.questions.when import When
from bot.texts import dates
from bot.views.lines import type_name
from bot.views.message import label
from bot.views.viewer import Viewer

__all__ = ["understood"]

MOST_NAMES = 3
MINUTE = timedelta(minutes=1)


def understood(viewer: Viewer, question: Question) -> str:
    """``Artificial Intelligence · Friday 24 July, 15:00–18:00 · your time (WIB)``."""
    parts = [*_subject(viewer, question), *_time(viewer, question)]
    return " · ".join(parts) or viewer.t("The programme")


def _subject(viewer: Viewer, question: Question) -> Iterator[str]:
    t, schedule = viewer.t, viewer.schedule
    yield from _pick(viewer, question)
    if question.topic is not None:
        yield label(question.topic, 40)
    named = [*question.names, *question.inside]
    yield from _some(viewer, (viewer.say(schedule.events[id_].title) for id_ in named))
    if question.inside or not named:
        yield from _some(viewer, (type_name(viewer, type_) for type_ in question.types))
        yield from _some(viewer, (viewer.say(schedule.persons[id_].name) for id_ in question.persons))
        yield from _some(viewer, (viewer.say(schedule.tracks[id_].name) for id_ in question.tracks))
        yield from _some(viewer, (viewer.say(schedule.rooms[id_].name) for id_ in question.rooms))
    if Status.CANCELLED in question.statuses:
        yield t("called off")
    if Status.TENTATIVE in question.statuses:
        yield t("tentative")


def _pick(viewer: Viewer, question: Question) -> Iterator[str]:
    """Which of the events that fit."""
    t = viewer.t
    match question.pick:
        case Pick.NOW:
            yield t("On now")
        case Pick.NEXT if question.after:
            title = viewer.say(viewer.schedule.events[question.after[0]].title)
            # Translators: what comes after an event that somebody asked about.
            yield t("After {title}", title=label(title, 60))
        case Pick.NEXT:
            yield t("Next")
        case Pick.NTH:
            # Translators: which of several events is meant, as in "the second forum".
            yield t("No. {n}", n=question.nth)


def _some(viewer: Viewer, names: Iterable[str]) -> Iterator[str]:
    """The names on one line, the first few of them."""
    all_ = [label(name, 60) for name in names]
    if all_:
        yield viewer.t(", ").join(all_[:MOST_NAMES]) + ("…" if len(all_) > MOST_NAMES else "")


def _time(viewer: Viewer, question: Question) -> Iterator[str]:
    when = question.when
    if when is None:
        return
    yield from _some(viewer, dict.fromkeys(_span(viewer, span, when) for span in when.spans))
    if when.clock or when.soft:
        yield _zone(viewer, when)


def _span(viewer: Viewer, span: Span, when: When) -> str:
    """Whole days, or a day and times."""
    t = viewer.t
    if not (when.clock or when.soft):
        first, last = _days(viewer, span)
        return dates.day_name(first, t) if first == last else dates.days(first, last, t)
    day = span.start.astimezone(when.zone).date()
    last = span.end.astimezone(when.zone)
    if span.end - span.start <= MINUTE:
        times = dates.clock(span.start, when.zone, t)
    elif last.hour == last.minute == 0 and last.date() - day == timedelta(days=1):
        # Translators: from a clock time to the end of the day.
        times = t("from {time}", time=dates.clock(span.start, when.zone, t))
    else:
        times = dates.span(span.start, span.end, when.zone, t, day)
    # Translators: {day} is such as "Friday 24 July", {times} such as "15:00–18:00".
    return t("{day}, {times}", day=dates.day_name(day, t), times=times)


def _days(viewer: Viewer, span: Span) -> tuple[date, date]:
    """The dates of a span of whole days, in the zone whose midnights it is between."""
    for zone in (viewer.conference_zone, viewer.zone):
        if span.start.astimezone(zone).hour == span.start.astimezone(zone).minute == 0:
            break
    return _date(span.start, zone), _date(span.end - MINUTE, zone)


def _date(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _zone(viewer: Viewer, when: When) -> str:
    """Whose clock the times are on."""
    t = viewer.t
    name = dates.zone_name(when.zone, when.spans[0].start, t)
    if when.zone_said or when.zone == viewer.conference_zone:
        return name
    # Translators: clock times on the reader's own clock; {zone} is such as WIB.
    return t("your time ({zone})", zone=name)
