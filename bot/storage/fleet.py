"""The processes of the bot on one database: which of them leads, and what they tell each other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import StrEnum

__all__ = ["Fleet", "Word"]


class Word(StrEnum):
    """What processes tell each other. Each only says where to look: what is true is in the database."""

    CHAT = "chat"
    """What a chat starred or chose has changed; about its id."""
    CHATS = "chats"
    """The same of chats that nobody counted."""
    VERSION = "version"
    """Another version of the schedule was published."""
    WORK = "work"
    """There is something in the outbox."""
    ANNOUNCED = "announced"
    """An announcement was begun or stopped."""
    FEEDBACK = "feedback"
    """Feedback was turned on or off."""
    CHANNEL = "channel"
    """The bot's place in a channel changed; about its id and, after a space, its name."""


class Fleet(ABC):
    """From `join` to `leave` this process is one of them. All on the event loop's thread."""

    shared: bool
    """Whether there may be other processes."""

    def __init__(self) -> None:
        self._watchers: list[Callable[[], None]] = []
        self._hearers: dict[Word, list[Callable[[str], None]]] = {}

    @property
    @abstractmethod
    def leads(self) -> bool:
        """Whether this process does what only one may do: at no moment do two."""

    @abstractmethod
    async def join(self, *, may_lead: bool) -> None:
        """Begin; one that `may_lead` leads as soon as nobody else does. Raises StorageError."""

    @abstractmethod
    async def leave(self) -> None:
        """Lead no longer; what was told has gone out. Safe to repeat."""

    @abstractmethod
    def tell(self, word: Word, about: str = "") -> None:
        """Tell the others, soon. One that cannot be reached looks for itself when it is back."""

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever this process begins or ceases to lead."""
        self._watchers.append(changed)

    def hear(self, word: Word, heard: Callable[[str], None]) -> None:
        """Call `heard`, with what it is about, whenever another process tells `word`."""
        self._hearers.setdefault(word, []).append(heard)

    def _changed(self) -> None:
        for changed in self._watchers:
            changed()

    def _heard(self, word: Word, about: str) -> None:
        for heard in self._hearers.get(word, ()):
            heard(about)
