"""The bursts of reminders to come: how many, from when to when, what comes too late, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.spread import Sending
from bot.texts import Texts, dates
from bot.texts.numbers import number
from bot.views.lines import joined, lines

__all__ = ["burst", "day", "forecast", "remedies"]

MOST_BURSTS = 6
"""A picture above shows more."""
FIRST = 4
"""As many are shown of those that come in time."""


def day(t: Texts, zone: ZoneInfo, sending: Sending) -> str:
    """The day on which it begins: ``Thu 23 Jul``."""
    return dates.short_day(sending.begins_at.astimezone(zone).date(), t)


def burst(t: Texts, zone: ZoneInfo, sending: Sending) -> Markup:
    """``13:50–14:05 · 36,000 reminders of what starts at 14:00``, and how many of them come too late."""
    begin, end, start = (
        dates.clock(moment, zone, t) for moment in (sending.begins_at, sending.ends_at, sending.starts_at)
    )
    on = sending.begins_at.astimezone(zone).date()
    span = begin if begin == end else dates.span(sending.begins_at, sending.ends_at, zone, t, on)
    in_all, late = number(sending.chats, t), number(sending.too_late, t)
    return joined(
        Markup("<b>{}</b>").format(span),
        t.n(
            "{count} reminder of what starts at {time}",
            "{count} reminders of what starts at {time}",
            sending.chats,
            count=in_all,
            time=start,
        ),
        # Translators: of the reminders just named.
        t.n("⚠️ {count} comes too late", "⚠️ {count} come too late", sending.too_late, count=late)
        if sending.too_late
        else None,
    )


def remedies(t: Texts) -> str:
    """What brings a burst in time."""
    return t(
        "What helps: a channel that all of them read (BOT_CHANNELS), a longer lead time, or Telegram's paid "
        "broadcasts, up to 1000 messages a second (BOT_MESSAGES_PER_SECOND)."
    )


def forecast(t: Texts, zone: ZoneInfo, sendings: Sequence[Sending], rate: float) -> Markup:
    """Whether all come in time at `rate` messages a second; the next bursts and the late ones, by days."""
    if not sendings:
        return Markup("{}").format(t("None are to come."))
    shown = notable(sendings)
    parts = [
        lines("", Markup("<i>{}</i>").format(name), *(burst(t, zone, sending) for sending in some))
        for name, some in groupby(shown, key=lambda sending: day(t, zone, sending))
    ]
    late, rest = sum(sending.too_late for sending in sendings), len(sendings) - len(shown)
    return lines(
        verdict(t, late, rate),
        *((remedies(t),) if late else ()),
        *parts,
        t.n("… and {n} more.", "… and {n} more.", rest) if rest > 0 else None,
    )


def verdict(t: Texts, late: int, rate: float) -> str:
    pace, count = number(rate, t), number(late, t)
    if not late:
        return t("All in time, at {rate} messages a second.", rate=pace)
    return t.n(
        "⚠️ {count} of them comes too late, at {rate} messages a second.",
        "⚠️ {count} of them come too late, at {rate} messages a second.",
        late,
        count=count,
        rate=pace,
    )


def notable(sendings: Sequence[Sending]) -> Sequence[Sending]:
    """The next few, and those after them with late ones, at most `MOST_BURSTS` in all."""
    chosen = [sending for at, sending in enumerate(sendings) if at < FIRST or sending.too_late]
    return chosen[:MOST_BURSTS]
