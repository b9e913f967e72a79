"""Cities by their names in any of the bot's languages, and by place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.folding import fold
from bot.texts.catalogue import LANGUAGES, texts
from bot.texts.gazetteer import City, Place, city, faces, places
from bot.texts.zones import common_zones, zones_called

__all__ = ["City", "common_zones", "find_cities", "zone_at"]

LONGEST = 60
"""What is asked beyond so many characters is not looked up."""
INNER_FROM = 4
TYPO_FROM = 4
TWO_TYPOS_FROM = 8

_BESIDES = re.compile(
    r"^(?:zona waktu|waktu|kota|jam) | (?:time zone|timezone|time|city)$|(?<=..)(?:时间|时区|市|都)$"
)

_COUNTRIES_FOR_SHORT = {
    "印尼": "ID", "cina": "CN", "usa": "US", "america": "US", "as": "US", "uk": "GB", "england": "GB",
    "inggris": "GB", "korea": "KR", "korsel": "KR", "uae": "AE",
}  # fmt: skip


def find_cities(query: str, language: str, limit: int = 8) -> list[City]:
    """The cities that `query` may mean, the likeliest first.

    It may be the name of a city or a country in any of the bot's languages, also partly written or mistyped,
    both together, an IANA zone, ``WIB``, ``UTC+7`` and the like.
    """
    query = query[:LONGEST]
    asked = _BESIDES.sub("", fold(query))
    zones = list(zones_called(query, asked, language))
    return zones[:limit] or list(islice(dict.fromkeys(_named(asked, language)), limit))


def zone_at(latitude: float, longitude: float) -> str | None:
    """The IANA zone of the nearest city, which tells the time there; None for what is no place on earth."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    x, y, z = _on_sphere(latitude, longitude)
    return max(_points(), key=lambda point: point[0] * x + point[1] * y + point[2] * z)[3]


def _named(asked: str, language: str) -> Iterator[City]:
    """The cities that a folded text names, in part of a country or a whole country's."""
    for name, code in _countries().items():
        if asked == name:
            yield from (city(place, language) for place in _of_country(code))
        elif asked.startswith(name) or asked.endswith(name):
            rest = asked.removeprefix(name).removesuffix(name)
            if not name[0].isascii() or rest.startswith(" ") or rest.endswith(" "):
                matches = _matches(rest.strip())
                yield from (city(place, language) for place in matches if place.country == code)
    yield from (city(place, language) for place in _matches(asked))


def _of_country(code: str) -> Iterable[Place]:
    """The best-known city of each of the country's zones, then its others, the largest first."""
    own = [place for place in places() if place.country == code]
    return dict.fromkeys([*(place for place in faces().values() if place.country == code), *own])


@cache
def _countries() -> dict[str, str]:
    """The codes of the countries that have cities, by their folded names in all the bot's languages."""
    codes = dict.fromkeys(place.country for place in places())
    territories = [texts(language).locale.territories for language in LANGUAGES]
    named = {fold(names[code]): code for names in territories for code in codes if code in names}
    return _COUNTRIES_FOR_SHORT | named


@cache
def _names() -> dict[str, list[Place]]:
    """The cities, largest first, by their folded names without spaces."""
    names: dict[str, list[Place]] = {}
    for place in places():
        for name in dict.fromkeys(fold(name).replace(" ", "") for name in place.names()):
            names.setdefault(name, []).append(place)
    return names


def _matches(asked: str) -> Iterator[Place]:
    """The cities called `asked`, then those whose names begin with it, have it within, or are spelt alike."""
    asked = asked.replace(" ", "")
    if not asked:
        return
    names = _names()
    yield from names.get(asked, ())
    if len(asked) == 1 and asked.isascii():
        return
    beginning = [place for name, called in names.items() if name.startswith(asked) for place in called]
    yield from _by_size(beginning)
    if len(asked) >= INNER_FROM or not asked.isascii():
        inner = [place for name, called in names.items() if asked in name for place in called]
        yield from _by_size(inner)
    if asked not in names and not beginning:
        yield from _alike(asked)


def _alike(asked: str) -> Iterator[Place]:
    if not asked.isascii() or len(asked) < TYPO_FROM:
        return
    allowed = 2 if len(asked) >= TWO_TYPOS_FROM else 1
    found = process.extract(asked, _names().keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    for typos in range(1, allowed + 1):
        yield from _by_size(
            place for name, distance, _ in found if distance == typos for place in _names()[name]
        )


def _by_size(found: Iterable[Place]) -> list[Place]:
    return sorted(set(found), key=_rank().__getitem__)


@cache
def _rank() -> dict[Place, int]:
    return {place: rank for rank, place in enumerate(places())}


@cache
def _points() -> list[tuple[float, float, float, str]]:
    return [(*_on_sphere(place.latitude, place.longitude), place.zone) for place in places()]


def _on_sphere(latitude: float, longitude: float) -> tuple[float, float, float]:
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)
