"""What attendees are told when another schedule is published: the differences that matter to them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from rapidfuzz.fuzz import ratio

from bot.domain.agenda import WHOLE_PROGRAMME
from bot.domain.model import Event, Person, Room, Schedule, Text

__all__ = ["Change", "ChangeKind", "Changes", "Renaming", "another", "compare", "gone", "halved"]

ALIKE = 60
"""From 0 to 100: the least likeness of a title's old and new wording that an edit leaves."""
SIGNS = 2
"""An event that got another title is another event when this many more things changed."""


class ChangeKind(StrEnum):
    NEW = "new"
    CANCELLED = "cancelled"
    """Called off, or no longer in the programme."""
    RESTORED = "restored"
    """Was called off, and takes place after all."""
    REUSED = "reused"
    """The id stands for something else now: who starred the one has not starred the other."""
    MOVED = "moved"
    """Starts or ends at another time."""
    ROOM = "room"
    TITLE = "title"
    SPEAKERS = "speakers"
    LINK = "link"
    """Another place to join, or the first."""
    RECORDING = "recording"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed about one event; `before` is None for a new one, `after` for a gone one."""

    kind: ChangeKind
    before: Event | None
    after: Event | None

    @property
    def event_id(self) -> str:
        return (self.after or self.before).id  # type: ignore[union-attr]  # one of them is there


@dataclass(frozen=True, slots=True)
class Renaming:
    """A room or a person goes by another name: one change, whatever number of events it touches."""

    before: Room | Person
    after: Room | Person

    def touches(self, event: Event) -> bool:
        """Whether the event is in that room or lists that person."""
        if isinstance(self.after, Room):
            return event.room == self.after.id
        return self.after.id in event.persons


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything between two schedules: of events, in the order of the programme; of names."""

    events: tuple[Change, ...]
    renamings: tuple[Renaming, ...]

    def __bool__(self) -> bool:
        return bool(self.events or self.renamings)

    @property
    def event_ids(self) -> frozenset[str]:
        return frozenset(change.event_id for change in self.events)

    def about(self, event_ids: Container[str], schedule: Schedule) -> Changes:
        """Those that concern `event_ids`: their own changes, and names of their rooms and speakers."""
        mine = [event for event in schedule.events.values() if event.id in event_ids]
        return Changes(
            events=tuple(change for change in self.events if change.event_id in event_ids),
            renamings=tuple(one for one in self.renamings if any(map(one.touches, mine))),
        )

    def news(self) -> Iterator[tuple[str, str, str]]:
        """Each new event's id after the kind and id of all that has it: the programme, a track, a speaker."""
        for change in self.events:
            if change.kind is not ChangeKind.NEW or change.after is None:
                continue
            if change.after.forum is None:
                yield (*WHOLE_PROGRAMME, change.event_id)
                if change.after.track:
                    yield "track", change.after.track, change.event_id
            for person in change.after.persons:
                yield "person", person, change.event_id

    def concerned(self, *schedules: Schedule) -> set[str]:
        """The events that changed, and those in `schedules` whose room or speaker goes by another name."""
        renamed = {
            event.id
            for schedule in schedules
            for event in schedule.events.values()
            if any(one.touches(event) for one in self.renamings)
        }
        return renamed | self.event_ids


def compare(old: Schedule, new: Schedule) -> Changes:
    """What changed from `old` to `new`."""
    both = {**old.events, **new.events}
    in_order = sorted(both.values(), key=lambda event: (event.start, event.end, event.id))
    return Changes(
        events=tuple(chain.from_iterable(_of_event(old, new, event.id) for event in in_order)),
        renamings=(*_renamed(old.rooms, new.rooms), *_renamed(old.persons, new.persons)),
    )


def another(before: Event, after: Event) -> bool:
    """Whether an id was probably given to something else: another title, and two more things besides."""
    if _alike(before.title, after.title):
        return False
    signs = (
        before.start != after.start,
        before.type is not after.type,
        bool(before.track and after.track and before.track != after.track),
        bool(before.persons and after.persons and not set(before.persons) & set(after.persons)),
    )
    return sum(signs) >= SIGNS


def gone(old: Schedule, new: Schedule) -> int:
    """How many events that were to take place are no longer in the programme."""
    return sum(not event.cancelled and id_ not in new.events for id_, event in old.events.items())


def halved(old: Schedule, new: Schedule) -> bool:
    """Whether so much of one conference's programme has gone that its file may be half written."""
    return old.conference.acronym == new.conference.acronym and 2 * gone(old, new) >= len(old.events) > 1


def _of_event(old: Schedule, new: Schedule, event_id: str) -> Iterator[Change]:
    before, after = old.events.get(event_id), new.events.get(event_id)
    kind = _fate(before, after)
    if kind is not None:
        yield Change(kind, before, after)
    if before is None or after is None or after.cancelled or kind is ChangeKind.REUSED:
        return
    differs = {
        ChangeKind.MOVED: (before.start, before.end) != (after.start, after.end),
        ChangeKind.ROOM: before.room != after.room,
        ChangeKind.TITLE: before.title != after.title,
        ChangeKind.SPEAKERS: before.persons != after.persons,
        # A link that only comes with another room is told as the room.
        ChangeKind.LINK: old.join_url(before) != new.join_url(after)
        and (before.room == after.room or before.url != after.url),
        ChangeKind.RECORDING: before.recording != after.recording,
    }
    yield from (Change(kind, before, after) for kind, changed in differs.items() if changed)


def _fate(before: Event | None, after: Event | None) -> ChangeKind | None:
    """Whether the event came, went, or came back; None where it simply stays."""
    if before is None:
        return ChangeKind.NEW if after is not None and not after.cancelled else None
    if after is None:
        return None if before.cancelled else ChangeKind.CANCELLED
    if another(before, after):
        return ChangeKind.REUSED
    if after.cancelled and not before.cancelled:
        return ChangeKind.CANCELLED
    return ChangeKind.RESTORED if before.cancelled and not after.cancelled else None


def _renamed(old: Mapping[str, Room | Person], new: Mapping[str, Room | Person]) -> Iterator[Renaming]:
    for id_, after in new.items():
        before = old.get(id_)
        if before is not None and before.name != after.name:
            yield Renaming(before, after)


def _alike(before: Text, after: Text) -> bool:
    return any(ratio(old.casefold(), new.casefold()) >= ALIKE for old in before.all() for new in after.all())
