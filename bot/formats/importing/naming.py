"""Tracks, rooms and persons, which most sources know by name only: one of each, with an id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from bot.domain.model import Text
from bot.formats.importing.cleaning import folded
from bot.formats.importing.ids import distinct, identified
from bot.formats.keys import LONGEST_ID

__all__ = ["Named", "Roll"]


class Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Named)


class Roll:
    """Names in the order in which they came; the same name, however it is spelled in case and width, is one.

    `what` stands in ids of names that have no Latin letters.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._names: dict[str, Text] = {}

    def add(self, name: Text | None) -> str:
        """What stands for the name until the ids are made; nothing for no name."""
        if name is None:
            return ""
        key = folded(name.default)
        known = self._names.setdefault(key, name)
        if len(name.translations) > len(known.translations):
            self._names[key] = name
        return key

    def ids(self) -> dict[str, str]:
        """The id of everything that `add` gave back. They do not depend on the order."""
        keys = sorted(self._names)
        slugs = [identified(key, LONGEST_ID, self._what) for key in keys]
        return dict(zip(keys, distinct(slugs, LONGEST_ID), strict=True))

    def built(self, build: Callable[[str, Text], T]) -> dict[str, T]:
        """One record of each name, by id."""
        ids = self.ids()
        records: Iterable[T] = (build(ids[key], name) for key, name in self._names.items())
        return {record.id: record for record in records}
