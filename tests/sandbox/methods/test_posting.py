from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.errors import ApiError
from tests.sandbox.calling import NOON, call, refusal, started, world
from tests.sandbox.pictures import png

FAMILY = "👨‍👩‍👧"


def test_text_is_posted_as_the_message_that_comes_back() -> None:
    here = world()
    alice = started(here)
    message = call(here, "sendMessage", chat_id=alice, text="<b>5G</b> now", parse_mode="HTML")
    assert message == here.chats[alice].messages[1]
    assert message == {
        "message_id": 1,
        "from": {"id": 42, "is_bot": True, "first_name": "cic_bot", "username": "cic_bot"},
        "chat": {"id": alice, "type": "private", "first_name": "Alice"},
        "date": int(NOON.timestamp()),
        "text": "5G now",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
    }


@pytest.mark.parametrize("text", ["x" * 4096, "👋" * 2048, "<b>" + "x" * 4096 + "</b>", FAMILY * 512])
def test_text_of_4096_units_passes(text: str) -> None:
    here = world()
    call(here, "sendMessage", chat_id=started(here), text=text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "👋" * 2049}, "message is too long"),
        ({"text": "&amp;" * 8000, "parse_mode": "HTML"}, "message is too long"),
        ({"text": "x", "parse_mode": "RST"}, "unsupported parse_mode"),
        (
            {"text": "a <x>", "parse_mode": "html"},
            'can\'t parse entities: Unsupported start tag "x" at byte offset 2',
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    ],
)
def test_text_that_telegram_refuses_is_refused(params: dict[str, Any], why: str) -> None:
    here = world()
    assert refusal(here, "sendMessage", chat_id=started(here), **params) == (400, f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("text", "shown", "offset"),
    [
        ("  <b>x</b>  ", "x", 0),
        ("<b>x </b>\n", "x", 0),
        ("\n\n a <b>x</b>", "a x", 2),
        ("<b> x</b>", " x", 0),
    ],
)
def test_blanks_around_a_text_are_dropped(text: str, shown: str, offset: int) -> None:
    here = world()
    message = call(here, "sendMessage", chat_id=started(here), text=text, parse_mode="HTML")
    length = len(shown) - offset
    assert (message["text"], message["entities"]) == (
        shown,
        [{"type": "bold", "offset": offset, "length": length}],
    )


def test_entities_can_be_given_instead_of_markup() -> None:
    here = world()
    bold = {"type": "bold", "offset": 0, "length": 2}
    message = call(here, "sendMessage", chat_id=started(here), text="5G", entities=[bold])
    assert message["entities"] == [bold]


@pytest.mark.parametrize(
    ("entity", "why"),
    [
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "bold", "offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
        (
            {"type": "bold", "offset": 6, "length": 1},
            "entity begins after the end of the text at UTF-16 offset 6",
        ),
        (
            {"type": "bold", "offset": 3, "length": 3},
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 6",
        ),
        ({"type": "loud", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        (
            {"type": "text_link", "offset": 0, "length": 1},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "x"},
            "entity URL 'x' is invalid: Wrong HTTP URL",
        ),
        ("bold", "can't parse MessageEntity: expected an Object"),
    ],
)
def test_bad_entity_is_refused(entity: Any, why: str) -> None:
    here = world()
    refused = refusal(here, "sendMessage", chat_id=started(here), text="hello", entities=[entity])
    assert refused == (400, f"Bad Request: {why}")


def test_markdown_is_refused_by_name() -> None:
    here = world()
    code, why = refusal(here, "sendMessage", chat_id=started(here), text="*x*", parse_mode="MarkdownV2")
    assert (code, why) == (501, "Not Implemented: this stand-in parses HTML only")


@pytest.mark.parametrize("chat_id", [7, -7, 0, "@nobody", "x"])
def test_chat_that_the_bot_does_not_know_is_not_found(chat_id: int | str) -> None:
    assert refusal(world(), "sendMessage", chat_id=chat_id, text="x") == (400, "Bad Request: chat not found")


def test_chat_must_be_named() -> None:
    assert refusal(world(), "sendMessage", text="x") == (400, "Bad Request: chat_id is empty")


def test_person_the_bot_never_met_is_not_found() -> None:
    here = world()
    user = here.add_user("Eve")
    assert refusal(here, "sendMessage", chat_id=user.id, text="x") == (400, "Bad Request: chat not found")


def test_person_met_in_a_group_only_cannot_be_written_to() -> None:
    here = world()
    eve = here.add_user("Eve").id
    here.add_bot_to_group(eve, here.add_group("Fans", [eve]).id)
    assert refusal(here, "sendMessage", chat_id=eve, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


@pytest.mark.parametrize(
    ("state", "why"), [("blocked", "bot was blocked by the user"), ("deactivated", "user is deactivated")]
)
def test_person_out_of_reach_is_forbidden(state: str, why: str) -> None:
    here = world()
    alice = started(here)
    setattr(here.users[alice], state, True)
    assert refusal(here, "sendMessage", chat_id=alice, text="x") == (403, f"Forbidden: {why}")


@pytest.mark.parametrize(
    ("supergroup", "status", "why"),
    [
        (False, "left", "bot is not a member of the group chat"),
        (True, "left", "bot is not a member of the supergroup chat"),
        (False, "kicked", "bot was kicked from the group chat"),
        (True, "kicked", "bot was kicked from the supergroup chat"),
    ],
)
def test_group_without_the_bot_is_forbidden(status: str, why: str, *, supergroup: bool) -> None:
    here = world()
    group = here.add_group("Fans", [here.add_user("Alice").id], supergroup=supergroup)
    group.bot_status = status
    assert refusal(here, "sendMessage", chat_id=group.id, text="x") == (403, f"Forbidden: {why}")


def test_group_that_became_a_supergroup_tells_its_new_id() -> None:
    here = world()
    alice = here.add_user("Alice").id
    old = here.add_group("Fans", [alice])
    here.add_bot_to_group(alice, old.id)
    new = here.migrate(alice, old.id)
    with pytest.raises(ApiError, match="group chat was upgraded to a supergroup chat") as raised:
        call(here, "sendMessage", chat_id=old.id, text="x")
    assert raised.value.parameters == {"migrate_to_chat_id": new.id}


def test_reply_quotes_the_message() -> None:
    here = world()
    alice = started(here)
    question = here.send_text(alice, alice, "when?").message
    answer = call(here, "sendMessage", chat_id=alice, text="now", reply_parameters={"message_id": 1})
    assert answer["reply_to_message"] == question


def test_reply_to_nothing_passes_when_the_bot_says_so() -> None:
    here = world()
    parameters = {"message_id": 99, "allow_sending_without_reply": True}
    message = call(here, "sendMessage", chat_id=started(here), text="now", reply_parameters=parameters)
    assert "reply_to_message" not in message


def test_silent_message_is_marked_so() -> None:
    here = world()
    alice = started(here)
    call(here, "sendMessage", chat_id=alice, text="shh", disable_notification=True)
    assert here.chats[alice].silent == {1}


def test_reply_keyboard_stands_in_the_chat_until_removed() -> None:
    here = world()
    alice = started(here)
    keyboard = {"keyboard": [[{"text": "📍", "request_location": True}]], "resize_keyboard": True}
    message = call(here, "sendMessage", chat_id=alice, text="Where?", reply_markup=keyboard)
    shown = here.chats[alice].reply_keyboard
    call(here, "sendMessage", chat_id=alice, text="Thanks", reply_markup={"remove_keyboard": True})
    assert (shown, here.chats[alice].reply_keyboard, "reply_markup" in message) == (keyboard, None, False)


def test_location_is_posted() -> None:
    here = world()
    message = call(here, "sendLocation", chat_id=started(here), latitude=39.9, longitude="116.4")
    assert message["location"] == {"latitude": 39.9, "longitude": 116.4}


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181)])
def test_location_off_the_globe_is_refused(latitude: float, longitude: float) -> None:
    here = world()
    code, _ = refusal(here, "sendLocation", chat_id=started(here), latitude=latitude, longitude=longitude)
    assert code == 400


