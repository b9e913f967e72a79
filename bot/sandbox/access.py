"""Which chats and messages the bot can reach, and what Telegram says of those it cannot."""

from __future__ import annotations

from bot.sandbox.accounts import Chat, Json
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["any_chat", "chat_with_members", "message_of", "writable_chat", "written_chat"]


def any_chat(world: State, params: Params, field: str = "chat_id") -> Chat:
    """The chat that `field` names, if the bot knows it, whether or not it may write there."""
    wanted = params.text(field)
    if not wanted:
        raise bad_request(f"{field} is empty")
    try:
        chat = world.chats.get(int(wanted))
    except ValueError:
        chat = _public_chat(world, wanted.removeprefix("@"))
    if chat is None or not _known(world, chat):
        raise bad_request("chat not found")
    return chat


def _public_chat(world: State, name: str) -> Chat | None:
    """The group or channel of that name; Telegram minds no case in names."""
    public = (chat for chat in world.chats.values() if chat.username and not chat.private)
    return next((chat for chat in public if (chat.username or "").lower() == name.lower()), None)


def _known(world: State, chat: Chat) -> bool:
    if chat.channel and chat.username:
        return True
    if not chat.private:
        return chat.bot_status != ""
    if world.users[chat.id].started:
        return True
    return any(
        chat.id in group.members for group in world.chats.values() if group.bot_status and not group.private
    )


def writable_chat(world: State, params: Params) -> Chat:
    """The chat of a call that does something in it."""
    chat = any_chat(world, params)
    if chat.private:
        _check_person(world, chat.id)
    elif chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to}
        )
    elif chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif chat.bot_status in {"left", ""}:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def written_chat(world: State, params: Params) -> Chat:
    """The chat of a call that writes to it: in a channel only administrators with that right may."""
    chat = writable_chat(world, params)
    if chat.channel and not (chat.bot_status == "administrator" and chat.bot_may_post):
        raise bad_request("need administrator rights in the channel chat")
    return chat


def chat_with_members(world: State, params: Params) -> Chat:
    """The chat of a call that asks who is in it: a channel's readers are its administrators' to see."""
    chat = any_chat(world, params)
    if chat.channel and chat.username and chat.bot_status not in {"administrator", "kicked"}:
        raise bad_request("member list is inaccessible")
    return writable_chat(world, params)


def _check_person(world: State, user_id: int) -> None:
    user = world.users[user_id]
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not user.started:
        raise forbidden("bot can't initiate conversation with a user")


def message_of(chat: Chat, params: Params, error: str, field: str = "message_id") -> Json:
    """The message that `field` names; bad_request(`error`) when the chat has none such."""
    message_id = params.integer(field)
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(error)
    return message
