"""What the bot says: gettext catalogues in Indonesian, English and Chinese, dates in CLDR's words."""

from __future__ import annotations

from bot.texts.catalogue import LANGUAGES, Texts, language_for, mark, texts

__all__ = ["LANGUAGES", "Texts", "language_for", "mark", "texts"]
