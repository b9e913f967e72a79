"""Numbers as readers write them: CLDR's."""

from __future__ import annotations

from babel.numbers import format_decimal

from bot.texts.catalogue import Texts

__all__ = ["number", "tenths"]


def number(value: float, t: Texts) -> str:
    """Grouped by thousands: ``36,000`` or ``36.000``."""
    return str(format_decimal(value, locale=t.locale))


def tenths(value: float, t: Texts) -> str:
    """With one decimal place: ``4.0`` or ``4,0``."""
    return str(format_decimal(value, format="#,##0.0", locale=t.locale))
