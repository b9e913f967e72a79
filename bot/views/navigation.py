"""The rows under a view that lead elsewhere, and its closing lines."""

from __future__ import annotations

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.model import Event
from bot.texts import dates
from bot.views.buttons import Row, press, rows
from bot.views.lines import lines
from bot.views.viewer import Viewer

__all__ = ["clock_line", "day_rows", "entrance_row", "follow_button", "footer", "hidden", "menu_row"]


def menu_row(viewer: Viewer) -> Row:
    return [press(viewer.t("☰ Menu"), "home")]


def day_rows(viewer: Viewer, verb: str, current: int, *arguments: int) -> list[Row]:
    """A button for each day; the current one is marked."""
    buttons = []
    for day in viewer.schedule.days:
        short = dates.day_of_month(day.date, viewer.t)
        caption = f"• {short}" if day.index == current else short
        buttons.append(press(caption, verb, day.index, *arguments))
    return rows(buttons, 3)


def entrance_row(viewer: Viewer, event: Event | None = None) -> Row:
    """The button that opens the timetable page, at the card of `event` where there is one."""
    if not viewer.entrance:
        return []
    event_id = event.id if event else ""
    return [viewer.entrance.button(viewer.t("🗓 Timetable"), group=viewer.chat.group, event_id=event_id)]


def follow_button(viewer: Viewer, kind: str, id_: str, *, followed: bool) -> InlineKeyboardButton:
    """Follow a ``track`` or a ``person``, or no longer."""
    if followed:
        return press(viewer.t("🔔 Followed: press to stop"), "follow", "off", kind, id_)
    return press(viewer.t("🔔 Follow: all of it, and what is new"), "follow", "on", kind, id_)


def clock_line(viewer: Viewer) -> Markup:
    """``13:40 Beijing · 12:40 WIB``: the hour in both zones, once where they agree."""
    t, now = viewer.t, viewer.now
    zones = dict.fromkeys((viewer.conference_zone, viewer.zone))
    shown = [f"{dates.clock(now, zone, t)} {dates.zone_short(zone, now, t)}" for zone in zones]
    return Markup("{}").format(" · ".join(shown))


def hidden(viewer: Viewer, count: int) -> str | None:
    """That a list holds more than its page; None where it does not."""
    return viewer.t.n("… and {n} more.", "… and {n} more.", count) if count > 0 else None


def footer(viewer: Viewer, legend: Markup | None, *, listed: bool = True) -> Markup | None:
    """The meaning of the marks and of the two rows of buttons, after an empty line."""
    hint = viewer.t("The upper row opens, ☆ stars.") if listed else None
    parts = [part for part in (legend, Markup("<i>{}</i>").format(hint) if hint else None) if part]
    return lines("", *parts) if parts else None
