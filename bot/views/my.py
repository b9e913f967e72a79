"""The reader's own agenda: by day, with clashes, gaps and what was called off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.domain.agenda import Gap, clashes, gaps
from bot.domain.model import Event
from bot.texts import dates
from bot.views.buttons import STAR_ON, Row, keyboard, press, rows
from bot.views.lines import both_times, joined, legend, lines, title
from bot.views.listing import item_rows, page_of, pager
from bot.views.message import Message
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["my"]


def my(viewer: Viewer, wanted: int | None = None, index: int = 0) -> Message:
    """One day of what the reader starred; `wanted` is the day's number, None the day that matters now."""
    if not viewer.starred_events:
        return nothing(viewer)
    t = viewer.t
    number = wanted if wanted is not None else first_day(viewer)
    events = [event for event in viewer.starred_events if viewer.schedule.day_number(event) == number]
    page = page_of(events, index)
    shown_date = next((day.date for day in viewer.schedule.days if day.index == number), None)
    total = t.n("{n} event", "{n} events", len(viewer.starred_events))
    text = lines(
        joined(Markup("<b>{}</b>").format(t("My agenda")), total),
        Markup("<b>{}</b>").format(dates.day_name(shown_date, t)) if shown_date else None,
        "",
        *(entries(viewer, page.events, gaps(events)) if events else [t("Nothing starred on this day."), ""]),
        legend(viewer, *page.events),
    )
    return Message(
        text,
        keyboard(
            *item_rows(viewer, page.events, "m"),
            pager(page, "my", number),
            *days(viewer, number),
            [press(t("📅 Calendar"), "calendar"), press(t("🖼 As a picture"), "poster")],
            [press(t("Reminders"), "remind"), press(t("Agenda"), "day", max(number, 1), 0)],
            menu_row(viewer),
        ),
    )


def first_day(viewer: Viewer) -> int:
    """The day of the first starred event not yet over, else of the last one."""
    ahead = (event for event in viewer.starred_events if event.end > viewer.now)
    return viewer.schedule.day_number(next(ahead, viewer.starred_events[-1]))


def entries(viewer: Viewer, events: Sequence[Event], free: Sequence[Gap]) -> Iterator[Markup]:
    """The events of a page, each with its clashes, and the free time before it, once."""
    t = viewer.t
    gaps_to_name = {gap.end: gap for gap in free}
    for number, event in enumerate(events, 1):
        if not event.cancelled and (gap := gaps_to_name.pop(event.start, None)):
            yield Markup("<i>{}</i>\n").format(
                t("free for {time}", time=dates.duration(gap.end - gap.start, t))
            )
        yield both_times(viewer, event.start, event.end)
        yield Markup("{}. {} {}").format(number, STAR_ON, title(viewer, event))
        for other in clashes(event, viewer.starred_events):
            yield t.html("    ⚠️ clashes with “{title}”", title=viewer.say(other.title))
        yield Markup("")


def days(viewer: Viewer, current: int) -> list[Row]:
    """A button for each day that holds something starred, with how much."""
    counts: dict[int, int] = {}
    for event in viewer.starred_events:
        number = viewer.schedule.day_number(event)
        counts[number] = counts.get(number, 0) + 1
    buttons = []
    for day in viewer.schedule.days:
        if count := counts.get(day.index):
            caption = f"{dates.day_of_month(day.date, viewer.t)} ({count})"
            buttons.append(press(f"• {caption}" if day.index == current else caption, "my", day.index))
    return rows(buttons, 3)


def nothing(viewer: Viewer) -> Message:
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("My agenda")),
        t("Nothing here yet. Star ☆ an event, and it is kept here and you are reminded of it."),
    )
    onward = [press(t("Agenda"), "today"), press(t("Tracks"), "tracks")]
    return Message(text, keyboard(onward, menu_row(viewer)))
