"""/stats, page by page: what organizers want to know on the day. Each page stands under its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.feedback import Answers
from bot.domain.interest import Starred, by_event, extremes
from bot.domain.model import Day
from bot.domain.spread import Sending
from bot.domain.statistics import People, Reminders, Stars
from bot.texts import Texts, dates
from bot.texts.numbers import number
from bot.views.buttons import Row, keyboard, press, rows
from bot.views.forecast import forecast
from bot.views.lines import joined, lines
from bot.views.message import Message, caption
from bot.views.navigation import clock_line, menu_row
from bot.views.opinions import average, in_all
from bot.views.settings import LANGUAGE_NAMES
from bot.views.viewer import Viewer

__all__ = ["ChannelStanding", "Page", "coming", "commands", "delivery", "interest", "people", "ratings"]

MOST_CHANNELS = 8
MOST_EACH = 4
"""Events at either end that are named."""
LONGEST = 60
"""UTF-16 units of a title."""


class Page(StrEnum):
    """In the order of their buttons."""

    PEOPLE = "people"
    INTEREST = "interest"
    DELIVERY = "delivery"
    FORECAST = "forecast"
    RATINGS = "ratings"


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """A channel of the settings."""

    name: str
    track: str | None
    """The id of the track that it is about; None for the whole programme."""
    language: str
    posts: bool
    """Whether the bot may post there."""


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have here besides everyone's commands."""
    yield "stats", t("how it stands: people, stars, reminders, what is to come")


def titles(t: Texts) -> dict[Page, str]:
    return {
        Page.PEOPLE: t("People"),
        # Translators: what people want to see: a heading and a button.
        Page.INTEREST: t("Interest"),
        # Translators: how reminders arrived: a heading and a button.
        Page.DELIVERY: t("Delivery"),
        Page.FORECAST: t("Forecast"),
        Page.RATINGS: t("Ratings"),
    }


def people(viewer: Viewer, now: People) -> Message:
    """Whom the bot reaches, and how many of them are about."""
    t = viewer.t
    return page(
        viewer,
        Page.PEOPLE,
        joined(
            t.html("Reachable: <b>{n}</b>", n=number(now.reachable, t)),
            t("with stars: {n}", n=number(now.starred, t)),
        ),
        joined(
            t("Active in the last 24 hours: {n}", n=number(now.of_day, t)),
            # Translators: how many people were active.
            t("in 7 days: {n}", n=number(now.of_week, t)),
        ),
        joined(
            # Translators: how many people blocked the bot or deleted their account.
            t("No longer reachable: {n}", n=number(now.retired, t)),
            t("groups: {n}", n=number(now.groups, t)) if now.groups else None,
        ),
    )


def interest(viewer: Viewer, stars: Stars, day: Day | None = None) -> Message:
    """The events at both ends; the picture shows the rest, or all events of `day`."""
    t = viewer.t
    top, bottom = extremes(by_event(viewer.schedule, stars), MOST_EACH)
    count = number(stars.chats, t)
    head = t.html_n(
        "<b>{count}</b> person or group has starred something; in brackets is the share of that.",
        "<b>{count}</b> people and groups have starred something; in brackets is the share of that.",
        stars.chats,
        count=count,
    )
    ends = (
        [*end(viewer, t("Most wanted"), top), *end(viewer, t("Least wanted"), bottom)] if stars.chats else []
    )
    return page(viewer, Page.INTEREST, head, *ends, more=day_rows(viewer, day))


def end(viewer: Viewer, heading_: str, some: Sequence[Starred]) -> Iterator[Markup]:
    if some:
        yield from heading(heading_)
    for one in some:
        yield joined(
            Markup("<b>{}</b> ({:.0%})").format(number(one.stars, viewer.t), one.share),
            viewer.say(one.event.title, LONGEST),
        )


def day_rows(viewer: Viewer, chosen: Day | None) -> list[Row]:
    """All in one, or a day's events by the hour."""
    t = viewer.t
    captions = {0: t("Tracks")} | {day.index: dates.day_of_month(day.date, t) for day in viewer.schedule.days}
    current = chosen.index if chosen else 0
    buttons = [
        press(f"• {caption}" if index == current else caption, "stats", Page.INTEREST, index)
        for index, caption in captions.items()
    ]
    return rows(buttons, 4)


