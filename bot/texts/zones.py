"""Zones by their own names: abbreviations, IANA keys, distances from UTC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.folding import fold
from bot.texts.gazetteer import City, Place, city, faces, places

__all__ = ["common_zones", "zones_called"]

_COMMON = {
    "id": ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Shanghai"),
    "en": ("Europe/London", "America/New_York", "Asia/Singapore", "Asia/Shanghai", "Asia/Jakarta"),
    "zh": ("Asia/Shanghai", "Asia/Jakarta", "Asia/Tokyo", "Europe/London", "America/New_York"),
}
_ABBREVIATIONS = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
    "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "utc": "Etc/UTC",
    "gmt": "Etc/UTC",
}
_OFFSET = re.compile(r"(?:(?:utc|gmt)\s*([+-]?)|([+-]))\s*(\d{1,2})(?::?([0-5]\d))?")
_MINUSES = str.maketrans("−–—", "---")
_SOLSTICES = (datetime(2020, 6, 20, tzinfo=UTC), datetime(2020, 12, 21, tzinfo=UTC))


def common_zones(language: str) -> list[str]:
    """The IANA zones that most readers of the language live in or ask for, the usual one first."""
    return list(_COMMON[language])


def zones_called(query: str, asked: str, language: str) -> Iterator[City]:
    """Cities of the zones that `query` (`asked` when folded) calls by name or by distance from UTC."""
    zone = _ABBREVIATIONS.get(asked) or _zone_of_key(query)
    if zone:
        yield _city_of(zone, language)
    elif said := _OFFSET.fullmatch(
        unicodedata.normalize("NFKC", query).casefold().translate(_MINUSES).strip()
    ):
        west = "-" in (said[1], said[2])
        yield from _with_offset(int(said[3]), int(said[4] or 0), west, language)


def _zone_of_key(query: str) -> str | None:
    key = query.strip().replace(" ", "_").casefold()
    return _zones_by_key().get(key) if "/" in key else None


@cache
def _zones_by_key() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones())}


def _city_of(zone: str, language: str) -> City:
    """The city that the zone is called after, else the best-known one in it."""
    own = fold(zone.rpartition("/")[2].replace("_", " "))
    called = (place for place in places() if place.zone == zone and fold(place.name) == own)
    place = next(called, faces().get(zone))
    return city(place, language) if place else City(zone.rpartition("/")[2].replace("_", " "), "", zone)


def _with_offset(hours: int, minutes: int, west: bool, language: str) -> Iterator[City]:
    """The zone so far from UTC, then the best-known city of each zone that is so all year."""
    if hours == minutes == 0:
        yield City("UTC", "", "Etc/UTC")
    elif minutes == 0 and hours <= (12 if west else 14):
        # The names of these zones count the other way round.
        yield City(f"UTC{'−' if west else '+'}{hours}", "", f"Etc/GMT{'+' if west else '-'}{hours}")
    offset = (-1 if west else 1) * timedelta(hours=hours, minutes=minutes)
    found = _faces_by_offset().get(offset, {})
    usual = [zone for zone in common_zones(language) if zone in found]
    yield from (city(found[zone], language) for zone in dict.fromkeys([*usual, *found]))


@cache
def _faces_by_offset() -> dict[timedelta, dict[str, Place]]:
    """The best-known city of each zone by the distance from UTC that the zone keeps all year."""
    by_offset: dict[timedelta, dict[str, Place]] = {}
    for zone, place in faces().items():
        summer, winter = (day.astimezone(ZoneInfo(zone)).utcoffset() for day in _SOLSTICES)
        if summer is not None and summer == winter:
            by_offset.setdefault(summer, {})[zone] = place
    return by_offset
