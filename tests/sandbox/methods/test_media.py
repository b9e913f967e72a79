from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.params import Upload
from bot.sandbox.world import World
from tests.sandbox.calling import call, clock, refusal, started, world
from tests.sandbox.pictures import jpeg, png

PHOTO = Upload("day.png", png(1280, 720), "image/png")
CALENDAR = Upload("my.ics", b"BEGIN:VCALENDAR", "text/calendar")


def test_photo_is_posted_with_its_size() -> None:
    here = world()
    message = call(
        here, "sendPhoto", chat_id=started(here), photo=PHOTO, caption="<b>Day</b>", parse_mode="HTML"
    )
    [size] = message["photo"]
    assert (size["width"], size["height"], size["file_size"], message["caption"]) == (
        1280,
        720,
        len(PHOTO.data),
        "Day",
    )


def test_photo_can_be_sent_again_by_its_id() -> None:
    here = world()
    alice = started(here)
    first = call(here, "sendPhoto", chat_id=alice, photo=PHOTO)
    again = call(here, "sendPhoto", chat_id=alice, photo=first["photo"][0]["file_id"])
    assert again["photo"] == first["photo"]


def test_document_is_posted_with_name_and_type() -> None:
    here = world()
    message = call(here, "sendDocument", chat_id=started(here), document=CALENDAR)
    document = message["document"]
    assert (document["file_name"], document["mime_type"]) == ("my.ics", "text/calendar")


def test_attached_file_is_found() -> None:
    here = world()
    message = call(here, "sendPhoto", chat_id=started(here), photo="attach://day", day=PHOTO)
    assert message["photo"][0]["width"] == 1280


def test_file_can_be_got_back() -> None:
    here = world()
    message = call(here, "sendDocument", chat_id=started(here), document=CALENDAR)
    file = call(here, "getFile", file_id=message["document"]["file_id"])
    stored = here.files.get(file["file_id"])
    assert stored is not None
    assert (file["file_path"], stored.data) == (f"documents/{file['file_id']}/my.ics", CALENDAR.data)


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "attach://day"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://a.cn/x.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": CALENDAR}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {"photo": Upload("x.png", png(9999, 2), "image/png")}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", {"photo": Upload("x.jpg", jpeg(21, 1), "image/jpeg")}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", {"document": Upload("x", b"", "text/plain")}, "file must be non-empty"),
        ("sendPhoto", {"photo": PHOTO, "caption": "x" * 1025}, "message caption is too long"),
        ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
    ],
)
def test_file_that_telegram_refuses_is_refused(method: str, params: dict[str, Any], why: str) -> None:
    here = world()
    assert refusal(here, method, chat_id=started(here), **params) == (400, f"Bad Request: {why}")


def test_document_cannot_be_sent_as_a_photo() -> None:
    here = world()
    alice = started(here)
    document = call(here, "sendDocument", chat_id=alice, document=CALENDAR)["document"]
    assert refusal(here, "sendPhoto", chat_id=alice, photo=document["file_id"]) == (
        400,
        "Bad Request: can't use file of type Document as Photo",
    )


def test_picture_above_10_megabytes_is_too_large() -> None:
    here = world()
    photo = Upload("x.png", png(9, 9) + bytes(10 * 1024 * 1024), "image/png")
    assert refusal(here, "sendPhoto", chat_id=started(here), photo=photo) == (413, "Request Entity Too Large")


def test_album_is_several_messages_of_one_group() -> None:
    here = world()
    album = [{"type": "photo", "media": f"attach://{name}", "caption": name} for name in "ab"]
    messages = call(here, "sendMediaGroup", chat_id=started(here), media=json.dumps(album), a=PHOTO, b=PHOTO)
    assert [message["caption"] for message in messages] == ["a", "b"]
    assert len({message["media_group_id"] for message in messages}) == 1


@pytest.mark.parametrize(
    ("album", "why"),
    [
        ([{"type": "photo", "media": "x"}], "media group must include 2-10 items"),
        (
            [{"type": "photo", "media": "x"}, {"type": "document", "media": "x"}],
            "can't use the media of the specified type in the album",
        ),
    ],
)
def test_album_that_telegram_refuses_is_refused(album: list[Any], why: str) -> None:
    here = world()
    assert refusal(here, "sendMediaGroup", chat_id=started(here), media=album) == (400, f"Bad Request: {why}")


def test_id_of_another_bots_file_is_refused() -> None:
    here, there = world(), World(clock(), "654321:another", "another_bot")
    theirs = call(there, "sendPhoto", chat_id=started(there), photo=PHOTO)["photo"][0]["file_id"]
    alice = started(here)
    call(here, "sendPhoto", chat_id=alice, photo=PHOTO)
    assert refusal(here, "sendPhoto", chat_id=alice, photo=theirs) == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )


def test_picture_becomes_another_by_its_id() -> None:
    here = world()
    alice = started(here)
    first, second = (
        call(here, "sendPhoto", chat_id=alice, photo=Upload("x.png", png(side, side), "image/png"))
        for side in (100, 200)
    )
    media = {"type": "photo", "media": second["photo"][0]["file_id"], "caption": "Two"}
    edited = call(
        here, "editMessageMedia", chat_id=alice, message_id=first["message_id"], media=json.dumps(media)
    )
    assert (edited["photo"], edited["caption"]) == (second["photo"], "Two")


def test_caption_of_a_media_edit_has_its_limit() -> None:
    here = world()
    alice = started(here)
    first = call(here, "sendPhoto", chat_id=alice, photo=PHOTO)
    media = {"type": "photo", "media": first["photo"][0]["file_id"], "caption": "x" * 1025}
    assert refusal(
        here, "editMessageMedia", chat_id=alice, message_id=first["message_id"], media=json.dumps(media)
    ) == (400, "Bad Request: message caption is too long")
