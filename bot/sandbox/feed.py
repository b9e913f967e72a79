"""What happens in the world, told to whoever watches: the chat page and tests."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.accounts import Json

__all__ = ["Feed", "Watcher"]

Watcher = Callable[[Json], None]


class Feed:
    """Calls every watcher with each event, in order, at once; a watcher must not raise and must not block.

    An event has a `type` and, where they apply, `chat_id`, `user_id`, `message_id`, `message` (a Message; do
    not change it), `query_id`, `update_id`. Types:

    - ``message`` (+ `silent`), ``edited``, ``deleted`` (`message_id`), ``pinned``, ``reaction`` (`reaction`)
    - ``callback_query`` (`query_id`, `user_id`, `data`), ``callback_answer`` (+ `text`, `show_alert`, `url`)
    - ``inline_query`` (`query_id`, `query`), ``inline_answer`` (`results`, `next_offset`, `button`)
    - ``chat_action`` (`action`), ``chat`` (a chat is new, or its members or the bot's place in it changed)
    - ``user`` (new or changed), ``commands``, ``menu_button``, ``profile``, ``webhook``
    - ``reply_keyboard`` (`reply_markup`: the keyboard in place of people's own, or None)
    - ``web_app`` (`user_id`, `url`: with what the page is told behind its #)
    - ``called`` (`method`, in lower case: the bot calls it over HTTP)
    - ``update`` (`update_id`: queued for the bot), ``acknowledged`` (`update_id`: the bot is done with it)
    """

    def __init__(self) -> None:
        self._watchers: dict[int | None, list[Watcher]] = {}

    def watch(self, callback: Watcher, chat_id: int | None = None) -> Callable[[], None]:
        """Call `callback` with each event from now on, or each of one chat; the result ends that."""
        self._watchers.setdefault(chat_id, []).append(callback)

        def unwatch() -> None:
            watchers = self._watchers.get(chat_id, [])
            if callback in watchers:
                watchers.remove(callback)
            if not watchers:
                self._watchers.pop(chat_id, None)

        return unwatch

    def tell(self, event: Json) -> None:
        watchers = self._watchers
        if not watchers:
            return
        for watcher in tuple(watchers.get(None, ())):
            watcher(event)
        chat_id = event.get("chat_id")
        if chat_id is not None:
            for watcher in tuple(watchers.get(chat_id, ())):
                watcher(event)
