"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import available_timezones

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.formats.scalars import language

__all__ = ["closest", "language_meant", "zone_meant"]

LIKE_ENOUGH = 0.6
LONGEST_WORD = 60
ZONE_NICKNAMES = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
    "cst": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "asia/beijing": "Asia/Shanghai",
    "jst": "Asia/Tokyo",
    "ist": "Asia/Kolkata",
    "bst": "Europe/London",
    "cest": "Europe/Berlin",
    "pst": "America/Los_Angeles",
}
"""What people write where a zone's name belongs."""
LANGUAGE_NICKNAMES = {
    "cn": "zh",
    "chinese": "zh",
    "mandarin": "zh",
    "english": "en",
    "bahasa": "id",
    "indonesian": "id",
    "jp": "ja",
    "kr": "ko",
    "vn": "vi",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
}
"""Countries' codes and languages' names, written where a language's code belongs."""


def closest(word: str, options: Iterable[str], least: float = LIKE_ENOUGH) -> str | None:
    """The option most like `word` without regard to case; None when no likeness (0 to 1) reaches `least`."""
    if len(word) > LONGEST_WORD:
        return None
    folded = {option.casefold(): option for option in options}
    found = extractOne(word.casefold(), folded.keys(), scorer=OSA.normalized_similarity, score_cutoff=least)
    return folded[found[0]] if found else None


def zone_meant(word: str) -> str | None:
    """The IANA zone that `word` probably means; a city alone is enough."""
    names = available_timezones()
    cities = {name.rpartition("/")[2]: name for name in sorted(names) if "/" in name}
    city = closest(word.strip().replace(" ", "_"), cities, 0.8)
    return ZONE_NICKNAMES.get(word.strip().casefold()) or closest(word, names) or cities.get(city or "")


def language_meant(word: str) -> str | None:
    """The language code that `word` probably means."""
    folded = word.strip().replace("_", "-").casefold()
    code = LANGUAGE_NICKNAMES.get(folded, folded)
    return code if code != word and language(code) else None
