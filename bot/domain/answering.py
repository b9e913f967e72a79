"""What is said to a question: the events that fit, what goes beside them, or the nearest where none fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import agenda
from bot.domain.folding import fold, parts, unspaced
from bot.domain.model import Event, Schedule
from bot.domain.questions import Answer, Asked, Intent, Pick, Question, Questions
from bot.domain.questions.grammar import Grammar
from bot.domain.search import SearchIndex

__all__ = ["Answering", "Reply", "remembered"]

MOST_WORDS, MOST_CHARACTERS = 4, 4
"""Longer texts that are no question are no name either: the second counts in scripts without spaces."""
LEAST_SCORE = 1.5
"""Of what the search finds for a text that is no question; less is a likeness to a word of a description."""


MOST_KEPT, LONGEST_KEPT = 500, 80
"""Of the replies of a minute, and of the characters of what they answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """`events` fit, `also` may follow them, and where nothing fits `nearest` would at another time."""

    question: Question
    events: tuple[Event, ...] = ()
    also: tuple[Event, ...] = ()
    nearest: tuple[Event, ...] = ()
    searched: bool = False
    """Whether the events were found by the text's words alone, best first."""

    @property
    def listed(self) -> tuple[Event, ...]:
        """The events that the reader sees in a list, and may speak of next."""
        return self.events or self.nearest


class Answering:
    """Questions and search on one schedule; built once for it."""

    def __init__(self, schedule: Schedule, grammar: Grammar, index: SearchIndex) -> None:
        self._schedule = schedule
        self._questions = Questions(schedule, grammar)
        self._index = index
        self._minute: datetime | None = None
        self._replies: dict[tuple[str, Asked], Reply] = {}

    def reply(self, text: str, asked: Asked) -> Reply:
        """What to say to a text. What is no question may still be a name, or a word of a title.

        All who ask the same in the same minute are answered alike: its first moment counts as now.
        """
        now = asked.now.replace(second=0, microsecond=0)
        asked = replace(asked, now=now)
        if now != self._minute or len(self._replies) >= MOST_KEPT:
            self._minute, self._replies = now, {}
        if (text, asked) in self._replies:
            return self._replies[text, asked]
        reply = self._reply(text, asked)
        if len(text) <= LONGEST_KEPT:
            self._replies[text, asked] = reply
        return reply

    def _reply(self, text: str, asked: Asked) -> Reply:
        answer = self._questions.answer(text, asked)
        question = answer.question
        if question.intent is Intent.UNKNOWN or question.topic is not None:
            hits = self._named(question.topic or text)
            return Reply(
                replace(question, intent=Intent.LIST) if hits else question, hits, searched=bool(hits)
            )
        events = self._events(answer.events)
        also = self._questions.also(answer, asked)
        if question.pick is Pick.NOW and not _narrowed(question):
            others = [event for event in agenda.on_now(self._schedule, asked.now) if event not in events]
            events, also = (events, tuple(others)) if events else (tuple(others), ())
        nearest = () if events else self._questions.nearest(answer, asked)
        return Reply(question, events, also, nearest)

    def search(self, words: str) -> tuple[Event, ...]:
        """What the words find, best first; not all of them need fit."""
        return self._events(hit.event_id for hit in self._index.search(words))

    def about(self, intent: Intent, event: Event) -> Reply:
        """What is said where `intent` is asked of one event."""
        return Reply(Question(intent, names=(event.id,)), (event,))

    def _named(self, text: str) -> tuple[Event, ...]:
        """The events that all the words of a short text fit well."""
        words = parts(fold(text))
        longest = max((len(word) for word in words if unspaced(word)), default=0)
        if not words or len(words) > MOST_WORDS or longest > MOST_CHARACTERS:
            return ()
        hits = self._index.search(text, partly=False)
        return self._events(hit.event_id for hit in hits if hit.score >= LEAST_SCORE)

    def _events(self, ids: Iterable[str]) -> tuple[Event, ...]:
        return tuple(self._schedule.events[id_] for id_ in ids)


def remembered(previous: Answer | None, reply: Reply) -> Answer | None:
    """What the chat's next question may go on from; `previous` where the reply gives nothing to speak of.

    Whoever points at an event of a list has the list in mind: ``and tomorrow?`` asks for another such list.
    """
    question = reply.question
    ids = tuple(event.id for event in reply.listed)
    if question.intent in {Intent.HELP, Intent.UNKNOWN} or not (
        ids or question.when or question.intent is Intent.MY
    ):
        return previous
    pointed = previous is not None and question.names and set(question.names) <= set(previous.events)
    if previous is not None and pointed and len(previous.events) > len(question.names):
        return replace(previous, focus=question.names)
    if question.intent is Intent.REMIND:
        question = replace(question, intent=Intent.LIST)
    return Answer(replace(question, topic=None), ids)


def _narrowed(question: Question) -> bool:
    """Whether it asks for certain events rather than for all that are on."""
    given = (
        question.tracks,
        question.persons,
        question.rooms,
        question.types,
        question.names,
        question.inside,
    )
    return any(given) or question.when is not None
