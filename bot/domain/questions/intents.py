"""What is asked about a subject: the rules that turn cues into an intent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.folding import unspaced
from bot.domain.questions.question import Intent, Pick
from bot.domain.questions.subject import Subject
from bot.domain.questions.tagging import ENTITIES, Segment

__all__ = [
    "PLAIN",
    "after_what",
    "cues",
    "helps",
    "intent_of",
    "is_mine",
    "nth_of",
    "off_topic",
    "pick_of",
    "topic_of",
]

PLAIN = frozenset(
    {"about", "which", "it", "and", "past", "pick", "me", "watch", "time", "place", "saved", "miss"}
    | {"correction"}
)
"""Cues that by themselves ask nothing."""
TITULAR = ("title", "name", "piece", "type", "track", "theme", "content")
"""What words of an event's title may mean."""


def cues(segments: Sequence[Segment], used: AbstractSet[int]) -> dict[str, list[Segment]]:
    """The cues of a question with where they stand, apart from what was taken for times or names."""
    found: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.start in used or any(segment.says(category) for category in ENTITIES):
            continue
        for match in segment.of("ask"):
            found.setdefault(match.meaning.key, []).append(segment)
    return found


def helps(asks: AbstractSet[str], subject: Subject, *, timed: bool) -> bool:
    """Whether it is a greeting, thanks, or a question on the bot itself, and nothing else."""
    if "help" not in asks or timed or subject.outside:
        return False
    return not (subject.named or subject.types or asks - PLAIN - {"help", "list"})


def is_mine(segments: Sequence[Segment], used: AbstractSet[int]) -> bool:
    """Whether the reader's own agenda is meant, with a time within the words for it: ``我明天的日程``."""
    line = [segment for segment in segments if segment.start not in used and not _particle(segment)]
    if len(line) >= 3 and line[-3].says("ask", "me") and line[-2].says("ask", "list"):
        return line[-1].says("ask", "programme")  # 我明天有哪些安排
    return any(
        first.says("ask", "me") and (second.says("ask", "programme") or second.says("ask", "saved"))
        for first, second in pairwise(line)
    )


def off_topic(asks: AbstractSet[str], subject: Subject, topic: str | None, *, timed: bool) -> bool:
    """Whether it is not about the conference, as far as one can tell."""
    if subject.outside:
        return topic is None
    if (
        subject.tracks
        or subject.persons
        or subject.rooms
        or subject.titles
        or subject.types
        or "session" in asks
    ):
        return False
    if subject.found.numbers:
        return False
    if timed and len(subject.unknown) == 1 and "programme" in asks:
        return False  # "Enumerate Monday's programme": whatever it is that shall be done with it.
    if subject.unknown or (subject.stray and not asks - PLAIN - {"begins"}):
        return topic is None
    return not (timed or subject.names or asks - PLAIN)


def topic_of(segments: Sequence[Segment], asks: AbstractSet[str], subject: Subject) -> str | None:
    """What it is about, where it asks for events and nothing in the schedule is called that.

    Unknown words are a topic after ``about`` and beside a word for events: ``yoga sessions``.
    """
    if subject.named and not subject.outside:
        return None
    for at, segment in enumerate(segments):
        if segment.understood and not segment.says("name") and not segment.says("outside"):
            continue
        before, after = _neighbour(segments, at, -1), _neighbour(segments, at, 1)
        if any(one and (one.says("type") or one.says("ask", "session")) for one in (before, after)):
            return segment.text
        about = any(one is not None and one.says("ask", "about") for one in (before, after))
        if about and (subject.types or asks & {"list", "going on", "session", "programme", "count"}):
            return segment.text
        if segment.says("name") and not (segment.says("ask") or subject.unknown or subject.outside):
            return segment.text
    return None


def _neighbour(segments: Sequence[Segment], at: int, step: int) -> Segment | None:
    """The segment beside another, past single characters of a script without spaces that only fill."""
    at += step
    while 0 <= at < len(segments):
        segment = segments[at]
        if not _particle(segment) or segment.says("ask", "about"):
            return segment
        at += step
    return None


def _particle(segment: Segment) -> bool:
    """Whether it is a single character of a script without spaces that only fills: ``的``."""
    return (
        segment.idle and len(segment.text) == 1 and unspaced(segment.text) and not segment.says("ask", "me")
    )


