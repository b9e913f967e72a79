"""What the timetable page says, for its script: the catalogues' words in one language."""

from __future__ import annotations

from typing import Any

from bot.texts import Texts, dates, mark, texts
from bot.views.lines import type_names

__all__ = ["words"]

TEXTS = {
    "add_to_my_agenda": mark("Add to my agenda"),
    # Translators: the row of the timetable that holds exhibitions and breaks.
    "all_day": mark("All day"),
    "at_the_same_time": mark("At the same time in your agenda:"),
    "called_off": mark("called off"),
    "clock": mark("%H:%M"),
    "close": mark("Close"),
    "day_before": mark("{times} (−1 day)"),
    "days": mark("Days"),
    "days_off": mark("{times} ({days} days)"),
    # Translators: what chooses the events that the timetable shows, for screen readers.
    "filter": mark("What is shown"),
    # Translators: how many events of the timetable a search found.
    "found": mark("Found: {n}"),
    "held_in": mark("held in {language}"),
    "hours": mark("{hours} h"),
    # Translators: beside a talk, the forum that it is a part of.
    "in_forum": mark("in “{forum}”"),
    "in_my_agenda": mark("In my agenda"),
    "join": mark("Join ↗"),
    "language": mark("Language"),
    "longer_shorter": mark("{longer} {shorter}"),
    "minutes": mark("{minutes} min"),
    "next_day": mark("{times} (+1 day)"),
    "not_loaded": mark("The programme could not be loaded. Trying again…"),
    "not_recognized": mark("I cannot tell who you are. To star, open the timetable from the chat again."),
    "nothing_found": mark("Nothing fits."),
    "nothing_starred": mark(
        "Nothing here yet. Star ☆ an event, and it is kept here and you are reminded of it."
    ),
    "nothing_that_day": mark("Nothing of it on this day."),
    # Translators: on a button with the hour of the conference: go to what is on now.
    "now": mark("Now"),
    "offline": mark("Offline"),
    # Translators: {time} is when the page last heard from the bot.
    "offline_as_of": mark("Offline, as of {time}"),
    "on_now": mark("On now, {time} left"),
    # Translators: show only what the reader starred.
    "only_mine": mark("Only mine"),
    "open_in_telegram": mark("Open in Telegram"),
    "opened_too_long_ago": mark("This page was opened a day ago. To star, open it from the chat again."),
    # Translators: the row of the timetable for events without a room or without a track.
    "others": mark("Other"),
    "recording": mark("Recording ↗"),
    "rooms": mark("Rooms"),
    # Translators: whether a row of the timetable is a room or a track, for screen readers.
    "rows": mark("Rows"),
    "search": mark("Search"),
    "show_all": mark("Show everything"),
    # Translators: for screen readers, at the top of the page: past its head to the programme.
    "skip": mark("To the programme"),
    # Translators: for screen readers, the name of a star that is pressed or not.
    "star_of": mark("In my agenda: {title}"),
    "star_in_telegram": mark("☆ Star it in Telegram"),
    "talks": mark("Talks ({n})"),
    "tentative": mark("tentative: title and time not confirmed"),
    "timetable": mark("Timetable"),
    "tracks": mark("Tracks"),
    "version": mark("programme {version}"),
    "will_not_take_place": mark("Called off: this will not take place."),
    # Translators: the same times on the reader's own clock.
    "yours": mark("yours: {times}"),
}


def words(language: str) -> dict[str, Any]:
    """Texts with their ``{names}`` unfilled, plural forms (one, more), and names of types and zones."""
    t = texts(language)
    return {
        "locale": str(t.locale).replace("_", "-"),
        "texts": {key: t.template(message) for key, message in TEXTS.items()},
        "plurals": {"speakers": plural("Speaker", "Speakers", t)},
        "types": type_names(t),
        "zones": dates.named_zones(t),
    }


def plural(one: str, many: str, t: Texts) -> list[str]:
    """Messages without a number in them, for one thing and for two."""
    return [t.n(one, many, 1), t.n(one, many, 2)]
