"""Which events are talks inside others, with their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.model import EventType, Status
from bot.formats.importing.entries import Entry
from bot.formats.importing.ids import distinct, identified
from bot.formats.importing.notes import Notes, Topic
from bot.formats.keys import LONGEST_EVENT_ID

__all__ = ["event_ids", "forums", "inherit"]

TALKS = (EventType.TALK, EventType.BREAK)


def event_ids(entries: Sequence[Entry], notes: Notes) -> list[str]:
    """An id for each of the entries, soonest first: from what the source knows it by, else from its title."""
    wanted = []
    for entry in entries:
        key = next((key for key in entry.keys if key), "")
        if not key:
            notes.add(Topic.ID, entry.title.default)
        wanted.append(identified(key or entry.title.default, LONGEST_EVENT_ID, "event"))
    ids = distinct(wanted, LONGEST_EVENT_ID)
    for wish, id_ in zip(wanted, ids, strict=True):
        if wish != id_:
            notes.add(Topic.SAME_ID, wish)
    return ids


def forums(entries: Mapping[str, Entry], notes: Notes) -> dict[str, str]:
    """By id, the id of the event that each talk is inside of."""
    by_key = {key: id_ for id_, entry in entries.items() for key in entry.keys[:1]}
    found = {}
    for id_, entry in entries.items():
        forum = by_key.get(entry.forum) if entry.forum else None
        if forum and forum != id_ and _inside(entry, entries[forum]):
            found[id_] = forum
        elif entry.forum:
            notes.add(Topic.NESTED, entry.title.default)
    return found


def _inside(talk: Entry, forum: Entry) -> bool:
    """A forum is in none itself, and its talks are within its time."""
    within = talk.end and forum.end and forum.start <= talk.start and talk.end <= forum.end
    return bool(within) and not forum.forum


def inherit(talk: Entry, forum: Entry) -> None:
    """What a talk does not say is its forum's; what it may not be, it is not."""
    talk.type = talk.type if talk.type in TALKS else EventType.TALK
    talk.track = talk.track or forum.track
    talk.room = talk.room or forum.room
    talk.language = talk.language or forum.language
    if forum.status is Status.CANCELLED:
        talk.status = Status.CANCELLED