def delivery(viewer: Viewer, now: Reminders, waiting: int, channels: Sequence[ChannelStanding]) -> Message:
    """What became of the reminders of the last 24 hours; `waiting` messages are due and not sent yet."""
    t = viewer.t
    return page(
        viewer,
        Page.DELIVERY,
        Markup("<b>{}</b>").format(t("Reminders in the last 24 hours")),
        joined(
            t.html("Sent: <b>{n}</b>", n=number(now.sent, t)),
            # Translators: how many reminders came after the event had started.
            t("after the start: {n}", n=number(now.after_start, t)),
        ),
        joined(
            t("Failed: {n}", n=number(now.failed, t)),
            # Translators: for how many reminders nobody knows whether they arrived.
            t("unknown: {n}", n=number(now.unknown, t)),
        ),
        t("Not sent, because it was too late: {n}", n=number(now.too_late, t)) if now.too_late else None,
        # Translators: messages of any kind that are due and not sent yet.
        t("Messages waiting now: {n}", n=number(waiting, t)),
        *posting(viewer, channels),
    )


def posting(viewer: Viewer, channels: Sequence[ChannelStanding]) -> Iterator[Markup | str]:
    if not channels:
        return
    t, rest = viewer.t, len(channels) - MOST_CHANNELS
    yield from heading(t("Channels"))
    for channel in channels[:MOST_CHANNELS]:
        yield joined(
            channel.name,
            about(viewer, channel),
            LANGUAGE_NAMES[channel.language],
            None if channel.posts else t("⚠️ I may not post there"),
        )
    if rest > 0:
        yield t.n("… and {n} more.", "… and {n} more.", rest)


def about(viewer: Viewer, channel: ChannelStanding) -> Markup:
    if channel.track is None:
        return Markup("{}").format(viewer.t("the whole programme"))
    track = viewer.schedule.tracks.get(channel.track)
    return Markup("{}").format(viewer.say(track.name, LONGEST) if track else channel.track)


def coming(viewer: Viewer, sendings: Sequence[Sending], rate: float) -> Message:
    """Whether the reminders to come are all in time at `rate` messages a second."""
    t = viewer.t
    head = Markup("<b>{}</b>").format(t("Reminders to come"))
    return page(viewer, Page.FORECAST, head, forecast(t, viewer.conference_zone, sendings, rate))


def ratings(viewer: Viewer, answers: Mapping[str, Answers]) -> Message:
    """What people said of events, by event; the best and the worst are named."""
    t, known = viewer.t, viewer.schedule.events
    rated = [(id_, one) for id_, one in answers.items() if id_ in known]
    ranked = sorted(rated, key=lambda pair: (-pair[1].average, -pair[1].count, pair[0]))
    listed = [
        joined(
            Markup("<b>{}</b> ({})").format(average(t, one), number(one.count, t)),
            viewer.say(known[id_].title, LONGEST),
        )
        for id_, one in ranked
    ]
    ends = (
        listed if len(listed) <= 2 * MOST_EACH else [*listed[:MOST_EACH], Markup("…"), *listed[-MOST_EACH:]]
    )
    head = in_all(t, answers) if answers else t("There are no answers yet.")
    button = press(t("⭐ Feedback"), "feedback")
    return page(viewer, Page.RATINGS, head, "" if ends else None, *ends, more=[[button]])


def page(viewer: Viewer, shown: Page, *body: Markup | str | None, more: Sequence[Row] = ()) -> Message:
    """A caption with the buttons to the other pages."""
    t = viewer.t
    version = t("programme {version}", version=viewer.schedule.version)
    text = lines(
        Markup("<b>📊 {}</b>").format(titles(t)[shown]), joined(clock_line(viewer), version), "", *body
    )
    others = [turn(name, caption, shown) for name, caption in titles(t).items()]
    refresh = press(t("🔄 Refresh"), "stats", shown)
    return caption(text, keyboard(*more, *rows(others, 3), [refresh, *menu_row(viewer)]))


def turn(to: Page, name: str, shown: Page) -> InlineKeyboardButton:
    return press(f"• {name}" if to is shown else name, "stats", to)


def heading(text: str) -> Iterator[Markup]:
    yield Markup("\n<b>{}</b>").format(text)