def nth_of(segments: Sequence[Segment], used: AbstractSet[int], *, timed: bool) -> int:
    """The number of the event that is counted out, ``the second forum``; 0 where none is."""
    free = [segment for segment in segments if segment.start not in used]
    for at, segment in enumerate(free):
        beside = free[max(0, at - 1) : at] + free[at + 1 : at + 2]
        counted = any(one.says("type") or one.says("ask", "session") for one in beside)
        for match in segment.matches:
            ordinal = match.meaning.category == "ordinal" or match.meaning.key == "date {ordinal}"
            if (ordinal and counted) or (match.meaning.key == "pick" and (counted or timed)):
                value = match.captured("ordinal")
                return int(match.captured("number") if value is None else value)
    return 0


def after_what(segments: Sequence[Segment], used: AbstractSet[int], asks: AbstractSet[str]) -> str:
    """The word with which it asks for what follows an event, ``what's after the opening``; empty if not."""
    if not asks <= PLAIN | {"list", "next", "follows", "programme", "begins", "ends"}:
        return ""
    marks = ("before", "after"), ("after", "after"), ("ask", "follows")
    free = [
        segment
        for segment in segments
        if segment.start not in used and (not segment.idle or any(segment.says(*mark) for mark in marks))
    ]
    for first, second in pairwise(free):
        if (first.says("before", "after") or first.says("ask", "follows")) and _titular(second):
            return first.text
        if _titular(first) and second.says("after", "after"):
            return second.text
    return ""


def _titular(segment: Segment) -> bool:
    """Whether it may be of an event's title."""
    return not segment.understood or any(segment.says(kind) for kind in TITULAR)


def pick_of(asks: AbstractSet[str], *, timed: bool, bare: bool) -> Pick:
    """Which of the events that fit are meant; `bare` says that nothing was said of what they are."""
    if asks & {"next", "soon", "follows"}:
        return Pick.NEXT
    if ("now" in asks or ("going on" in asks and bare)) and not timed:
        return Pick.NOW
    if "first" in asks:
        return Pick.FIRST
    return Pick.LAST if "last" in asks else Pick.ALL


@dataclass(frozen=True, slots=True)
class _Said:
    """What the rules below look at."""

    asks: AbstractSet[str]
    pick: Pick
    event: bool
    """Certain events are named."""
    named: bool
    """One of them by its whole title, or as the opening."""
    person: bool
    track: bool
    room: bool

    def any(self, *asks: str) -> bool:
        return not self.asks.isdisjoint(asks)


RULES: tuple[tuple[Intent, Callable[[_Said], bool]], ...] = (
    (Intent.REMIND, lambda said: said.any("remind") or (said.any("miss") and said.event)),
    (Intent.LINK, lambda said: said.any("link") or {"where", "watch"} <= said.asks),
    (Intent.COUNT, lambda said: said.any("count")),
    # Where all she is, not only next.
    (Intent.SPEAKER, lambda said: said.person and not said.event and {"where", "programme"} <= said.asks),
    (Intent.WHERE, lambda said: said.any("where")),
    (Intent.WHO, lambda said: said.any("who") and (said.event or not said.person)),
    # Whether something named is on is asked of it, not which things are.
    (
        Intent.WHEN,
        lambda said: (
            said.any("status", "cancelled", "tentative")
            and (said.event or (said.track and not said.any("which")))
        ),
    ),
    (Intent.WHEN, lambda said: (said.any("soon") and said.event) or (said.any("still") and said.named)),
    (Intent.NEXT, lambda said: said.pick is Pick.NEXT and not said.event),
    (Intent.SPEAKER, lambda said: said.person and not said.event),
    (Intent.WHEN, lambda said: said.any("when", "ends") or (said.any("begins") and said.event)),
    (
        Intent.LINK,
        lambda said: (
            said.any("watch")
            and said.event
            and not said.any("list")
            and (said.named or not said.any("which"))
        ),
    ),
    (Intent.NEXT, lambda said: said.pick is Pick.NEXT),
    (Intent.NOW, lambda said: said.pick is Pick.NOW),
    # Whether it is in some place.
    (Intent.WHERE, lambda said: said.event and said.room and not said.any("list", "which", "programme")),
    (Intent.WHEN, lambda said: said.any("time") and (said.event or said.track)),
    (Intent.WHERE, lambda said: said.any("place") and (said.event or said.track) and not said.any("list")),
)
"""The intents with what calls for them; the first that is called for wins, ``list`` where none is."""


def intent_of(asks: AbstractSet[str], subject: Subject, pick: Pick) -> Intent:
    """The intent of a question about the conference."""
    said = _Said(
        asks,
        pick,
        event=subject.event,
        named=bool(subject.titles or subject.names),
        person=bool(subject.persons),
        track=bool(subject.tracks),
        room=bool(subject.rooms),
    )
    return next((intent for intent, calls in RULES if calls(said)), Intent.LIST)
