from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.calling import call, refusal, started, world

NOW = {"command": "now", "description": "What is on"}


def test_bot_knows_itself() -> None:
    assert call(world(), "getMe") == {
        "id": 42,
        "is_bot": True,
        "first_name": "cic_bot",
        "username": "cic_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def test_commands_are_kept_per_scope_and_language() -> None:
    here = world()
    call(here, "setMyCommands", commands=[NOW], scope={"type": "all_private_chats"}, language_code="id")
    found = [
        call(here, "getMyCommands", scope={"type": "all_private_chats"}, language_code="id"),
        call(here, "getMyCommands", scope={"type": "all_private_chats"}),
        call(here, "getMyCommands", language_code="id"),
    ]
    assert found == [[NOW], [], []]


def test_commands_of_one_chat_are_kept_under_its_id() -> None:
    here = world()
    alice = started(here)
    call(here, "setMyCommands", commands=[NOW], scope={"type": "chat", "chat_id": alice})
    assert here.bot.commands == {(f"chat:{alice}", ""): [NOW]}


def test_commands_can_be_deleted() -> None:
    here = world()
    call(here, "setMyCommands", commands=[NOW])
    call(here, "deleteMyCommands")
    assert call(here, "getMyCommands") == []


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"commands": [{"command": "Now", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "now", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "now", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [NOW] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [NOW], "language_code": "zh-hans"}, "invalid language code specified"),
        (
            {"commands": [NOW], "scope": {"type": "moon"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [NOW], "scope": {"type": "chat", "chat_id": 7}}, "chat not found"),
    ],
)
def test_commands_that_telegram_refuses_are_refused(params: dict[str, Any], why: str) -> None:
    assert refusal(world(), "setMyCommands", **params) == (400, f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("field", "suffix", "limit"),
    [
        ("name", "Name", 64),
        ("description", "Description", 512),
        ("short_description", "ShortDescription", 120),
    ],
)
def test_profile_text_is_kept_per_language_within_its_limit(field: str, suffix: str, limit: int) -> None:
    here = world()
    call(here, f"setMy{suffix}", **{field: "x" * limit})
    call(here, f"setMy{suffix}", **{field: "Konferensi"}, language_code="id")
    found = [call(here, f"getMy{suffix}", language_code=code)[field] for code in ("id", "en", "")]
    assert found == ["Konferensi", "x" * limit, "x" * limit]
    code, _ = refusal(here, f"setMy{suffix}", **{field: "x" * (limit + 1)})
    assert code == 400


def test_new_name_is_on_the_next_message() -> None:
    here = world()
    call(here, "setMyName", name="CIC 2020")
    message = call(here, "sendMessage", chat_id=started(here), text="hi")
    assert message["from"]["first_name"] == "CIC 2020"


def test_menu_button_of_a_chat_goes_before_the_general_one() -> None:
    here = world()
    alice, bob = started(here), started(here, "Bob")
    button = {"type": "web_app", "text": "Agenda", "web_app": {"url": "https://example.org/app"}}
    call(here, "setChatMenuButton", chat_id=alice, menu_button=button)
    found = [call(here, "getChatMenuButton", chat_id=chat_id) for chat_id in (alice, bob)]
    assert found == [button, {"type": "commands"}]


def test_menu_button_must_open_an_https_address() -> None:
    button = {"type": "web_app", "text": "Agenda", "web_app": {"url": "http://example.org/"}}
    assert refusal(world(), "setChatMenuButton", menu_button=button) == (
        400,
        "Bad Request: menu button Web App URL 'http://example.org/' is invalid: Only HTTPS links are allowed",
    )


def test_empty_profile_text_takes_it_back_but_a_bot_keeps_its_name() -> None:
    here = world()
    for suffix, field in (("Name", "name"), ("Description", "description")):
        call(here, f"setMy{suffix}", **{field: "x"})
        call(here, f"setMy{suffix}", **{field: ""})
    assert (here.bot.names, here.bot.descriptions) == ({"": "x"}, {})


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("setMyCommands", {"commands": "{}"}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": [{"command": "now"}]}, "can't parse BotCommand: Can't find field"),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "moon"}},
            "can't parse menu button: Unsupported type specified",
        ),
    ],
)
def test_what_is_no_such_object_is_refused(method: str, params: dict[str, Any], why: str) -> None:
    assert refusal(world(), method, **params) == (400, f"Bad Request: {why}")


def test_menu_button_is_no_groups() -> None:
    here = world()
    alice = started(here)
    group = here.add_group("Fans", [alice]).id
    here.add_bot_to_group(alice, group)
    assert refusal(here, "setChatMenuButton", chat_id=group) == (
        400,
        "Bad Request: chat_id must be a private chat",
    )
