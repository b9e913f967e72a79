"""Buttons and the grammar of their callback data.

Data is ``verb[:argument…][:origin]``, at most 64 bytes, and says all that is needed: a press means the same
after a restart and under another version. An *origin* tells where a card was opened from:

====== =========================== ====== ==========================
``d1`` its day, second page        ``m``  the reader's own agenda
``t0`` its track, first page       ``s0`` search results
``l0`` the talks of its forum      ``n``  what is on now
``pX`` the person with id X        ``x``  what is next
``r``  coming reminders            ``h``  the start
====== =========================== ====== ==========================

A capital means that the press was made in that list itself, which stays on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from bot.domain.model import Event, Schedule

__all__ = [
    "DATA_LIMIT",
    "STAR_OFF",
    "STAR_ON",
    "keyboard",
    "link",
    "pack",
    "press",
    "rows",
    "share",
    "target",
    "turn",
]

DATA_LIMIT = 64
"""Bytes of callback data (Bot API, InlineKeyboardButton)."""
STAR_OFF, STAR_ON = "☆", "★"

Row = Sequence[InlineKeyboardButton]


def pack(verb: str, *arguments: str | int, origin: str = "") -> str:
    """Callback data; the origin is left out where it does not fit."""
    data = ":".join((verb, *map(str, arguments)))
    whole = f"{data}:{origin}" if origin else data
    return whole if len(whole.encode()) <= DATA_LIMIT else data


def press(label: str, verb: str, *arguments: str | int, origin: str = "") -> InlineKeyboardButton:
    """A button that sends callback data."""
    return InlineKeyboardButton(label, callback_data=pack(verb, *arguments, origin=origin))


def link(label: str, url: str) -> InlineKeyboardButton:
    """A button that opens an address."""
    return InlineKeyboardButton(label, url=url)


def share(label: str, query: str) -> InlineKeyboardButton:
    """A button that lets one choose a chat, and there offers what the bot finds inline for `query`."""
    chosen = SwitchInlineQueryChosenChat(
        query, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    return InlineKeyboardButton(label, switch_inline_query_chosen_chat=chosen)


def rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[Row]:
    """Buttons in rows of at most `width`, as even as can be."""
    if not buttons:
        return []
    count = -(-len(buttons) // width)
    even = -(-len(buttons) // count)
    return [buttons[at : at + even] for at in range(0, len(buttons), even)]


def turn(index: int, count: int, verb: str, *arguments: str | int) -> Row:
    """‹ 2/3 ›, where there is more than one page; `index` counts from 0 and is the data's last argument."""
    if count == 1:
        return ()
    number = press(f"{index + 1}/{count}", verb, *arguments, index)
    before = [press("‹", verb, *arguments, index - 1)] if index else []
    after = [press("›", verb, *arguments, index + 1)] if index + 1 < count else []
    return (*before, number, *after)


def keyboard(*parts: Row) -> InlineKeyboardMarkup:
    """A keyboard of the rows that hold something."""
    return InlineKeyboardMarkup([list(row) for row in parts if row])


def target(schedule: Schedule, event: Event, origin: str) -> str:
    """The callback data that leads back to `origin` from the card of `event`."""
    kind, rest = origin[:1].lower(), origin[1:]
    page = int(rest) if rest.isdecimal() else 0
    day = schedule.day_number(event)
    return {
        "t": event.track and pack("track", event.track, page),
        "l": event.forum and pack("talks", event.forum, page),
        "p": rest and pack("person", rest),
        "s": pack("found", page),
        "m": pack("my", day),
        "n": "now",
        "x": "next",
        "r": "remind",
        "h": "home",
    }.get(kind) or pack("day", day, page)
