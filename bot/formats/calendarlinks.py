"""Addresses that open another calendar's form with an event filled in, or that subscribe it to a feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from bot.domain.model import Event, Schedule
from bot.formats.icalendar import paragraphs, place

__all__ = ["google", "google_feed", "outlook", "outlook_feed", "webcal"]

LONGEST = 2000
"""Characters of an address that every browser and Telegram's buttons take."""
ELLIPSIS = "…"
GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0"


def google(schedule: Schedule, event: Event, language: str) -> str:
    """Google Calendar's form for a new event."""
    start, end = (moment.strftime("%Y%m%dT%H%M%SZ") for moment in (event.start, event.end))
    fields = {
        "action": "TEMPLATE",
        "dates": f"{start}/{end}",
        "text": event.title.in_(language),
        "location": place(schedule, event, language) or schedule.join_url(event),
        "details": "\n\n".join(paragraphs(schedule, event, language)),
    }
    return address(GOOGLE, fields, ("details", "text"))


def outlook(schedule: Schedule, event: Event, language: str) -> str:
    """Outlook's form for a new event."""
    start, end = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (event.start, event.end))
    fields = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "startdt": start,
        "enddt": end,
        "subject": event.title.in_(language),
        "location": place(schedule, event, language) or schedule.join_url(event),
        "body": "\n\n".join(paragraphs(schedule, event, language)),
    }
    return address(f"{OUTLOOK}/deeplink/compose", fields, ("body", "subject"))


def webcal(feed: str) -> str:
    """The feed's address as calendar programs subscribe to it, rather than download it once."""
    return f"webcal://{feed.partition('://')[2]}"


def google_feed(feed: str) -> str:
    """Where Google Calendar subscribes to the feed."""
    return f"{GOOGLE}?{encoded({'cid': webcal(feed)})}"


def outlook_feed(feed: str, name: str) -> str:
    """Where Outlook subscribes to the feed."""
    return address(f"{OUTLOOK}/addfromweb", {"url": feed, "name": name}, ("name",))


def address(base: str, fields: Mapping[str, str | None], shortened: Sequence[str]) -> str:
    """With what is there of `fields`; those `shortened` are cut, one after the other, until it fits."""
    kept = {name: value for name, value in fields.items() if value}
    for name in shortened:
        excess = len(base) + 1 + len(encoded(kept)) - LONGEST
        if excess <= 0:
            break
        kept[name] = cut(kept.get(name, ""), excess)
    return f"{base}?{encoded(kept)}"


def cut(text: str, excess: int) -> str:
    """The text shorter by at least `excess` characters of its encoded form, with “…”; at the least that."""
    room = len(quote(text, safe="")) - excess - len(quote(ELLIPSIS))
    kept = 0
    for letter in text:
        room -= len(quote(letter, safe=""))
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def encoded(fields: Mapping[str, str]) -> str:
    """As a query; a space is %20, because Outlook shows a plus as one."""
    return urlencode(fields, quote_via=quote, safe="")
