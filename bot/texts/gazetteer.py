"""The cities of cities.tsv, which comes from GeoNames; tools/cities.py says which ones and writes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sys import intern

from bot.texts.catalogue import texts

__all__ = ["City", "Place", "city", "faces", "places"]

_BEST_KNOWN = {"Asia/Shanghai": "Beijing"}


@dataclass(frozen=True, slots=True)
class City:
    """A city to choose a zone by: name and country in the reader's language, an IANA zone.

    For a zone that belongs to no city the name is such as ``UTC+7`` and the country is empty.
    """

    name: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Place:
    """A city. `country` is its ISO 3166 code; a name that is not known or not its own is empty."""

    name: str
    country: str
    zone: str
    latitude: float
    longitude: float
    chinese: str = ""
    indonesian: str = ""
    others: str = ""
    """Further names, with | between."""

    def name_in(self, language: str) -> str:
        """The name for a reader of the language."""
        return {"zh": self.chinese, "id": self.indonesian}.get(language) or self.name

    def names(self) -> list[str]:
        """Every name it is known by."""
        known = (self.name, self.chinese, self.indonesian, *self.others.split("|"))
        return [name for name in dict.fromkeys(known) if name]


@cache
def places() -> tuple[Place, ...]:
    """All cities, the largest first; read once."""
    text = Path(__file__).with_name("cities.tsv").read_text(encoding="utf-8")
    return tuple(_place(line) for line in text.splitlines() if not line.startswith("#"))


def city(place: Place, language: str) -> City:
    """The place for a reader of the language."""
    territories = texts(language).locale.territories
    return City(place.name_in(language), territories.get(place.country, place.country), place.zone)


@cache
def faces() -> dict[str, Place]:
    """The best-known city of each zone, the largest zone first: its largest, but Beijing for China."""
    best: dict[str, Place] = {}
    for place in places():
        if _BEST_KNOWN.get(place.zone, place.name) == place.name:
            best.setdefault(place.zone, place)
    return best


def _place(line: str) -> Place:
    name, country, zone, latitude, longitude, *names = line.split("\t")
    return Place(name, intern(country), intern(zone), float(latitude), float(longitude), *names)
