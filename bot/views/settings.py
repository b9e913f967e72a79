"""Language, time zone, reminders; forgetting all of it."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup
from telegram import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup

from bot.domain.chat import Quiet
from bot.texts import LANGUAGES, dates
from bot.texts.cities import City, common_zones
from bot.views.buttons import Row, keyboard, press, rows
from bot.views.lines import joined, lines
from bot.views.message import Message
from bot.views.navigation import menu_row
from bot.views.remind import lead_row
from bot.views.viewer import Viewer

__all__ = [
    "ask_forget",
    "ask_location",
    "cities",
    "forgotten",
    "group_only",
    "refused",
    "settings",
    "zone_set",
    "zones",
]

LANGUAGE_NAMES = {"id": "Indonesia", "en": "English", "zh": "中文"}


def settings(viewer: Viewer) -> Message:
    """All choices with their present state; each button sets one."""
    t, chat = viewer.t, viewer.chat
    zone = joined(
        dates.zone_name(viewer.zone, viewer.now, t),
        dates.utc_offset(viewer.zone, viewer.now),
        # Translators: beside a time zone that the reader has not chosen.
        None if chat.zone else t("not chosen yet"),
    )
    text = lines(
        Markup("<b>{}</b>").format(t("Settings")),
        "",
        t.html("Language: <b>{language}</b>", language=LANGUAGE_NAMES[chat.language]),
        t.html("Time zone: <b>{zone}</b>", zone=zone),
        t.html_n(
            "Reminders: <b>{n} minute before the start</b>",
            "Reminders: <b>{n} minutes before the start</b>",
            chat.lead_time,
        ),
        None if chat.reminders else t("(paused)"),
        t.html("Morning digest, at 7:00 on your clock: <b>{state}</b>", state=on_off(viewer, on=chat.digest)),
        t.html("Sound: <b>{state}</b>", state=sound(viewer, chat.quiet)),
        "",
        t("Press to change. Minutes before the start:"),
    )
    return Message(
        text,
        keyboard(
            lead_row(viewer, "lead_time"),
            language_row(viewer),
            [press(t("🌏 Time zone"), "zones"), press(t("Reminders"), "remind")],
            [digest_button(viewer)],
            [quiet_button(viewer)],
            [press(t("📅 Calendar"), "calendar"), press(t("Privacy"), "privacy"), *menu_row(viewer)],
        ),
    )


def on_off(viewer: Viewer, *, on: bool) -> str:
    # Translators: whether the morning digest is sent: "Morning digest …: on".
    return viewer.t("on") if on else viewer.t("off")


def sound(viewer: Viewer, quiet: Quiet) -> str:
    t = viewer.t
    return {
        # Translators: when messages come with a sound: "Sound: always".
        Quiet.OFF: t("always"),
        Quiet.NIGHT: t("not from 22:00 to 7:00"),
        # Translators: when messages come with a sound: "Sound: never".
        Quiet.ALWAYS: t("never"),
    }[quiet]


def language_row(viewer: Viewer) -> Row:
    own = viewer.chat.language
    return [
        press(f"• {LANGUAGE_NAMES[code]}" if code == own else LANGUAGE_NAMES[code], "language", code)
        for code in LANGUAGES
    ]


def digest_button(viewer: Viewer) -> InlineKeyboardButton:
    t = viewer.t
    if viewer.chat.digest:
        return press(t("☀️ No digest"), "digest", "off")
    return press(t("☀️ Morning digest"), "digest", "on")


def quiet_button(viewer: Viewer) -> InlineKeyboardButton:
    t = viewer.t
    match viewer.chat.quiet:
        case Quiet.OFF:
            return press(t("🔕 Silent at night"), "quiet", Quiet.NIGHT)
        case Quiet.NIGHT:
            return press(t("🔕 Always silent"), "quiet", Quiet.ALWAYS)
        case Quiet.ALWAYS:
            return press(t("🔔 With sound"), "quiet", Quiet.OFF)


def zones(viewer: Viewer) -> Message:
    """The usual zones, and the question for a city."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("Your time zone")),
        t("Now: {zone}", zone=dates.zone_name(viewer.zone, viewer.now, t)),
        "",
        t("Type the name of your city, send me your location, or choose:"),
    )
    buttons = [zone_button(viewer, key) for key in common_zones(viewer.chat.language)]
    nearby = [] if viewer.chat.group else [press(t("📍 Send my location"), "location")]
    return Message(text, keyboard(*rows(buttons, 2), nearby, [press(t("‹ Settings"), "settings")]))


def zone_button(viewer: Viewer, key: str, caption: str = "") -> InlineKeyboardButton:
    zone = ZoneInfo(key)
    clock = dates.clock(viewer.now, zone, viewer.t)
    return press(f"{caption or dates.zone_name(zone, viewer.now, viewer.t)} · {clock}", "zone", key)


def ask_location(viewer: Viewer) -> Message:
    """A keyboard with the one button that sends a location."""
    t = viewer.t
    button = KeyboardButton(t("📍 Send my location"), request_location=True)
    return Message(
        Markup("{}").format(t("Press the button below. I keep only the time zone, never the place.")),
        ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True),
    )


def cities(viewer: Viewer, words: str, found: Sequence[City]) -> Message:
    """The cities of that name, each with its hour."""
    t = viewer.t
    back = [press(t("‹ Time zone"), "zones")]
    if not found:
        text = lines(
            t.html("I know no city called “{words}”.", words=words[:60]),
            t("Try a larger city nearby, or its name in English."),
        )
        return Message(text, keyboard(back))
    unique: dict[str, City] = {}
    for city in found:
        unique.setdefault(city.zone, city)
    comma = t(", ")
    buttons = [
        [zone_button(viewer, city.zone, f"{city.name}{comma}{city.country}")] for city in unique.values()
    ]
    return Message(
        Markup("{}").format(t("Which one? The hour beside it should be yours.")), keyboard(*buttons, back)
    )


def zone_set(viewer: Viewer) -> Markup:
    """The zone that a location lies in, now the reader's."""
    return viewer.t.html(
        "Your time zone is now <b>{zone}</b>: it is {clock} there.",
        zone=dates.zone_name(viewer.zone, viewer.now, viewer.t),
        clock=dates.clock(viewer.now, viewer.zone, viewer.t),
    )


def ask_forget(viewer: Viewer) -> Message:
    """The question before everything is deleted."""
    t = viewer.t
    count = len(viewer.favourites)
    text = lines(
        Markup("<b>{}</b>").format(t("Delete everything that is stored about this chat?")),
        t.n(
            "Your settings and {n} starred event will be gone, and no reminder will come.",
            "Your settings and {n} starred events will be gone, and no reminder will come.",
            count,
        ),
    )
    return Message(
        text, keyboard([press(t("Yes, delete"), "forget", "yes"), press(t("No, keep it"), "home")])
    )


def forgotten(viewer: Viewer) -> Message:
    """All is deleted."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("Done: nothing is stored about this chat any more.")),
        t("/start begins anew."),
    )
    return Message(text)


def group_only(viewer: Viewer) -> str:
    """Why a press of someone who is no admin changes nothing."""
    return viewer.t("Only this group's admins can change its agenda. Open me in private to keep your own.")


def refused(viewer: Viewer) -> Message:
    """The same in reply to a command."""
    return Message(lines(group_only(viewer)))
