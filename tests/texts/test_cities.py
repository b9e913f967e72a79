"""Choosing a zone: by city, country, zone or place."""

from __future__ import annotations

import math
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import LANGUAGES
from bot.texts.cities import City, common_zones, find_cities, zone_at
from bot.texts.gazetteer import faces, places


def first(query: str, language: str = "en") -> City:
    return find_cities(query, language)[0]


@pytest.mark.parametrize(
    ("language", "city"),
    [
        ("id", City("Singapura", "Singapura", "Asia/Singapore")),
        ("en", City("Singapore", "Singapore", "Asia/Singapore")),
        ("zh", City("新加坡", "新加坡", "Asia/Singapore")),
    ],
)
def test_city_comes_in_the_readers_language(language: str, city: City) -> None:
    assert first("singapore", language) == city


@pytest.mark.parametrize(
    "query", ["Jakarta", "jakarta ", "ＪＡＫＡＲＴＡ", "雅加达", "雅加達", "jakrta", "Djakarta", "jakar"]
)
def test_city_is_found_however_it_is_written(query: str) -> None:
    assert first(query, "id") == City("Jakarta", "Indonesia", "Asia/Jakarta")


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("Kairo", "Africa/Cairo"),
        ("Wina", "Europe/Vienna"),
        ("Peking", "Asia/Shanghai"),
        ("Jogja", "Asia/Jakarta"),
        ("bali", "Asia/Makassar"),
        ("Makkah", "Asia/Riyadh"),
        ("kota Bandung", "Asia/Jakarta"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paullo", "America/Sao_Paulo"),
        ("san fransisco", "America/Los_Angeles"),
        ("xian", "Asia/Shanghai"),
        ("new york", "America/New_York"),
        ("臺北", "Asia/Taipei"),
        ("东京都", "Asia/Tokyo"),
        ("深圳", "Asia/Shanghai"),
        ("乌鲁木齐", "Asia/Shanghai"),
        ("Kiritimati", "Pacific/Kiritimati"),
    ],
)
def test_city_is_found_by_the_names_people_use(query: str, zone: str) -> None:
    assert first(query).zone == zone


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("WIB", "Asia/Jakarta"),
        ("wita", "Asia/Makassar"),
        ("Wit", "Asia/Jayapura"),
        ("waktu Beijing", "Asia/Shanghai"),
        ("Beijing time", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("Asia/Jakarta", "Asia/Jakarta"),
        ("america/new york", "America/New_York"),
        ("Antarctica/Troll", "Antarctica/Troll"),
        ("GMT+7", "Etc/GMT-7"),
        ("utc + 8", "Etc/GMT-8"),
        ("UTC−5", "Etc/GMT+5"),
        ("+07:00", "Etc/GMT-7"),
        ("GMT", "Etc/UTC"),
        ("UTC+0", "Etc/UTC"),
        ("UTC+5:45", "Asia/Kathmandu"),
        ("UTC+5:30", "Asia/Kolkata"),
    ],
)
def test_zone_is_found_by_its_own_name(query: str, zone: str) -> None:
    assert first(query).zone == zone


def test_offset_offers_cities_of_the_readers_usual_zones_first() -> None:
    assert find_cities("UTC+8", "id", limit=3) == [
        City("UTC+8", "", "Etc/GMT-8"),
        City("Makassar", "Indonesia", "Asia/Makassar"),
        City("Beijing", "Tiongkok", "Asia/Shanghai"),
    ]


@pytest.mark.parametrize(("query", "language"), [("Indonesia", "en"), ("印度尼西亚", "id"), ("印尼", "zh")])
def test_country_offers_a_city_of_each_of_its_zones(query: str, language: str) -> None:
    zones = [city.zone for city in find_cities(query, language)[:4]]
    assert set(zones) == {"Asia/Jakarta", "Asia/Makassar", "Asia/Pontianak", "Asia/Jayapura"}


@pytest.mark.parametrize("query", ["London, Canada", "london canada", "Kanada London", "加拿大伦敦"])
def test_country_beside_a_city_chooses_between_namesakes(query: str) -> None:
    assert first(query) == City("London", "Canada", "America/Toronto")


def test_larger_namesake_comes_first() -> None:
    assert first("London").zone == "Europe/London"


@pytest.mark.parametrize("query", ["", "  ", "🙂", "qqqqzzzz", "x" * 5000, "<b>", "+99", "UTC+25"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert find_cities(query, "en") == []


def test_no_more_than_the_limit_are_found() -> None:
    assert len(find_cities("san", "en", limit=5)) == 5


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_any_text_finds_at_most_distinct_cities_of_real_zones(query: str, language: str) -> None:
    found = find_cities(query, language)
    assert len(found) == len(set(found)) <= 8
    assert all(ZoneInfo(city.zone).key == city.zone for city in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_common_zones_are_real_and_distinct(language: str) -> None:
    zones = common_zones(language)
    assert [ZoneInfo(zone).key for zone in zones] == list(dict.fromkeys(zones))


def test_common_zones_of_indonesian_are_its_three_and_the_conferences() -> None:
    assert common_zones("id") == ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Shanghai"]


def test_every_city_has_a_real_zone() -> None:
    assert [zone for zone in faces() if ZoneInfo(zone).key != zone] == []


def test_cities_come_with_the_attribution_of_their_source() -> None:
    from pathlib import Path

    import bot.texts.gazetteer

    text = Path(bot.texts.gazetteer.__file__).with_name("cities.tsv").read_text(encoding="utf-8")
    assert "https://www.geonames.org" in text[:400]
    assert "https://creativecommons.org/licenses/by/4.0/" in text[:400]
    assert len(text.encode()) < 400_000


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (-6.2, 106.8, "Asia/Jakarta"),
        (-8.65, 115.2, "Asia/Makassar"),
        (-2.5, 140.7, "Asia/Jayapura"),
        (39.9, 116.4, "Asia/Shanghai"),
        (43.8, 87.6, "Asia/Shanghai"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (1.13, 104.05, "Asia/Jakarta"),
        (1.3, 103.85, "Asia/Singapore"),
        (1.87, -157.4, "Pacific/Kiritimati"),
        (-14.28, -170.7, "Pacific/Pago_Pago"),
        (-13.83, -171.76, "Pacific/Apia"),
        (-16.8, 179.99, "Pacific/Fiji"),
        (90, 0, "Arctic/Longyearbyen"),
    ],
)
def test_zone_at_a_place(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(91, 0), (0, 181), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_zone_at_no_place_on_earth(latitude: float, longitude: float) -> None:
    assert zone_at(latitude, longitude) is None


def test_zone_at_every_city_keeps_its_own_time() -> None:
    some = places()[::300]
    assert [zone_at(place.latitude, place.longitude) for place in some] == [place.zone for place in some]
