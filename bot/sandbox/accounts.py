"""Who and what exists in the stand-in's world: users, the bot, chats."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["ADMINISTRATORS", "Act", "Bot", "Chat", "ChatType", "Json", "User", "member"]

Json = dict[str, Any]
"""An object of the Bot API as it goes over the wire: a Message, an Update, …"""

ChatType = Literal["private", "group", "supergroup", "channel"]
ADMINISTRATORS = frozenset({"creator", "administrator"})


@dataclass(slots=True)
class User:
    """A person with Telegram; their private chat with the bot has the same id."""

    id: int
    first_name: str
    language_code: str = "en"
    username: str | None = None
    last_name: str | None = None
    started: bool = False
    """Whether they ever wrote to the bot: until then it may not write to them."""
    blocked: bool = False
    """Whether they blocked the bot."""
    deactivated: bool = False
    """Whether they deleted their account."""

    def json(self) -> Json:
        """Telegram's User."""
        found: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            found["last_name"] = self.last_name
        if self.username:
            found["username"] = self.username
        if self.language_code:
            found["language_code"] = self.language_code
        return found


@dataclass(slots=True)
class Chat:
    """`members` maps user ids to their status; `messages` maps message ids to Messages, oldest first."""

    id: int
    type: ChatType
    title: str = ""
    """Of a group or a channel; a person's first name in a private chat."""
    username: str | None = None
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = "member"
    """``member``, ``administrator``, ``left``, ``kicked``; empty when the bot never was in this chat."""
    bot_may_post: bool = True
    """Whether the bot, an administrator of this channel, has the right to post in it."""
    migrated_to: int | None = None
    """The supergroup that this group became."""
    messages: dict[int, Json] = field(default_factory=dict)
    last_message_id: int = 0
    menu_button: Json | None = None
    """The bot's menu button in this private chat; None: the bot's default."""
    reply_keyboard: Json | None = None
    """The ReplyKeyboardMarkup or ForceReply that the bot last put in place of people's keyboard."""
    silent: set[int] = field(default_factory=set)
    """Ids of the messages that came without a sound."""
    pinned: list[int] = field(default_factory=list)
    """Ids of the pinned messages, the latest last."""

    @property
    def private(self) -> bool:
        return self.type == "private"

    @property
    def channel(self) -> bool:
        return self.type == "channel"

    def json(self) -> Json:
        """Telegram's Chat."""
        found: Json = {"id": self.id, "type": self.type}
        if self.private:
            found["first_name"] = self.title
        else:
            found["title"] = self.title
        if self.username:
            found["username"] = self.username
        return found


@dataclass(slots=True)
class Bot:
    """The bot's account. Texts are kept per language code, ``""`` for everyone else."""

    id: int
    username: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """(scope, language code) -> BotCommands; a scope is ``default``, ``chat:<id>``, …"""
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})
    reads_all_group_messages: bool = False
    """Privacy mode off."""

    def json(self) -> Json:
        """Telegram's User of the bot, as others see it."""
        return {"id": self.id, "is_bot": True, "first_name": self.names[""], "username": self.username}


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did; `update_id` is None when the bot is not told of it."""

    update_id: int | None
    message: Json | None = None
    query_id: str | None = None


ADMINISTRATOR_RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_change_info "
    "can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages"
)


CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")


def member(user: Json, status: str, *, may_post: bool | None = None) -> Json:
    """Telegram's ChatMember of `status`; `may_post` is an administrator's right to, in a channel only."""
    found: Json = {"user": user, "status": status}
    if status in ADMINISTRATORS:
        found["is_anonymous"] = False
    if status == "administrator":
        found |= dict.fromkeys(ADMINISTRATOR_RIGHTS.split(), True)
        found |= {"can_be_edited": False, "can_promote_members": False}
        if may_post is not None:
            found |= dict.fromkeys(CHANNEL_RIGHTS, may_post)
    if status == "kicked":
        found["until_date"] = 0
    return found
