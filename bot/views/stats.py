"""/stats: what organizers want to know on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.spread import Sending
from bot.domain.statistics import People, Reminders
from bot.texts import Texts
from bot.texts.numbers import number
from bot.views.buttons import keyboard, press
from bot.views.forecast import forecast
from bot.views.lines import joined, lines
from bot.views.message import Message
from bot.views.navigation import clock_line, menu_row
from bot.views.settings import LANGUAGE_NAMES
from bot.views.viewer import Viewer

__all__ = ["ChannelStanding", "Figures", "commands", "stats"]

MOST_CHANNELS = 12


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """A channel of the settings."""

    name: str
    track: str | None
    """The id of the track that it is about; None for the whole programme."""
    language: str
    posts: bool
    """Whether the bot may post there."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How it stands: `reminders` of the last 24 hours, `sendings` to come at `rate` messages a second."""

    people: People
    reminders: Reminders
    waiting: int
    """Messages that are due and not sent yet."""
    sendings: Sequence[Sending]
    rate: float
    channels: Sequence[ChannelStanding] = ()


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have here besides everyone's commands."""
    yield "stats", t("how it stands: people, reminders, what is to come")


def stats(viewer: Viewer, now: Figures) -> Message:
    """People, reminders, channels, and the forecast."""
    t = viewer.t
    version = t("programme {version}", version=viewer.schedule.version)
    text = lines(
        Markup("<b>{}</b>").format(t("📊 How it stands")),
        joined(clock_line(viewer), version),
        *people(t, now.people),
        *reminders(t, now.reminders, now.waiting),
        *channels(viewer, now.channels),
        *heading(t("Reminders to come")),
        forecast(t, viewer.conference_zone, now.sendings, now.rate),
    )
    return Message(text, keyboard([press(t("🔄 Refresh"), "stats")], menu_row(viewer)))


def heading(text: str) -> Iterator[Markup]:
    yield Markup("\n<b>{}</b>").format(text)


def people(t: Texts, now: People) -> Iterator[Markup]:
    yield from heading(t("People"))
    yield joined(
        t.html("Reachable: <b>{n}</b>", n=number(now.reachable, t)),
        t("with stars: {n}", n=number(now.starred, t)),
    )
    yield joined(
        # Translators: how many people blocked the bot or deleted their account.
        t("No longer reachable: {n}", n=number(now.retired, t)),
        t("groups: {n}", n=number(now.groups, t)) if now.groups else None,
    )


def reminders(t: Texts, now: Reminders, waiting: int) -> Iterator[Markup | str]:
    yield from heading(t("Reminders in the last 24 hours"))
    yield joined(
        t.html("Sent: <b>{n}</b>", n=number(now.sent, t)),
        # Translators: how many reminders came after the event had started.
        t("after the start: {n}", n=number(now.after_start, t)),
    )
    yield joined(
        t("Failed: {n}", n=number(now.failed, t)),
        # Translators: for how many reminders nobody knows whether they arrived.
        t("unknown: {n}", n=number(now.unknown, t)),
    )
    if now.too_late:
        yield t("Not sent, because it was too late: {n}", n=number(now.too_late, t))
    # Translators: messages of any kind that are due and not sent yet.
    yield t("Messages waiting now: {n}", n=number(waiting, t))


def channels(viewer: Viewer, all_: Sequence[ChannelStanding]) -> Iterator[Markup | str]:
    if not all_:
        return
    t, rest = viewer.t, len(all_) - MOST_CHANNELS
    yield from heading(t("Channels"))
    for channel in all_[:MOST_CHANNELS]:
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
    return Markup("{}").format(viewer.say(track.name, 60) if track else channel.track)
