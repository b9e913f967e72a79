"""Numbers as readers write them: CLDR's."""

from __future__ import annotations

from babel.numbers import format_decimal

from bot.texts.catalogue import Texts

__all__ = ["number"]


def number(value: float, t: Texts) -> str:
    """Grouped by thousands: ``36,000`` or ``36.000``."""
    return str(format_decimal(value, locale=t.locale))
