"""Rendered views, kept for all who would see the same."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Concatenate, ParamSpec

from bot.domain.answering import Reply
from bot.domain.model import Day, Event, Person, Schedule, Track
from bot.views.message import Message, Ready
from bot.views.viewer import Viewer

__all__ = ["Shelf"]

P = ParamSpec("P")
Key = tuple[Hashable, ...]
Asked = tuple[tuple[str, ...], tuple[str, ...]]
"""The ids of events of which a view wanted to know whether they are starred, and whether they changed."""
ABSENT = -1
MOST, LARGEST = 2_000, 8_000_000


class Shelf:
    """At most `most` messages of together `largest` characters; what was asked for last stays longest.

    A view is a function of its reader and its arguments. Here it gets a reader without what tells chats
    apart, and a `now` of whole minutes: no schedule is finer, and no view tells the time finer. Which events'
    stars and changes it asks about is noted, and what it renders then is for all of whom the answers are the
    same. Another schedule, and each new minute, empties the shelf: nobody asks for what was.
    """

    def __init__(self, most: int = MOST, largest: int = LARGEST) -> None:
        self._most = most
        self._largest = largest
        self._schedule: Schedule | None = None
        self._minute: datetime | None = None
        self._boards: OrderedDict[Key, _Board] = OrderedDict()
        self.messages = 0
        self.size = 0
        self.rendered = 0
        """How many of the messages asked for had to be rendered, since the start."""

    def message(
        self,
        view: Callable[Concatenate[Viewer, P], Message],
        viewer: Viewer,
        *given: P.args,
        **more: P.kwargs,
    ) -> Ready:
        """What `view` shows this reader; its arguments are ids, numbers, texts, and parts of the schedule."""
        if viewer.schedule is not self._schedule or _minute(viewer) != self._minute:
            self._clear(viewer)
        key = (view, *map(_named, given), *more.items(), *_of(viewer))
        board = self._boards.get(key)
        if board is not None:
            self._boards.move_to_end(key)
            if found := board.find(viewer):
                return found
        self.rendered += 1
        stars, changed = _Stars(viewer.favourites), _Changed(viewer)
        ready = view(_anyone(viewer, stars, changed), *given, **more).ready()
        if not stars.whole:
            self._keep(key, (tuple(stars.asked), tuple(changed.asked)), viewer, ready)
        return ready

    def _keep(self, key: Key, asked: Asked, viewer: Viewer, ready: Ready) -> None:
        size = len(ready.text) + len(json.dumps(ready.keyboard, ensure_ascii=False))
        board = self._boards.setdefault(key, _Board())
        board.keep(asked, viewer, ready, size)
        self.messages += 1
        self.size += size
        while self._boards and (self.messages > self._most or self.size > self._largest):
            _, old = self._boards.popitem(last=False)
            self.messages -= old.messages
            self.size -= old.size

    def _clear(self, viewer: Viewer) -> None:
        self._schedule, self._minute = viewer.schedule, _minute(viewer)
        self._boards.clear()
        self.messages = self.size = 0


@dataclass(slots=True)
class _Board:
    """What one view showed to readers who differ in their stars, or in the changes they have seen, alone."""

    shown: dict[Asked, dict[Key, Ready]] = field(default_factory=dict)
    messages: int = 0
    size: int = 0

    def find(self, viewer: Viewer) -> Ready | None:
        for asked, by_answers in self.shown.items():
            if found := by_answers.get(_answers(viewer, asked)):
                return found
        return None

    def keep(self, asked: Asked, viewer: Viewer, ready: Ready, size: int) -> None:
        self.shown.setdefault(asked, {})[_answers(viewer, asked)] = ready
        self.messages += 1
        self.size += size


class _Stars(Mapping[str, int | None]):
    """A reader's stars, noting which are asked about; `whole` once all of them were looked at."""

    def __init__(self, favourites: Mapping[str, int | None]) -> None:
        self._favourites = favourites
        self.asked: dict[str, None] = {}
        self.whole = False

    def __getitem__(self, event_id: str) -> int | None:
        self.asked[event_id] = None
        return self._favourites[event_id]

    def __iter__(self) -> Iterator[str]:
        self.whole = True
        return iter(self._favourites)

    def __len__(self) -> int:
        self.whole = True
        return len(self._favourites)


class _Changed:
    """The events that changed for a reader, noting which are asked about."""

    def __init__(self, viewer: Viewer) -> None:
        self._changed = viewer.changed
        self.asked: dict[str, None] = {}

    def __contains__(self, event_id: object) -> bool:
        self.asked[str(event_id)] = None
        return event_id in self._changed


def _answers(viewer: Viewer, asked: Asked) -> Key:
    starred, changed = asked
    leads = (viewer.favourites.get(event_id, ABSENT) for event_id in starred)
    return (*leads, *(event_id in viewer.changed for event_id in changed))


def _of(viewer: Viewer) -> Key:
    """What of a reader, stars and changes aside, makes a difference."""
    chat = viewer.chat
    own = (chat.language, chat.zone, chat.group, chat.channel, chat.lead_time, chat.reminders)
    return (*own, chat.digest, chat.quiet, viewer.organizer, viewer.entrance)


def _anyone(viewer: Viewer, stars: _Stars, changed: _Changed) -> Viewer:
    """The reader as far as `_of` tells."""
    chat = replace(viewer.chat, id=0, awaiting=None, seen_version=None)
    return replace(viewer, chat=chat, now=_minute(viewer), favourites=stars, changed=changed)


def _minute(viewer: Viewer) -> datetime:
    return viewer.now.replace(second=0, microsecond=0)


def _named(argument: object) -> Hashable:
    """What stands for an argument of a view."""
    match argument:
        case Event() | Track() | Person():
            return argument.id
        case Day():
            return argument.index
        case Reply(question, events, also, nearest, searched):
            ids = (tuple(event.id for event in listed) for listed in (events, also, nearest))
            return question, *ids, searched
        case Hashable():
            return argument
    raise TypeError(f"a view's argument is a {type(argument).__name__}; expected what can be compared")
