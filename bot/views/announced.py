"""An announcement on its way: what its readers get, and what organizers see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.announcement import wording
from bot.texts import LANGUAGES, Texts
from bot.views.buttons import keyboard, press
from bot.views.lines import lines
from bot.views.message import TEXT_LIMIT, Message, cut, label
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["Standing", "announcement", "standing", "to"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an announcement is; `counts` are its messages by their state in the outbox."""

    id: int
    texts: Mapping[str, str]
    audience: str
    counts: Mapping[str, int]
    stopped: bool
    ended: bool


def announcement(viewer: Viewer, texts: Mapping[str, str]) -> Message:
    """What its readers get: the organizers' own words, in the reader's language where there are some."""
    _, text = wording(texts, viewer.chat.language, LANGUAGES)
    return Message(Markup("{}").format(cut(text, TEXT_LIMIT)))


def standing(viewer: Viewer, now: Standing) -> Message:
    """How far it is; at the end, what became of it."""
    t, counts = viewer.t, now.counts
    _, words = wording(now.texts, viewer.chat.language, LANGUAGES)
    text = lines(
        Markup("<b>{}</b>").format(heading(t, now)),
        Markup("<i>{}</i>").format(label(words, 60)),
        to(viewer, now.audience),
        "",
        t.html("Sent: <b>{n}</b> of {total}", n=counts.get("sent", 0), total=sum(counts.values())),
        t("Blocked the bot, or failed: {n}", n=counts.get("failed", 0)),
        t("Unknown whether it arrived: {n}", n=counts.get("unknown", 0)),
        not_sent(t, now),
        # Translators: how many messages of an announcement are still to be sent.
        None if now.ended else t("Left: {n}", n=counts.get("queued", 0) + counts.get("sending", 0)),
    )
    stop = [] if now.stopped or now.ended else [press(t("⏹ Stop"), "announce", "stop", now.id)]
    return Message(text, keyboard(stop, menu_row(viewer) if now.ended else ()))


def heading(t: Texts, now: Standing) -> str:
    if now.ended:
        return t("📢 The announcement was stopped") if now.stopped else t("📢 The announcement was sent")
    if now.stopped:
        return t("📢 The announcement is being stopped")
    return t("📢 The announcement is being sent")


def not_sent(t: Texts, now: Standing) -> str | None:
    given_up = now.counts.get("expired", 0)
    if now.stopped:
        return t("Not sent, because it was stopped: {n}", n=given_up)
    return t("Not sent, because it was too late: {n}", n=given_up) if given_up else None


def to(viewer: Viewer, audience: str) -> Markup:
    """The line that names the audience."""
    t, (kind, _, id_) = viewer.t, audience.partition(":")
    if kind == "track":
        track = viewer.schedule.tracks.get(id_)
        who = t("who follows {track}", track=viewer.say(track.name) if track else id_)
    elif kind == "event":
        event = viewer.schedule.events.get(id_)
        who = t("who starred {event}", event=viewer.say(event.title) if event else id_)
    else:
        who = t("everyone")
    # Translators: who gets an announcement.
    return t.html("To: <b>{who}</b>", who=who)
