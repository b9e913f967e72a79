"""Questions in people's own words, in any of the bot's languages or a mixture: understood, and answered.

`Understanding` reads a text into a frozen `Question`; `answer` finds the events that it asks for. The words
are data, see `lexicon`. Nothing here knows a language, a clock or a file.
"""

from __future__ import annotations

from bot.domain.questions.question import Answer, Asked, Intent, Pick, Question
from bot.domain.questions.selection import answer
from bot.domain.questions.understanding import Understanding

__all__ = ["Answer", "Asked", "Intent", "Pick", "Question", "Understanding", "answer"]