def test_chat_action_is_seen() -> None:
    here = world()
    alice = started(here)
    events: list[Any] = []
    here.watch(events.append)
    assert call(here, "sendChatAction", chat_id=alice, action="typing") is True
    assert events == [{"type": "chat_action", "chat_id": alice, "action": "typing"}]


def test_unknown_chat_action_is_refused() -> None:
    here = world()
    assert refusal(here, "sendChatAction", chat_id=started(here), action="dancing") == (
        400,
        "Bad Request: wrong parameter action in request",
    )


def test_forward_names_where_it_comes_from() -> None:
    here = world()
    alice, bob = started(here), started(here, "Bob")
    original = here.send_text(alice, alice, "hello").message
    assert original is not None
    forward = call(here, "forwardMessage", chat_id=bob, from_chat_id=alice, message_id=1)
    assert (forward["text"], forward["forward_origin"]["sender_user"]) == ("hello", original["from"])


def test_copy_does_not() -> None:
    here = world()
    alice, bob = started(here), started(here, "Bob")
    here.send_text(alice, alice, "hello")
    assert call(here, "copyMessage", chat_id=bob, from_chat_id=alice, message_id=1) == {"message_id": 1}
    assert "forward_origin" not in here.chats[bob].messages[1]


@pytest.mark.parametrize(("method", "verb"), [("forwardMessage", "forward"), ("copyMessage", "copy")])
def test_message_to_pass_on_must_exist(method: str, verb: str) -> None:
    here = world()
    alice = started(here)
    assert refusal(here, method, chat_id=alice, from_chat_id=alice, message_id=9) == (
        400,
        f"Bad Request: message to {verb} not found",
    )


def test_protected_message_cannot_be_forwarded() -> None:
    here = world()
    alice = started(here)
    call(here, "sendMessage", chat_id=alice, text="x", protect_content=True)
    assert refusal(here, "forwardMessage", chat_id=alice, from_chat_id=alice, message_id=1) == (
        400,
        "Bad Request: message can't be forwarded",
    )


def test_copy_of_a_picture_may_have_another_caption() -> None:
    here = world()
    alice = started(here)
    here.send_photo(alice, alice, png(9, 6), "Day 1")
    call(here, "copyMessage", chat_id=alice, from_chat_id=alice, message_id=1, caption="Day 2")
    assert here.chats[alice].messages[2]["caption"] == "Day 2"


def test_given_entities_keep_their_fields() -> None:
    here = world()
    given = [
        {"type": "pre", "offset": 0, "length": 2, "language": "py"},
        {"type": "text_link", "offset": 2, "length": 2, "url": "https://a.cn/"},
        {"type": "date_time", "offset": 4, "length": 1, "unix_time": 1595484000, "date_time_format": "t"},
    ]
    message = call(here, "sendMessage", chat_id=started(here), text="hello", entities=json.dumps(given))
    assert message["entities"] == given


def test_entities_must_be_a_list() -> None:
    here = world()
    refused = refusal(here, "sendMessage", chat_id=started(here), text="x", entities={"type": "bold"})
    assert refused == (400, "Bad Request: expected an Array of MessageEntity")
