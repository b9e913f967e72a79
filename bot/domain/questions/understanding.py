"""A text read into a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.domain.model import EventType, Schedule, Status
from bot.domain.questions.calendar import Calendar
from bot.domain.questions.followup import followed_up
from bot.domain.questions.grammar import Grammar
from bot.domain.questions.intents import (
    PLAIN,
    after_what,
    cues,
    helps,
    intent_of,
    is_mine,
    nth_of,
    off_topic,
    pick_of,
    topic_of,
)
from bot.domain.questions.naming import events_named
from bot.domain.questions.noise import cleaned, is_noise
from bot.domain.questions.question import Asked, Intent, Pick, Question
from bot.domain.questions.spelling import Spelling
from bot.domain.questions.subject import Found, Subject, read_subject
from bot.domain.questions.tagging import Segment, corrected, tagged
from bot.domain.questions.times import Times, read_times
from bot.domain.questions.titles import Titles, name_key
from bot.domain.questions.vocabulary import Vocabulary
from bot.domain.questions.when import When, when, zone_said

__all__ = ["Understanding"]

UNKNOWN = Question(Intent.UNKNOWN)
CONTAINERS = frozenset({EventType.FORUM, EventType.CEREMONY, EventType.ACTIVITY})
STATUSES = {"cancelled": Status.CANCELLED, "tentative": Status.TENTATIVE}


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the segments of a text say."""

    segments: list[Segment]
    times: Times
    subject: Subject
    asks: frozenset[str]


