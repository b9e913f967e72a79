"""Questions that go on from the answer before: ``and tomorrow?``, ``the second one``, ``remind me of it``."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.domain.questions.question import Answer, Intent, Pick, Question
from bot.domain.questions.subject import Subject
from bot.domain.questions.tagging import Segment

__all__ = ["followed_up"]

BARE = frozenset({"and", "it", "about", "which", "list", "pick", "first", "last", "now", "next", "past"})
"""Cues that may stand in a question that only changes the one before."""


def followed_up(
    question: Question,
    previous: Answer,
    segments: Sequence[Segment],
    asks: AbstractSet[str],
    subject: Subject,
) -> Question | None:
    """The question that is meant after `previous`; None where `question` stands by itself."""
    if subject.outside or subject.unknown or previous.question.intent in {Intent.HELP, Intent.UNKNOWN}:
        return None
    empty = not (subject.named or subject.types or subject.names)
    names = _meant(question, previous, segments, asks) if empty and question.when is None else ()
    if names and (question.pick is Pick.ALL or _chosen(segments) is not None):
        return replace(question, intent=_asked(question), names=names, pick=Pick.ALL)
    if "and" not in asks or not asks <= BARE or empty is (question.when is None):
        return None
    before = previous.question
    if question.when is None:
        return replace(question, intent=before.intent, when=before.when)
    if before.singular or before.names:
        # After a word on one event another day asks for what is on then.
        before = replace(before, intent=Intent.LIST, names=(), status=False)
    when = question.when
    if before.when is not None and before.when.dated and not when.dated:
        when = when.on_day_of(before.when)
    return replace(before, when=when, pick=Pick.ALL, looks_back=question.looks_back)


def _meant(
    question: Question, previous: Answer, segments: Sequence[Segment], asks: AbstractSet[str]
) -> tuple[str, ...]:
    """The events of the last answer that are meant: one by its number, or all where it asks more of them."""
    chosen, page = _chosen(segments), previous.events[previous.shown :]
    if chosen is not None and 0 < chosen <= len(page):
        return (page[chosen - 1],)
    asks_more = "it" in asks or _asked(question) is not Intent.LIST
    return (previous.focus or previous.events) if asks_more else ()


def _asked(question: Question) -> Intent:
    """What is asked of the events of the last answer."""
    return question.intent if question.singular else Intent.LIST


def _chosen(segments: Sequence[Segment]) -> int | None:
    """The number of an event in the last answer: ``the second one``, or a number alone."""
    for segment in segments:
        for match in segment.of("ask"):
            if match.meaning.key == "pick":
                value = match.captured("number") or match.captured("ordinal")
                return int(value)
    if len(segments) == 1 and segments[0].says("number"):
        return int(next(segments[0].of("number")).captured("number"))
    return None
