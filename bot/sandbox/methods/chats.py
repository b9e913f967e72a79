"""What a bot asks and does about chats and their members."""

from __future__ import annotations

from typing import Any

from bot.sandbox.access import any_chat, chat_with_members, message_of, writable_chat
from bot.sandbox.accounts import Chat, Json, member
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["METHODS"]

REACTIONS = frozenset(
    "👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡❤"
)
"""The reactions of a bot without Telegram Premium."""


def get_chat(world: State, params: Params) -> Json:
    chat = any_chat(world, params)
    nothing = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    found: Json = {
        **chat.json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(nothing, False),
    }
    if chat.pinned:
        found["pinned_message"] = chat.messages[chat.pinned[-1]]
    return found


def get_chat_member(world: State, params: Params) -> Json:
    chat = chat_with_members(world, params)
    user_id = params.integer("user_id")
    if user_id == world.bot.id:
        return member(world.bot.json(), chat.bot_status, may_post=chat.bot_may_post if chat.channel else None)
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("invalid user_id specified")
    if chat.private:
        if user_id != chat.id:
            raise bad_request("member not found")
        return member(user.json(), "member")
    return member(user.json(), chat.members.get(user_id, "left"), may_post=True if chat.channel else None)


def get_chat_administrators(world: State, params: Params) -> list[Json]:
    chat = chat_with_members(world, params)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    found = [
        member(world.users[user_id].json(), status, may_post=True if chat.channel else None)
        for user_id, status in chat.members.items()
        if world.is_administrator(chat.id, user_id)
    ]
    if chat.bot_status == "administrator":
        right = chat.bot_may_post if chat.channel else None
        found.append(member(world.bot.json(), "administrator", may_post=right))
    return found


def get_chat_member_count(world: State, params: Params) -> int:
    chat = chat_with_members(world, params)
    return 2 if chat.private else len(chat.members) + 1


def leave_chat(world: State, params: Params) -> bool:
    chat = writable_chat(world, params)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.channel:
        world.post(chat, {"left_chat_member": world.bot.json()})
    chat.bot_status = "left"
    world.feed.tell({"type": "chat", "chat_id": chat.id})
    return True


def set_message_reaction(world: State, params: Params) -> bool:
    chat = writable_chat(world, params)
    message = message_of(chat, params, "message to react not found")
    reaction = params.json("reaction", "reaction types") or []
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(_emoji(kind) not in REACTIONS for kind in reaction):
        raise bad_request("REACTION_INVALID")
    event = {"type": "reaction", "chat_id": chat.id, "message_id": message["message_id"]}
    world.feed.tell({**event, "reaction": reaction})
    return True


def _emoji(reaction: Any) -> str:
    emoji = reaction.get("emoji", "") if isinstance(reaction, dict) else ""
    return str(emoji).removesuffix("\N{VARIATION SELECTOR-16}")


def pin_chat_message(world: State, params: Params) -> bool:
    chat = _chat_to_pin_in(world, params)
    message_id: int = message_of(chat, params, "message to pin not found")["message_id"]
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)
    world.feed.tell({"type": "pinned", "chat_id": chat.id, "message_id": message_id})
    return True


def unpin_chat_message(world: State, params: Params) -> bool:
    chat = _chat_to_pin_in(world, params)
    message_id = params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    world.feed.tell({"type": "pinned", "chat_id": chat.id, "message_id": None})
    return True


def _chat_to_pin_in(world: State, params: Params) -> Chat:
    chat = writable_chat(world, params)
    if not chat.private and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


METHODS: dict[str, Any] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
}
