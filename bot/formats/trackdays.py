"""On which days a track has events: what it says, and where its events are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.model import Track
from bot.formats import scalars
from bot.formats.context import Context
from bot.formats.localtime import shown, to_local
from bot.formats.programme import Placed
from bot.formats.records import Fields
from bot.formats.tree import ScalarNode, SequenceNode

__all__ = ["check_conference_days", "check_days"]


def check_conference_days(track: Fields, first: date, last: date, context: Context) -> None:
    """Complain of each of a track's days that is none of the conference's."""
    listed = track.at("days")
    for node in listed.value if isinstance(listed, SequenceNode) else ():
        day = scalars.day(node.value) if isinstance(node, ScalarNode) else None
        if day and not first <= day <= last:
            context.wrong(node, "days", f"a day of the conference, {first} to {last}")


def check_days(
    placed: Sequence[Placed], tracks: Mapping[str, Track], zone: ZoneInfo, context: Context
) -> None:
    """Warn of events on another day than their track's; a talk with its forum's track goes with the forum."""
    for one in placed:
        event = one.event
        track = tracks.get(event.track or "")
        if track is None or not track.days or event.cancelled or "track" not in one.fields.nodes:
            continue
        start = to_local(event.start, zone)
        if start.date() not in track.days:
            expected = ", ".join(map(str, track.days))
            context.warning(
                one.fields.at("start"),
                f"start: found {shown(start)}, no day of the track {track.id!r}; expected {expected}",
            )
