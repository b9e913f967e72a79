"""The stand-in's memory: who exists, what was said, which queries wait for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.accounts import ADMINISTRATORS, Bot, Chat, ChatType, Json, User
from bot.sandbox.feed import Feed, Watcher
from bot.sandbox.files import Files
from bot.sandbox.updates import UpdateQueue, Webhook

__all__ = ["Query", "State"]

FIRST_USER_ID = 1_001
FIRST_GROUP_ID = -501
FIRST_SUPERGROUP_ID = -1_000_000_000_501
FIRST_CHANNEL_ID = -1_001_000_000_501


@dataclass(slots=True)
class Query:
    """A press (`chat_id`, `message_id` set) or an inline query, waiting for the bot's answer."""

    id: str
    user_id: int
    asked_at: float
    """Real seconds, monotonic."""
    chat_id: int | None = None
    message_id: int | None = None
    inline_message_id: str | None = None


class State:
    """Everything the stand-in knows. Conference time dates messages; real time ages queries and updates."""

    def __init__(
        self,
        clock: Clock,
        token: str,
        bot_username: str,
        *,
        messages_kept: int = 1000,
        query_seconds: float = 60,
    ) -> None:
        """`messages_kept` bounds the messages per chat; a press must be answered within `query_seconds`."""
        self.clock = clock
        self.token = token
        self.bot = Bot(id=int(token.partition(":")[0]), username=bot_username, names={"": bot_username})
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files(self.bot.id)
        self.feed = Feed()
        self.updates = UpdateQueue(clock, self.feed.tell)
        self.webhook: Webhook | None = None
        self._messages_kept = messages_kept
        self._query_seconds = query_seconds
        self._queries: dict[str, Query] = {}
        self._last_query_id = 10_000
        self._bot_json = self.bot.json()

    def watch(self, callback: Watcher, chat_id: int | None = None) -> Callable[[], None]:
        """See `Feed.watch`."""
        return self.feed.watch(callback, chat_id)

    def date(self) -> int:
        """Conference time as Telegram writes it: epoch seconds."""
        return int(self.clock.now().timestamp())

    def add_user(
        self,
        first_name: str,
        *,
        language_code: str = "en",
        username: str | None = None,
        user_id: int | None = None,
    ) -> User:
        """A new person, with a private chat in which nothing was said yet."""
        if user_id is None:
            user_id = max((FIRST_USER_ID - 1, *self.users)) + 1
        user = User(user_id, first_name, language_code, username)
        self.users[user_id] = user
        self.chats[user_id] = Chat(user_id, "private", first_name, username)
        self.feed.tell({"type": "user", "user_id": user_id})
        return user

    def set_language(self, user_id: int, language_code: str) -> None:
        """The language of the person's own Telegram."""
        self.users[user_id].language_code = language_code
        self.feed.tell({"type": "user", "user_id": user_id})

    def add_group(
        self,
        title: str,
        members: Iterable[int],
        administrators: Iterable[int] = (),
        *,
        supergroup: bool = False,
    ) -> Chat:
        """A group without the bot. Its owner is the first of `administrators`, else the first member."""
        kind: ChatType = "supergroup" if supergroup else "group"
        first = FIRST_SUPERGROUP_ID if supergroup else FIRST_GROUP_ID
        chat_id = min((chat.id for chat in self.chats.values() if chat.type == kind), default=first + 1) - 1
        administrators = tuple(administrators)
        statuses = dict.fromkeys(members, "member") | dict.fromkeys(administrators, "administrator")
        statuses[next(iter(administrators or statuses))] = "creator"
        chat = Chat(chat_id, kind, title, members=statuses, bot_status="")
        self.chats[chat_id] = chat
        self.feed.tell({"type": "chat", "chat_id": chat_id})
        return chat

    def add_channel(
        self, title: str, subscribers: Iterable[int], owner: int, *, username: str | None = None
    ) -> Chat:
        """A channel without the bot; without a `username` it is private."""
        others = [chat.id for chat in self.chats.values() if chat.channel]
        chat_id = min(others, default=FIRST_CHANNEL_ID + 1) - 1
        statuses = dict.fromkeys(subscribers, "member") | {owner: "creator"}
        chat = Chat(chat_id, "channel", title, username, members=statuses, bot_status="")
        self.chats[chat_id] = chat
        self.feed.tell({"type": "chat", "chat_id": chat_id})
        return chat

    def is_administrator(self, chat_id: int, user_id: int) -> bool:
        return self.chats[chat_id].members.get(user_id) in ADMINISTRATORS

    def post(self, chat: Chat, content: Json, sender: Json | None = None, *, silent: bool = False) -> Json:
        """A new message in `chat`, by the bot when there is no `sender`; `content` holds what it carries.

        In a channel it is the channel's own, whoever posts it.
        """
        chat.last_message_id += 1
        author = {"sender_chat": chat.json()} if chat.channel else {"from": sender or self._bot_json}
        message: Json = {
            "message_id": chat.last_message_id,
            **author,
            "chat": chat.json(),
            "date": self.date(),
            **content,
        }
        chat.messages[chat.last_message_id] = message
        if silent:
            chat.silent.add(chat.last_message_id)
        if len(chat.messages) > self._messages_kept:
            self._drop(chat, next(iter(chat.messages)))
        self.feed.tell({"type": "message", "chat_id": chat.id, "message": message, "silent": silent})
        return message

    def replace(self, chat: Chat, message: Json) -> None:
        """`message` stands where its older version stood."""
        chat.messages[message["message_id"]] = message
        self.feed.tell({"type": "edited", "chat_id": chat.id, "message": message})

    def delete(self, chat: Chat, message_id: int) -> None:
        self._drop(chat, message_id)
        self.feed.tell({"type": "deleted", "chat_id": chat.id, "message_id": message_id})

    def _drop(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        chat.silent.discard(message_id)
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)

    def bot_changed(self) -> None:
        """The bot's name changed: messages from now on carry the new one."""
        self._bot_json = self.bot.json()
        self.feed.tell({"type": "profile"})

    def ask(self, user_id: int, chat_id: int | None = None, message_id: int | None = None) -> Query:
        """A new query that waits for the bot's answer."""
        now = self.clock.monotonic()
        while self._queries:
            oldest = next(iter(self._queries.values()))
            if now - oldest.asked_at <= self._query_seconds:
                break
            del self._queries[oldest.id]
        self._last_query_id += 1
        query = Query(str(self._last_query_id), user_id, now, chat_id, message_id)
        self._queries[query.id] = query
        return query

    def take_query(self, query_id: str) -> Query | None:
        """The waiting query, which then waits no longer; None when answered, too old, or never asked."""
        query = self._queries.pop(query_id, None)
        if query is None or self.clock.monotonic() - query.asked_at > self._query_seconds:
            return None
        return query

    async def acknowledged(self, update_id: int | None) -> None:
        """Wait until the bot is done with the update; at once when there is none."""
        if update_id is not None:
            await self.updates.acknowledged(update_id)
