"""Questions about one schedule, answered."""

from __future__ import annotations

from bot.domain.model import Event, Schedule
from bot.domain.questions.grammar import Grammar
from bot.domain.questions.question import Answer, Asked
from bot.domain.questions.selection import Selection
from bot.domain.questions.understanding import Understanding

__all__ = ["Questions"]


class Questions:
    """Built once for a schedule; the grammar is every schedule's."""

    def __init__(self, schedule: Schedule, grammar: Grammar) -> None:
        self._understanding = Understanding(schedule, grammar)
        self._selection = Selection(schedule)

    def answer(self, text: str, asked: Asked) -> Answer:
        """What a text asks, and the events that answer it."""
        return self._selection.answer(self._understanding.read(text, asked), asked.now)

    def also(self, answer: Answer, asked: Asked) -> tuple[Event, ...]:
        """What may follow the events of an answer, see `Selection.also`."""
        return self._selection.also(answer, asked.now)

    def nearest(self, answer: Answer, asked: Asked) -> tuple[Event, ...]:
        """What comes nearest where the answer has no events, see `Selection.nearest`."""
        return self._selection.nearest(answer, asked.now)
