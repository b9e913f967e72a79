"""What kind of programme item a source's word means."""

from __future__ import annotations

import re

from bot.domain.model import EventType, Status

__all__ = ["status_meant", "type_meant"]


def _words(latin: str, chinese: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{latin})(?:s|es)?\b|{chinese}", re.IGNORECASE)


BREAK = _words(
    "break|coffee|tea|lunch|dinner|breakfast|meal|pause|istirahat|makan siang", "茶歇|休息|午餐|晚餐"
)
CEREMONY = _words("ceremony|ceremonies|opening|closing|keynote|plenary|pembukaan|penutupan", "开幕|闭幕|典礼")
BY_WORD = (
    (EventType.BREAK, BREAK),
    (EventType.CEREMONY, CEREMONY),
    (
        EventType.EXHIBITION,
        _words("exhibition|exhibit|expo|poster|booth|demo|showcase|pameran", "展览|展示|展会"),
    ),
    (EventType.FORUM, _words("panel|forum|round ?table|podium|diskusi", "论坛|圆桌")),
    (
        EventType.ACTIVITY,
        _words(
            "workshop|tutorial|hands-on|training|bof|birds of a feather|meeting|meetup|social|party|game"
            "|performance|concert|music|film|tour|sprint|hackathon|assembly|contest|other|lokakarya",
            "工作坊|活动|培训",
        ),
    ),
    (
        EventType.TALK,
        _words("talk|lecture|presentation|speech|session|vortrag|paper|podcast|ceramah", "演讲|报告|主旨"),
    ),
)
BY_TITLE = (
    (EventType.BREAK, re.compile(rf"(?:{BREAK.pattern})\W*$", re.IGNORECASE)),
    (
        EventType.CEREMONY,
        re.compile(rf"^(?:{CEREMONY.pattern})\W*$|ceremony|典礼", re.IGNORECASE),
    ),
    (EventType.FORUM, re.compile(r"^(?:panel|forum)\b|论坛$", re.IGNORECASE)),
)
"""A title is a sentence rather than a kind: only where the word is all of it, or its end."""
STATUSES = {
    "confirmed": Status.CONFIRMED,
    "tentative": Status.TENTATIVE,
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
}


def type_meant(word: str, title: str, *, persons: bool) -> EventType:
    """The type that `word` means; without a word, what the title says, else a talk where somebody speaks."""
    text, table = (word, BY_WORD) if word else (title, BY_TITLE)
    found = (type_ for type_, words in table if words.search(text))
    return next(found, EventType.TALK if persons or word else EventType.ACTIVITY)


def status_meant(word: str) -> Status | None:
    """The status that `word` means; None for an unknown one."""
    return STATUSES.get(word.strip().casefold())
