"""The words in which people ask, as values; bot/texts/lexicon holds them, language by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.model import EventType

__all__ = ["TOP", "Lexicon", "Meaning", "Part", "Rule"]

TOP = ""
"""The slot of what may stand anywhere in a question."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words mean: a `category` such as ``day``, and its `key` such as ``+1``."""

    category: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` (see `patterns`) in a `slot` that other patterns name in braces, or anywhere."""

    pattern: str
    meaning: Meaning
    slot: str = TOP


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day: minutes since midnight, the end not included.

    `day` counts from the reader's today where the words name a day as well: ``tonight``.
    `past` says that they look back.
    """

    start: int
    end: int
    day: int | None = None
    past: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The words of all languages together, for people mix them."""

    rules: tuple[Rule, ...]
    parts: Mapping[str, Part] = field(default_factory=dict)
    preferred: Mapping[str, EventType] = field(default_factory=dict)
    """The type that is meant where titles of several types bear a name: ``opening`` is a ceremony's."""
    spellings: Mapping[str, str] = field(default_factory=dict)
    """Slang and shortened words to the ones that the rules have: ``brp``, ``tmrw``."""
    suffixes: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()
    """Endings by which words of one stem differ: ``cyclist``, ``cycling``."""
    doubled: frozenset[str] = frozenset()
    """Words that a ``2`` doubles: ``forum2``."""