class Understanding:
    """Reads questions about one schedule; built once for it."""

    def __init__(self, schedule: Schedule, grammar: Grammar) -> None:
        self._schedule = schedule
        self._grammar = grammar
        self._vocabulary = Vocabulary(schedule, grammar)
        self._titles = Titles(tuple(schedule.events.values()), grammar)
        names = self._vocabulary.words | self._titles.words
        subjects = self._vocabulary.subjects | self._titles.words
        self._spelling = Spelling(grammar, names, subjects, self._vocabulary.wholes)

    def read(self, text: str, asked: Asked) -> Question:
        """What a text asks; the intent is ``unknown`` where it is not about the conference, or noise."""
        if is_noise(text):
            return UNKNOWN
        words = self._spelling.corrected(self._grammar.atoms(cleaned(text)))
        calendar = Calendar(asked.now, asked.zone, self._schedule.conference)
        heard = self._hear(words, calendar)
        time = when(heard.times, calendar, back="past" in heard.asks)
        subject, asks = heard.subject, heard.asks
        free = [segment for segment in heard.segments if segment.start not in heard.times.used]
        topic = topic_of(free, asks, subject)
        if asked.previous is not None:
            question = self._about(self._asked(heard, time), heard, words, calendar)
            if further := followed_up(question, asked.previous, heard.segments, asks, subject):
                return further
        if helps(asks, subject, timed=time is not None):
            return Question(Intent.HELP)
        mine = "my" in asks or is_mine(heard.segments, heard.times.used)
        if mine and "remind" not in asks and not subject.outside:
            return Question(Intent.MY, time)
        if off_topic(asks, subject, topic, timed=time is not None):
            return UNKNOWN
        zone = zone_said(heard.times, calendar)
        question = replace(self._asked(heard, time), zone=zone, topic=topic)
        return self._about(question, heard, words, calendar)

    def _hear(self, words: list[str], calendar: Calendar, *, whole: bool = True) -> _Heard:
        segments = self._tagged(words, whole=whole)
        unknown = {one.text for one in segments if not one.understood and not self._titles.having(one.text)}
        right = {word: again for word in unknown if (again := self._spelling.again(word))}
        if right:
            segments = self._tagged([right.get(word, word) for word in words], whole=whole)
        segments = corrected(segments)
        times = read_times(segments, self._grammar.lexicon, calendar)
        preferred = self._grammar.lexicon.preferred
        said = cues(segments, times.used)
        asks = frozenset(said)
        subject = read_subject(segments, times.used, asks, self._titles)
        speeches = {name_key(name) for name, type_ in preferred.items() if type_ is EventType.TALK}
        if subject.persons and speeches.issuperset(subject.found.units):
            # A person's address is all that the person is in, as her talks are.
            subject.found = Found()
        if titled := _titled(said, subject.found, self._titles, self._grammar.idle):
            asks = asks - titled if asks - titled - PLAIN else asks
        return _Heard(segments, times, subject, asks)

    def _tagged(self, words: list[str], *, whole: bool) -> list[Segment]:
        return tagged(words, self._grammar, self._vocabulary, self._titles, whole=whole)

    def _asked(self, heard: _Heard, time: When | None) -> Question:
        """Intent, time and what of it; not yet what it is about."""
        subject, asks = heard.subject, heard.asks
        event, timed = subject.event, time is not None
        pick = pick_of(asks, timed=timed, bare=not (subject.named or subject.types or subject.unknown))
        nth = 0 if event or pick is not Pick.ALL else nth_of(heard.segments, heard.times.used, timed=timed)
        pick = Pick.NTH if nth else pick
        intent = intent_of(asks, subject, pick)
        if intent is Intent.LIST and subject.titles and time and not asks & {"list", "which"}:
            intent = Intent.WHEN  # "Is the opening ceremony tomorrow?"
        if event and pick in {Pick.FIRST, Pick.LAST}:
            pick = Pick.ALL
        if intent is Intent.WHEN and not (subject.named or subject.types or pick is not Pick.ALL):
            pick = Pick.LAST if "ends" in asks else Pick.FIRST if "begins" in asks else pick
        if intent is Intent.LIST and "begins" in asks and time and time.clock:
            time = replace(time, starts=True)
        planned = bool(asks & {"status", *STATUSES})
        listed = planned and not event and (not subject.tracks or "which" in asks)
        return Question(
            intent,
            time,
            pick,
            nth,
            statuses=tuple(STATUSES[ask] for ask in sorted(asks & set(STATUSES)) if listed),
            status=planned and not listed,
            looks_back="past" in asks or heard.times.past,
        )

    def _about(self, question: Question, heard: _Heard, words: list[str], calendar: Calendar) -> Question:
        """The question with what it is about."""
        subject = heard.subject
        if subject.titles and not question.singular and not self._bare(heard):
            inner = self._hear(words, calendar, whole=False).subject
            if inner.tracks and not inner.found.numbers and not inner.unknown:
                subject = inner
        preferred = self._grammar.lexicon.preferred
        names = events_named(subject, self._schedule, self._titles, preferred, singular=question.singular)
        if names and self._follows(heard):
            return replace(question, intent=Intent.NEXT, pick=Pick.NEXT, nth=0, when=None, after=names)
        types = tuple(subject.types)
        if EventType.TALK in types and not subject.both:
            types = (EventType.TALK,)
            question = replace(question, inside=self._containers(names))
            names = tuple(name for name in names if name not in question.inside)
        return replace(
            question,
            tracks=tuple(subject.tracks),
            persons=tuple(subject.persons),
            rooms=tuple(subject.rooms),
            types=types,
            names=names,
        )

    def _follows(self, heard: _Heard) -> bool:
        """Whether it asks what comes after an event, in a word that is none of ``Life after oil``."""
        word = after_what(heard.segments, heard.times.used, heard.asks)
        return bool(word) and self._titles.having(word).isdisjoint(heard.subject.found.numbers)

    def _containers(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the events that have talks inside."""
        return tuple(name for name in names if self._schedule.talks(name))

    @staticmethod
    def _bare(heard: _Heard) -> bool:
        """Whether a title is all that was said."""
        return not heard.asks and not heard.times.used


def _titled(
    said: Mapping[str, Sequence[Segment]], found: Found, titles: Titles, idle: AbstractSet[str]
) -> frozenset[str]:
    """The cues that are but words of the titles of the events found: the ``who`` of ``Who Owns a Song``."""
    events = frozenset(found.numbers)
    words = {ask: {word for one in segments for word in one.words} - idle for ask, segments in said.items()}
    return frozenset(
        ask
        for ask, own in words.items()
        if events and own and all(events <= titles.having(word) for word in own)
    )
