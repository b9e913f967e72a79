"""What a bot says about itself: name, descriptions, commands, menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.access import any_chat
from bot.sandbox.accounts import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.limits import check_command, units
from bot.sandbox.links import checked_link
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["METHODS"]

LANGUAGE = re.compile(r"(?:[a-z]{2})?")
MOST_COMMANDS = 100
WIDE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def get_me(world: State, _: Params) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": world.bot.reads_all_group_messages}
    none = ("can_connect_to_business", "has_main_web_app")
    return {**world.bot.json(), **rights, "supports_inline_queries": True, **dict.fromkeys(none, False)}


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(world: State, params: Params) -> str:
    """A scope as one text: ``default``, ``chat:<id>``, ``chat_member:<chat id>:<user id>``, …"""
    scope = params.json("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in WIDE_SCOPES:
        return str(kind)
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = any_chat(world, Params(scope))
    return f"{kind}:{chat.id}:{scope['user_id']}" if kind == "chat_member" else f"{kind}:{chat.id}"


def set_my_commands(world: State, params: Params) -> bool:
    given = params.json("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_checked_command(command) for command in given]
    world.bot.commands[_scope(world, params), _language(params)] = commands
    world.feed.tell({"type": "commands"})
    return True


def _checked_command(given: Any) -> Json:
    if not isinstance(given, dict) or not {"command", "description"} <= given.keys():
        raise bad_request("can't parse BotCommand: Can't find field")
    command, description = str(given["command"]).removeprefix("/"), str(given["description"]).strip()
    check_command(command, description)
    return {"command": command, "description": description}


def get_my_commands(world: State, params: Params) -> list[Json]:
    return world.bot.commands.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: State, params: Params) -> bool:
    world.bot.commands.pop((_scope(world, params), _language(params)), None)
    world.feed.tell({"type": "commands"})
    return True


def _setter(field: str, texts: str, limit: int) -> Callable[[State, Params], bool]:
    def set_text(world: State, params: Params) -> bool:
        text, language = params.text(field), _language(params)
        if units(text) > limit:
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        kept: dict[str, str] = getattr(world.bot, texts)
        if text:
            kept[language] = text
        elif language or texts != "names":
            kept.pop(language, None)
        world.bot_changed()
        return True

    return set_text


def _getter(field: str, texts: str) -> Callable[[State, Params], Json]:
    def get_text(world: State, params: Params) -> Json:
        kept: dict[str, str] = getattr(world.bot, texts)
        return {field: kept.get(_language(params), kept.get("", ""))}

    return get_text


def set_chat_menu_button(world: State, params: Params) -> bool:
    button = _checked_button(params.json("menu_button", "menu button") or {"type": "default"})
    if "chat_id" not in params:
        world.bot.menu_button = {"type": "commands"} if button["type"] == "default" else button
    else:
        chat = any_chat(world, params)
        if not chat.private:
            raise bad_request("chat_id must be a private chat")
        chat.menu_button = None if button["type"] == "default" else button
    world.feed.tell({"type": "menu_button"})
    return True


def _checked_button(button: Any) -> Json:
    kind = button.get("type") if isinstance(button, dict) else None
    if kind in {"default", "commands"}:
        return {"type": kind}
    if kind != "web_app" or not button.get("text"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    url = button.get("web_app", {}).get("url", "")
    try:
        link = checked_link(url, https_only=True)
    except ValueError as error:
        raise bad_request(f"menu button Web App URL '{url}' is invalid: {error}") from error
    return {"type": "web_app", "text": button["text"], "web_app": {"url": link}}


def get_chat_menu_button(world: State, params: Params) -> Json:
    if "chat_id" not in params:
        return world.bot.menu_button
    return any_chat(world, params).menu_button or world.bot.menu_button


METHODS: dict[str, Any] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name", "names", 64),
    "getMyName": _getter("name", "names"),
    "setMyDescription": _setter("description", "descriptions", 512),
    "getMyDescription": _getter("description", "descriptions"),
    "setMyShortDescription": _setter("short_description", "short_descriptions", 120),
    "getMyShortDescription": _getter("short_description", "short_descriptions"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
