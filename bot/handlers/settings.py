"""/settings: language, time zone, lead time, digest, sound."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from telegram import ReplyKeyboardRemove, Update
from telegram.ext import MessageHandler, filters

from bot.domain.chat import LEAD_TIMES, Quiet
from bot.domain.reminders import USUAL_ZONES
from bot.handlers.ask import said
from bot.handlers.desk import AnyHandler, Context, Desk, Step
from bot.handlers.visit import Visit
from bot.texts import LANGUAGES
from bot.texts.cities import find_cities, zone_at
from bot.views import settings as views
from bot.views.message import Message

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def located(update: Update, _: Context) -> None:
        await desk.receive(update, location, answers=True)

    desk.answers["city"] = city
    return [
        desk.command("settings", settings),
        desk.press("settings", settings),
        desk.press("language", by_admin(language)),
        desk.press("zones", by_admin(zones)),
        desk.press("zone", by_admin(zone)),
        desk.press("location", ask_location),
        desk.press("lead_time", by_admin(lead_time)),
        desk.press("digest", by_admin(digest)),
        desk.press("quiet", by_admin(quiet)),
        MessageHandler(filters.UpdateType.MESSAGE & filters.LOCATION, located),
    ]


def by_admin(step: Step) -> Step:
    """A step that in a group only its admins may take."""

    async def checked(visit: Visit) -> None:
        if await visit.may_change():
            return await step(visit)
        if visit.query is None:
            return await visit.show(views.refused(visit.viewer))
        await visit.answer(views.group_only(visit.viewer), alert=True)

    return checked


async def settings(visit: Visit) -> None:
    await visit.show(views.settings(visit.viewer))


async def language(visit: Visit) -> None:
    if (code := visit.argument(0)) in LANGUAGES:
        # Who changes the language has not moved: the zone that the old one suggested stays.
        usual = USUAL_ZONES.get(visit.chat.language)
        await visit.change(language=code, zone=visit.chat.zone or (usual.key if usual else None))
    await settings(visit)


async def zones(visit: Visit) -> None:
    """Offer zones; the next text is a city's name."""
    await visit.change(awaiting="city")
    await visit.show(views.zones(visit.viewer))


async def zone(visit: Visit) -> None:
    if key := known_zone(visit.argument(0)):
        await visit.change(zone=key, awaiting=None)
    await settings(visit)


def known_zone(key: str) -> str | None:
    try:
        return ZoneInfo(key).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


async def ask_location(visit: Visit) -> None:
    await visit.send(views.ask_location(visit.viewer))


async def location(visit: Visit) -> None:
    """A sent location becomes a time zone; the place is not kept. In a group only when it was asked for."""
    if visit.chat.group and not (visit.chat.awaiting == "city" and await visit.may_change()):
        return None
    place = visit.received.location if visit.received else None
    key = await asyncio.to_thread(zone_at, place.latitude, place.longitude) if place else None
    if key is None:
        return await visit.show(views.zones(visit.viewer))
    await visit.change(zone=key, awaiting=None)
    await visit.show(Message(views.zone_set(visit.viewer), ReplyKeyboardRemove()))


async def city(visit: Visit) -> None:
    await choose_city(visit, said(visit))


async def choose_city(visit: Visit, words: str) -> None:
    found = await asyncio.to_thread(find_cities, words, visit.chat.language)
    await visit.show(views.cities(visit.viewer, words, found))


async def lead_time(visit: Visit) -> None:
    if (minutes := visit.number(0)) in LEAD_TIMES:
        await visit.change(lead_time=minutes)
    await settings(visit)


async def digest(visit: Visit) -> None:
    await visit.change(digest=visit.argument(0) == "on")
    await settings(visit)


async def quiet(visit: Visit) -> None:
    if (wanted := visit.argument(0)) in {quiet.value for quiet in Quiet}:
        await visit.change(quiet=Quiet(wanted))
    await settings(visit)
