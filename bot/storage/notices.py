"""Who wants to know that what is stored about a chat has changed."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Notices"]

Watcher = Callable[[], None]


class Notices:
    """All on the event loop's thread, in this process; what another one changed can be told here as well."""

    def __init__(self) -> None:
        self._watchers: dict[int, list[Watcher]] = {}

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
        for changed in tuple(self._watchers.get(chat_id, ())):
            changed()

    def tell_all(self) -> None:
        """Something about chats nobody counted has changed."""
        for chat_id in tuple(self._watchers):
            self.tell(chat_id)
