from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.params import Upload
from bot.sandbox.world import World
from tests.sandbox.calling import NOON, call, refusal, started, world
from tests.sandbox.pictures import png

KEYBOARD = {"inline_keyboard": [[{"text": "☆", "callback_data": "star:on:x"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
NO_SUCH_MEDIA = "can't parse InputMedia: Media must be a photo or a document here"


def with_message(**params: Any) -> tuple[World, dict[str, int]]:
    """A world where the bot sent a text, and what names that message."""
    here = world()
    alice = started(here)
    message = call(here, "sendMessage", **{"chat_id": alice, "text": "card", **params})
    return here, {"chat_id": alice, "message_id": message["message_id"]}


def with_photo() -> tuple[World, dict[str, int]]:
    here = world()
    alice = started(here)
    photo = Upload("day.png", png(90, 60), "image/png")
    message = call(here, "sendPhoto", chat_id=alice, photo=photo, caption="Day 1")
    return here, {"chat_id": alice, "message_id": message["message_id"]}


def test_text_and_keyboard_are_replaced() -> None:
    here, where = with_message(reply_markup=KEYBOARD)
    message = call(here, "editMessageText", **where, text="<i>other</i>", parse_mode="HTML")
    assert message == {
        **{field: message[field] for field in ("message_id", "from", "chat", "date")},
        "edit_date": int(NOON.timestamp()),
        "text": "other",
        "entities": [{"type": "italic", "offset": 0, "length": 5}],
    }


def test_message_of_an_update_does_not_change_with_a_later_edit() -> None:
    here, where = with_message(reply_markup=KEYBOARD)
    act = here.press(where["chat_id"], where["chat_id"], where["message_id"], "star:on:x")
    call(here, "editMessageText", **where, text="other")
    assert act.message is not None
    assert act.message["text"] == "card"


@pytest.mark.parametrize("markup", [None, KEYBOARD])
def test_same_text_and_keyboard_are_not_modified(markup: dict[str, Any] | None) -> None:
    here, where = with_message(reply_markup=markup)
    assert refusal(here, "editMessageText", **where, text="card ", reply_markup=markup) == (400, NOT_MODIFIED)


def test_same_text_is_not_modified_after_an_edit_either() -> None:
    here, where = with_message()
    call(here, "editMessageText", **where, text="other")
    assert refusal(here, "editMessageText", **where, text="other") == (400, NOT_MODIFIED)


def test_other_formatting_of_the_same_text_is_a_change() -> None:
    here, where = with_message()
    call(here, "editMessageText", **where, text="<b>card</b>", parse_mode="HTML")


def test_keyboard_alone_can_be_replaced_and_removed() -> None:
    here, where = with_message()
    shown = call(here, "editMessageReplyMarkup", **where, reply_markup=KEYBOARD)
    bare = call(here, "editMessageReplyMarkup", **where)
    assert (shown["text"], shown["reply_markup"], "reply_markup" in bare) == ("card", KEYBOARD, False)


def test_same_keyboard_is_not_modified() -> None:
    here, where = with_message(reply_markup=KEYBOARD)
    assert refusal(here, "editMessageReplyMarkup", **where, reply_markup=KEYBOARD) == (400, NOT_MODIFIED)


def test_caption_is_replaced() -> None:
    here, where = with_photo()
    message = call(here, "editMessageCaption", **where, caption="<b>Day 2</b>", parse_mode="HTML")
    assert (message["caption"], message["caption_entities"]) == (
        "Day 2",
        [{"type": "bold", "offset": 0, "length": 5}],
    )


def test_picture_can_take_the_place_of_a_text() -> None:
    here, where = with_message()
    media = {"type": "photo", "media": "attach://day", "caption": "Day 1"}
    message = call(
        here, "editMessageMedia", **where, media=media, day=Upload("d.png", png(9, 6), "image/png")
    )
    assert (message["caption"], message["photo"][0]["width"], "text" in message) == ("Day 1", 9, False)


def test_same_picture_again_is_not_modified() -> None:
    here, where = with_photo()
    file_id = here.chats[where["chat_id"]].messages[where["message_id"]]["photo"][0]["file_id"]
    media = {"type": "photo", "media": file_id, "caption": "Day 1"}
    assert refusal(here, "editMessageMedia", **where, media=media) == (400, NOT_MODIFIED)


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("editMessageText", {"text": "x", "message_id": 99}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": None}, "message identifier is not specified"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "x", "reply_markup": {"force_reply": True}}, "inline keyboard expected"),
        ("editMessageText", {"text": "x", "inline_message_id": "abc"}, "MESSAGE_ID_INVALID"),
        ("editMessageCaption", {"caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageCaption", {"caption": "x" * 1025}, "message caption is too long"),
        ("editMessageMedia", {"media": {"type": "video", "media": "x"}}, NO_SUCH_MEDIA),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers specified"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ],
)
def test_edit_that_telegram_refuses_is_refused(method: str, params: dict[str, Any], why: str) -> None:
    here, where = with_message()
    assert refusal(here, method, **{**where, **params}) == (400, f"Bad Request: {why}")


def test_text_of_a_picture_cannot_be_edited() -> None:
    here, where = with_photo()
    assert refusal(here, "editMessageText", **where, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )


def test_message_of_a_person_cannot_be_edited() -> None:
    here = world()
    alice = started(here)
    here.send_text(alice, alice, "hi")
    assert refusal(here, "editMessageText", chat_id=alice, message_id=1, text="x") == (
        400,
        "Bad Request: message can't be edited",
    )


def test_deleted_message_is_gone() -> None:
    here, where = with_message()
    assert call(here, "deleteMessage", **where) is True
    assert here.chats[where["chat_id"]].messages == {}


def test_message_of_a_person_can_be_deleted_in_private() -> None:
    here = world()
    alice = started(here)
    here.send_text(alice, alice, "hi")
    assert call(here, "deleteMessage", chat_id=alice, message_id=1) is True


@pytest.mark.parametrize("administrator", [False, True])
def test_message_of_a_person_in_a_group_needs_an_administrator(*, administrator: bool) -> None:
    here = world()
    alice = here.add_user("Alice").id
    group = here.add_group("Fans", [alice]).id
    here.add_bot_to_group(alice, group, administrator=administrator)
    message = here.send_text(alice, group, "hi").message
    assert message is not None
    where = {"chat_id": group, "message_id": message["message_id"]}
    if administrator:
        assert call(here, "deleteMessage", **where) is True
    else:
        assert refusal(here, "deleteMessage", **where) == (400, "Bad Request: message can't be deleted")


def test_several_messages_are_deleted_at_once_and_missing_ones_ignored() -> None:
    here, where = with_message()
    second = call(here, "sendMessage", chat_id=where["chat_id"], text="two")["message_id"]
    call(here, "sendMessage", chat_id=where["chat_id"], text="three")
    ids = [where["message_id"], second, 99]
    assert call(here, "deleteMessages", chat_id=where["chat_id"], message_ids=ids) is True
    assert [one["text"] for one in here.chats[where["chat_id"]].messages.values()] == ["three"]


def test_location_has_no_media_to_edit() -> None:
    here = world()
    alice = started(here)
    call(here, "sendLocation", chat_id=alice, latitude=1, longitude=1)
    media = {"type": "photo", "media": "attach://day"}
    assert refusal(here, "editMessageMedia", chat_id=alice, message_id=1, media=media) == (
        400,
        "Bad Request: message media can't be edited",
    )
