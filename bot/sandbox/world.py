"""What people do in the stand-in's world, and which updates the bot gets of it."""

from __future__ import annotations

from bot.sandbox.accounts import Act, Chat, Json, User, member
from bot.sandbox.entities import detect
from bot.sandbox.limits import check_callback_data, check_text
from bot.sandbox.messages import captioned, forwarded, without_reply
from bot.sandbox.state import State
from bot.sandbox.webapps import launched

__all__ = ["World"]

LONGEST_QUERY = 256
"""Characters of an inline query."""


class World(State):
    """Acts name the person who does them; they raise KeyError for who or what does not exist.

    Every act returns at once. `acknowledged(act.update_id)` waits until the bot is done with it.
    """

    def send_text(self, user_id: int, chat_id: int, text: str, reply_to: int | None = None) -> Act:
        """A text as a person types it: no formatting, but commands, mentions and links are found."""
        text = check_text(text.strip())
        content: Json = {"text": text}
        if entities := detect(text):
            content["entities"] = entities
        return self._say(user_id, chat_id, content, reply_to)

    def send_location(
        self, user_id: int, chat_id: int, latitude: float, longitude: float, reply_to: int | None = None
    ) -> Act:
        content = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._say(user_id, chat_id, content, reply_to)

    def send_sticker(self, user_id: int, chat_id: int, emoji: str = "👍", reply_to: int | None = None) -> Act:
        file = self.files.add(f"sticker {emoji}".encode(), f"{emoji}.webp", "image/webp")
        sticker = {**file.json(), "type": "regular", "width": 512, "height": 512, "emoji": emoji}
        sticker |= {"is_animated": False, "is_video": False}
        return self._say(user_id, chat_id, {"sticker": sticker}, reply_to)

    def send_photo(
        self, user_id: int, chat_id: int, data: bytes, caption: str = "", reply_to: int | None = None
    ) -> Act:
        content: Json = {"photo": self.files.add_photo(data).photo_json()}
        return self._say(user_id, chat_id, content | captioned(caption), reply_to)

    def send_document(
        self,
        user_id: int,
        chat_id: int,
        data: bytes,
        file_name: str,
        *,
        caption: str = "",
        reply_to: int | None = None,
    ) -> Act:
        content: Json = {"document": self.files.add(data, file_name).document_json()}
        return self._say(user_id, chat_id, content | captioned(caption), reply_to)

    def forward(self, user_id: int, chat_id: int, from_chat_id: int, message_id: int) -> Act:
        """Forward a message that the person sees into `chat_id`."""
        return self._say(user_id, chat_id, forwarded(self.chats[from_chat_id].messages[message_id]))

    def edit_text(self, user_id: int, chat_id: int, message_id: int, text: str) -> Act:
        """The person edits their own text message."""
        chat = self.chats[chat_id]
        old = chat.messages[message_id]
        if chat.channel or old["from"]["id"] != user_id:
            raise KeyError(f"message {message_id} is not by user {user_id}")
        text = check_text(text.strip())
        message = {key: value for key, value in old.items() if key != "entities"}
        message |= {"text": text, "edit_date": self.date()}
        if entities := detect(text):
            message["entities"] = entities
        self.replace(chat, message)
        told = self._bot_reads(chat, message)
        return Act(self.updates.push("edited_message", message) if told else None, message)

    def press(self, user_id: int, chat_id: int, message_id: int, data: str) -> Act:
        """A press on a callback button, perhaps of a keyboard that has been replaced since."""
        data = check_callback_data(data)
        chat = self.chats[chat_id]
        message = chat.messages.get(message_id) or {"chat": chat.json(), "message_id": message_id, "date": 0}
        query = self.ask(user_id, chat_id, message_id)
        content = {"id": query.id, "from": self.users[user_id].json(), "message": message}
        content |= {"chat_instance": str(chat_id * 7919), "data": data}
        event = {"type": "callback_query", "query_id": query.id, "user_id": user_id, "chat_id": chat_id}
        self.feed.tell({**event, "message_id": message_id, "data": data})
        return Act(self.updates.push("callback_query", content), message, query.id)

    def inline_query(self, user_id: int, query: str, offset: str = "", chat_type: str = "sender") -> Act:
        """The person types ``@bot query`` in some chat; the answer comes as an ``inline_answer`` event.

        What is beyond 256 characters does not reach the bot.
        """
        query = query[:LONGEST_QUERY]
        asked = self.ask(user_id)
        content = {"id": asked.id, "from": self.users[user_id].json(), "query": query, "offset": offset}
        event = {"type": "inline_query", "query_id": asked.id, "user_id": user_id, "query": query}
        self.feed.tell(event)
        return Act(self.updates.push("inline_query", {**content, "chat_type": chat_type}), None, asked.id)

    def send_inline_result(self, user_id: int, chat_id: int, result: Json) -> Act:
        """The person picks one of the `results` of an ``inline_answer``."""
        return self._say(user_id, chat_id, {"via_bot": self.bot.json(), **result["message"]})

    def open_web_app(self, user_id: int, url: str) -> str:
        """The person opens a Mini App that the bot offers them; the address with what the page is told."""
        address = launched(self, user_id, url)
        self.feed.tell({"type": "web_app", "user_id": user_id, "url": address})
        return address

    def block(self, user_id: int) -> Act:
        """The person blocks the bot."""
        return self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> Act:
        return self._set_blocked(user_id, blocked=False)

    def add_bot_to_group(self, user_id: int, chat_id: int, *, administrator: bool = False) -> Act:
        """A member adds the bot; the update told of is the bot's changed place in the chat."""
        chat = self.chats[chat_id]
        act = self._set_bot_status(user_id, chat, "administrator" if administrator else "member")
        bot = self.bot.json()
        self._say(user_id, chat_id, {"new_chat_members": [bot], "new_chat_member": bot})
        return act

    def remove_bot_from_group(self, user_id: int, chat_id: int) -> Act:
        chat = self.chats[chat_id]
        self._say(user_id, chat_id, {"left_chat_member": self.bot.json()})
        return self._set_bot_status(user_id, chat, "kicked" if chat.type == "supergroup" else "left")

    def post_in_channel(self, user_id: int, chat_id: int, text: str) -> Act:
        """One of its administrators posts; the bot is told where it is one, too."""
        chat = self._own_channel(user_id, chat_id)
        content: Json = {"text": check_text(text.strip())}
        if entities := detect(content["text"]):
            content["entities"] = entities
        post = self.post(chat, content)
        told = chat.bot_status == "administrator"
        return Act(self.updates.push("channel_post", post) if told else None, post)

    def set_bot_in_channel(
        self, user_id: int, chat_id: int, status: str = "administrator", *, may_post: bool = True
    ) -> Act:
        """One of its administrators makes the bot one too, changes its rights, or removes it (``left``)."""
        chat = self._own_channel(user_id, chat_id)
        old = self._bot_in(chat)
        chat.bot_status, chat.bot_may_post = status, may_post
        self.feed.tell({"type": "chat", "chat_id": chat.id})
        return self._tell_bot_status(self.users[user_id], chat, old, self._bot_in(chat))

    def _own_channel(self, user_id: int, chat_id: int) -> Chat:
        chat = self.chats[chat_id]
        if not chat.channel or not self.is_administrator(chat_id, user_id):
            raise KeyError(f"user {user_id} is no administrator of a channel {chat_id}")
        return chat

    def migrate(self, user_id: int, chat_id: int) -> Chat:
        """The group becomes a supergroup with a new id, which is returned; both chats tell the bot."""
        old = self.chats[chat_id]
        new = self.add_group(old.title, old.members, supergroup=True)
        new.members, new.bot_status = dict(old.members), old.bot_status
        self._say(user_id, old.id, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._say(user_id, new.id, {"migrate_from_chat_id": old.id})
        self.feed.tell({"type": "chat", "chat_id": old.id})
        return new

    def _say(self, user_id: int, chat_id: int, content: Json, reply_to: int | None = None) -> Act:
        user, chat = self.users[user_id], self.chats[chat_id]
        if chat.channel:
            raise KeyError(f"nobody talks in the channel {chat_id}; its administrators post")
        if not chat.private and user_id not in chat.members:
            raise KeyError(f"user {user_id} is not in chat {chat_id}")
        if chat.private and user.blocked:
            self.unblock(user_id)
        if reply_to is not None:
            content = {"reply_to_message": without_reply(chat.messages[reply_to]), **content}
        message = self.post(chat, content, user.json())
        if chat.private:
            user.started = True
        told = self._bot_reads(chat, message)
        return Act(self.updates.push("message", message) if told else None, message)

    def _bot_reads(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: in a group a bot gets what is meant for it, and what happens to the group."""
        if chat.private:
            return True
        if chat.bot_status not in {"member", "administrator"}:
            return False
        if chat.bot_status == "administrator" or self.bot.reads_all_group_messages:
            return True
        if not any(kind in message for kind in ("text", "location", "sticker", "photo", "document")):
            return True
        answered = message.get("reply_to_message", {}).get("from", {}).get("id")
        if self.bot.id in {answered, message.get("via_bot", {}).get("id")}:
            return True
        return self._names_bot(message)

    def _names_bot(self, message: Json) -> bool:
        text: str = message.get("text") or message.get("caption") or ""
        own = f"@{self.bot.username}".casefold()
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0].casefold()
            return "@" not in command or command.endswith(own)
        return own in text.casefold()

    def _set_blocked(self, user_id: int, *, blocked: bool) -> Act:
        user = self.users[user_id]
        if user.blocked == blocked:
            return Act(None)
        user.blocked = blocked
        self.feed.tell({"type": "user", "user_id": user_id})
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self.bot.json()
        return self._tell_bot_status(user, self.chats[user_id], member(bot, old), member(bot, new))

    def _set_bot_status(self, user_id: int, chat: Chat, status: str) -> Act:
        old, chat.bot_status = self._bot_in(chat), status
        self.feed.tell({"type": "chat", "chat_id": chat.id})
        return self._tell_bot_status(self.users[user_id], chat, old, self._bot_in(chat))

    def _bot_in(self, chat: Chat) -> Json:
        """The bot as a member of the chat, as it stands now."""
        right = chat.bot_may_post if chat.channel else None
        return member(self.bot.json(), chat.bot_status or "left", may_post=right)

    def _tell_bot_status(self, by: User, chat: Chat, old: Json, new: Json) -> Act:
        content: Json = {"chat": chat.json(), "from": by.json(), "date": self.date()}
        content |= {"old_chat_member": old, "new_chat_member": new}
        return Act(self.updates.push("my_chat_member", content))
