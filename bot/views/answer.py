"""The answer to a question in one's own words: what was understood, and the events that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.model import Event, Status
from bot.domain.questions import Answer, Intent, Pick, Question
from bot.domain.questions.calendar import Span
from bot.domain.questions.when import When
from bot.texts import dates
from bot.views.lines import legend, lines, title, what
from bot.views.listing import listing, page_of
from bot.views.message import Message, label
from bot.views.my import my
from bot.views.navigation import hidden
from bot.views.start import help_
from bot.views.viewer import Viewer

__all__ = ["answered", "understood"]

MOST_NAMES = 3
MINUTE = timedelta(minutes=1)


def answered(viewer: Viewer, answer: Answer, also: Sequence[Event], nearest: Sequence[Event]) -> Message:
    """What was understood and the first page of what fits; `also` and `nearest` as `Questions` has them."""
    match answer.question.intent:
        case Intent.HELP:
            return help_(viewer)
        case Intent.MY:
            return my(viewer)
        case Intent.UNKNOWN:
            return Message(lines(*_what_can_be_asked(viewer)))
    events = [viewer.schedule.events[id_] for id_ in answer.events]
    heading = Markup("<b>{}</b>").format(understood(viewer, answer.question))
    if events:
        return Message(lines(heading, *_found(viewer, answer.question, events), *_beside(viewer, also)))
    return Message(lines(heading, *_missed(viewer, answer.question, nearest), *_beside(viewer, also)))


def understood(viewer: Viewer, question: Question) -> str:
    """The question in the bot's words: ``Artificial Intelligence · Friday 24 July, 15:00–18:00 WIB``."""
    parts = [*_subject(viewer, question), *_time(viewer, question)]
    return " · ".join(parts) or viewer.t("The programme")


def _found(viewer: Viewer, question: Question, events: Sequence[Event]) -> Iterator[Markup | str | None]:
    t = viewer.t
    if question.names:
        for event in events:
            if event.cancelled:
                yield t("Called off: {title}", title=label(viewer.say(event.title), 80))
    if question.intent is Intent.COUNT or len(events) > 1:
        yield t.n("{n} event", "{n} events", len(events))
    page = page_of(events, 0)
    yield ""
    yield listing(viewer, page, "", with_day=True).text
    yield hidden(viewer, len(events) - len(page.events))
    if marks := legend(viewer, *page.events):
        yield ""
        yield marks


def _missed(viewer: Viewer, question: Question, nearest: Sequence[Event]) -> Iterator[Markup | str | None]:
    t = viewer.t
    if question.topic is not None:
        yield t("Nothing in the programme is called “{words}”.", words=label(question.topic, 60))
        return
    yield t("Nothing fits.")
    if nearest:
        yield t("The nearest:")
        yield ""
        yield listing(viewer, page_of(nearest, 0), "", with_day=True).text


def _beside(viewer: Viewer, also: Sequence[Event]) -> Iterator[Markup | str]:
    """What else is on at that time, on one line."""
    if also:
        titles = Markup(", ").join(title(viewer, event) for event in also[:MOST_NAMES])
        yield ""
        # Translators: {titles} are events that one may come and go at, such as an exhibition or a break.
        yield viewer.t.html("Also on: {titles}", titles=titles)


def _what_can_be_asked(viewer: Viewer) -> Iterator[str]:
    t = viewer.t
    yield t("I answer questions on this conference: what is on, when and where, who speaks, how to join.")
    # Translators: questions as people type them in a chat, each on a line.
    yield t("For example:\nwhat's on tomorrow morning?\nwhen is the opening?\nwho speaks this afternoon?")


# What was understood


def _subject(viewer: Viewer, question: Question) -> Iterator[str]:
    t, schedule = viewer.t, viewer.schedule
    match question.pick:
        case Pick.NOW:
            yield t("On now")
        case Pick.NEXT:
            yield t("Next")
    if question.topic is not None:
        yield label(question.topic, 40)
    named = [*question.names, *question.inside]
    yield from _some(viewer.say(schedule.events[id_].title) for id_ in named)
    if question.inside or not named:
        yield from _some(what(viewer, type_) for type_ in question.types)
        yield from _some(viewer.say(schedule.persons[id_].name) for id_ in question.persons)
        yield from _some(viewer.say(schedule.tracks[id_].name) for id_ in question.tracks)
        yield from _some(viewer.say(schedule.rooms[id_].name) for id_ in question.rooms)
    if Status.CANCELLED in question.statuses:
        yield t("called off")


def _some(names: Iterable[str]) -> Iterator[str]:
    """The names on one line, the first few of them."""
    all_ = list(names)
    if all_:
        yield ", ".join(all_[:MOST_NAMES]) + ("…" if len(all_) > MOST_NAMES else "")


def _time(viewer: Viewer, question: Question) -> Iterator[str]:
    when = question.when
    if when is None:
        return
    timed = when.clock or when.soft
    yield from _some(dict.fromkeys(_span(viewer, span, when) for span in when.spans))
    if timed:
        yield _zone(viewer, when)


def _span(viewer: Viewer, span: Span, when: When) -> str:
    """Whole days, or a day and times."""
    t = viewer.t
    if not (when.clock or when.soft):
        first, last = _days(viewer, span)
        return dates.day_name(first, t) if first == last else dates.days(first, last, t)
    day = span.start.astimezone(when.zone).date()
    if span.end - span.start <= MINUTE:
        times = dates.clock(span.start, when.zone, t)
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
