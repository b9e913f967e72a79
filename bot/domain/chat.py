"""A chat with the bot and what it has chosen, or a channel that the bot posts in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LEAD_TIMES", "Chat", "Quiet"]

LEAD_TIMES = (5, 10, 15, 30, 60)
"""The lead times a reader can choose, in minutes before the start."""


class Quiet(StrEnum):
    """When messages that the bot sends by itself come without a sound."""

    OFF = "off"
    NIGHT = "night"
    """From 22:00 to 7:00 on the reader's clock."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Chat:
    """`id` is Telegram's chat id. Nothing here names a person."""

    id: int
    group: bool
    language: str
    """The code of one of the bot's languages."""
    zone: str | None = None
    """The IANA zone the reader chose; None until then."""
    lead_time: int = 10
    """Minutes before the start."""
    reminders: bool = True
    digest: bool = False
    quiet: Quiet = Quiet.OFF
    awaiting: str | None = None
    """What the next text answers: ``city``, ``amend:<draft>``, ``line:<event>``; None: nothing was asked."""
    seen_version: int | None = None
    """The number of the version whose changes its reader has seen; None where nothing was published yet."""
    channel: str | None = None
    """What the settings call it, where it is a channel: nobody there talks to the bot."""
    menu_button: str | None = None
    """The language and the page of the button beside its text field; None where it has everyone's."""
