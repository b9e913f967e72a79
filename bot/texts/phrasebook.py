"""The words in which people ask: ``lexicon/<language>.yaml``, and CLDR's names of days and cities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml
from babel import Locale

from bot.domain.model import EventType
from bot.domain.questions.grammar import Grammar
from bot.domain.questions.lexicon import TOP, Lexicon, Meaning, Part, Rule
from bot.domain.questions.patterns import PatternError, variants
from bot.texts.catalogue import LANGUAGES, texts
from bot.texts.gazetteer import places

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

__all__ = ["LexiconError", "grammar", "lexicon", "read_lexicon"]

FOLDER = Path(__file__).with_name("lexicon")
LISTS = {
    "fillers": Meaning("filler"),
    "outside": Meaning("outside"),
    "within": Meaning("within"),
    "ahead": Meaning("ahead"),
    "zone of a city": Meaning("zone", "{city}"),
    "the reader's zone": Meaning("zone", "reader"),
    "the conference's zone": Meaning("zone", "conference"),
}
"""What the patterns of a section mean that is a list."""
MAPPINGS = {
    "clock": "clock",
    "days": "day",
    "before a time": "before",
    "between times": "between",
    "after a time": "after",
    "zones": "zone",
    "types": "type",
    "asks": "ask",
}
"""The category of what the patterns of a section mean that maps keys to lists."""
SLOTS = {
    "numbers": "number",
    "ordinals": "ordinal",
    "weekdays": "weekday",
    "months": "month",
    "units": "unit",
}
"""The slot that a section fills; its keys are the values."""
SPECIAL = {"spellings", "ordinal marks", "parts", "halves", "names"}
GROUPS = ("groups", "honorifics")
"""Sections that name groups of words, for slots of that name."""
WORDS = {"suffixes", "prefixes", "derivations", "doubled by two"}
MOST_CITIES = 1000
_NOTATION = re.compile(r"[()\[\]{}|]")
TENS, UNITS = ("20", "30", "40", "50"), tuple(str(unit) for unit in range(1, 10))

File = Mapping[str, Any]


class LexiconError(ValueError):
    """A lexicon file that cannot be used: which one, what was found, what was expected."""


@cache
def lexicon() -> Lexicon:
    """The words of all the bot's languages together, read once."""
    return read_lexicon({language: FOLDER / f"{language}.yaml" for language in LANGUAGES})


@cache
def grammar() -> Grammar:
    """The lexicon made ready for matching, once."""
    return Grammar(lexicon())


def read_lexicon(paths: Mapping[str, Path]) -> Lexicon:
    """The words in the files of these languages. LexiconError where one cannot be used."""
    files = {language: _read(path) for language, path in paths.items()}
    own = [rule for language, file in files.items() for rule in _rules(language, file)]
    for rule in own:
        _check(rule)
    calendar = [rule for language in files for rule in _calendar(texts(language).locale)]
    named = [(language, file.get("names", {})) for language, file in files.items()]
    return Lexicon(
        rules=(*own, *calendar, *_cities(own)),
        parts=dict(_parts(files)),
        preferred={
            name: EventType(entry["type"])
            for _, names in named
            for name, entry in names.items()
            if "type" in entry
        },
        spellings={
            found: right
            for file in files.values()
            for right, others in file.get("spellings", {}).items()
            for found in others
        },
        suffixes=_all(files, "suffixes"),
        derivations=_all(files, "derivations"),
        prefixes=_all(files, "prefixes"),
        doubled=frozenset(_all(files, "doubled by two")),
    )


def _read(path: Path) -> File:
    # Every scalar stays a text: neither `no` nor `10:30` turns into something else.
    file = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # builds texts only
    known = {*LISTS, *MAPPINGS, *SLOTS, *SPECIAL, *WORDS, *GROUPS}
    if not isinstance(file, dict) or not known.issuperset(file):
        found = sorted(set(file) - known) if isinstance(file, dict) else type(file).__name__
        raise LexiconError(f"{path.name}: found {found}; expected only the sections {sorted(known)}")
    return file


def _all(files: Mapping[str, File], section: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for file in files.values() for word in file.get(section, ())))


def _rules(language: str, file: File) -> Iterator[Rule]:
    for section, meaning in LISTS.items():
        yield from (Rule(pattern, meaning) for pattern in file.get(section, ()))
    for section, category in MAPPINGS.items():
        for key, patterns in file.get(section, {}).items():
            yield from (Rule(pattern, Meaning(category, key)) for pattern in patterns)
    for section, slot in SLOTS.items():
        for key, patterns in file.get(section, {}).items():
            yield from (Rule(pattern, Meaning(slot, key), slot) for pattern in patterns)
    yield from (
        Rule(mark, Meaning("ordinal", "{number}"), "ordinal") for mark in file.get("ordinal marks", ())
    )
    for section in GROUPS:
        for group, patterns in file.get(section, {}).items():
            yield from (Rule(pattern, Meaning("group", group), group) for pattern in patterns)
    for section, category in (("parts", "part"), ("halves", "half"), ("names", "name")):
        for name, entry in file.get(section, {}).items():
            key = name if category == "name" else f"{language}.{name}"
            yield from (Rule(pattern, Meaning(category, key)) for pattern in entry["say"])
    yield from _tens(file.get("numbers", {}))
    yield Rule("{number}", Meaning("number"))
    yield Rule("{ordinal}", Meaning("ordinal"))


def _tens(numbers: Mapping[str, list[str]]) -> Iterator[Rule]:
    """``twenty one``, ``dua puluh satu``, ``二十一``."""
    for ten, unit in product(TENS, UNITS):
        for first, second in product(numbers.get(ten, ()), numbers.get(unit, ())):
            yield Rule(f"{first} {second}", Meaning("number", str(int(ten) + int(unit))), "number")


def _cities(own: Iterable[Rule]) -> Iterator[Rule]:
    """The cities that zones are called after and the largest others, for ``Jakarta time``."""
    zones: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/")):
            zones.setdefault(zone.rpartition("/")[2].replace("_", " "), zone)
            for language in LANGUAGES:
                named = texts(language).locale.time_zones.get(zone, {}).get("city")
                if named:
                    zones.setdefault(str(named), zone)
    for place in places()[:MOST_CITIES]:
        for name in (place.name, place.chinese, place.indonesian):
            zones.setdefault(name, place.zone)
    words = {rule.pattern for rule in own}
    for name, zone in zones.items():
        if name and name.casefold() not in words:
            yield Rule(_NOTATION.sub(" ", name), Meaning("city", zone), "city")


def _calendar(locale: Locale) -> Iterator[Rule]:
    for weekday, name in locale.days["format"]["wide"].items():
        yield Rule(name, Meaning("weekday", str(weekday + 1)), "weekday")
    for width in ("wide", "abbreviated"):
        for month, name in locale.months["format"][width].items():
            yield Rule(name, Meaning("month", str(month)), "month")


def _parts(files: Mapping[str, File]) -> Iterator[tuple[str, Part]]:
    for language, file in files.items():
        for name, entry in {**file.get("parts", {}), **file.get("halves", {})}.items():
            day = int(entry["day"]) if "day" in entry else None
            start, end = _minutes(entry["from"]), _minutes(entry["to"])
            yield f"{language}.{name}", Part(start, end, day, past="past" in entry)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _check(rule: Rule) -> None:
    try:
        next(variants(rule.pattern), None)
    except PatternError as error:
        raise LexiconError(str(error)) from None
    if rule.slot == TOP and not any(variants(rule.pattern)):
        raise LexiconError(f"pattern {rule.pattern!r}: found no word in it; expected at least one")
