"""Who wants to know that what is stored about a chat has changed."""

from __future__ import annotations

from collections.abc import Callable

from bot.storage.fleet import Fleet, Word

__all__ = ["Notices"]

Watcher = Callable[[], None]


class Notices:
    """All on the event loop's thread. Through `fleet` other processes hear of it, and this one of theirs."""

    def __init__(self, fleet: Fleet | None = None) -> None:
        self._watchers: dict[int, list[Watcher]] = {}
        self._fleet = fleet
        if fleet is not None:
            fleet.hear(Word.CHAT, lambda chat_id: self._wake(int(chat_id)))
            fleet.hear(Word.CHATS, lambda _: self._wake_all())

    def watch(self, chat_id: int, changed: Watcher) -> Callable[[], None]:
        """Call `changed` after each change of what the chat starred or chose; returns what ends that."""
        self._watchers.setdefault(chat_id, []).append(changed)

        def unwatch() -> None:
            watchers = self._watchers.get(chat_id, [])
            if changed in watchers:
                watchers.remove(changed)
            if not watchers:
                self._watchers.pop(chat_id, None)

        return unwatch

    def tell(self, chat_id: int) -> None:
        """Something about the chat has changed, and is committed."""
        self._wake(chat_id)
        if self._fleet is not None:
            self._fleet.tell(Word.CHAT, str(chat_id))

    def tell_all(self) -> None:
        """Something about chats nobody counted has changed."""
        self._wake_all()
        if self._fleet is not None:
            self._fleet.tell(Word.CHATS)

    def _wake(self, chat_id: int) -> None:
        for changed in tuple(self._watchers.get(chat_id, ())):
            changed()

    def _wake_all(self) -> None:
        for chat_id in tuple(self._watchers):
            self._wake(chat_id)
