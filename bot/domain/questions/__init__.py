"""Questions in people's own words, in any of the bot's languages or a mixture: understood, and answered.

`Questions` answers a text: `Understanding` reads it into a frozen `Question`, `Selection` finds the events
that it asks for. The words are data, see `lexicon`. Nothing here knows a language, a clock or a file.
"""

from __future__ import annotations

from bot.domain.questions.question import Answer, Asked, Intent, Pick, Question
from bot.domain.questions.questions import Questions

__all__ = ["Answer", "Asked", "Intent", "Pick", "Question", "Questions"]
