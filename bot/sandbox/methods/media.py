"""Photos, documents and albums, and getting files back."""

from __future__ import annotations

from typing import Any

from bot.sandbox.access import written_chat
from bot.sandbox.accounts import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.formatting import read_caption
from bot.sandbox.limits import check_file_size
from bot.sandbox.methods.posting import deliver
from bot.sandbox.params import Params, Upload
from bot.sandbox.state import State

__all__ = ["METHODS", "media_content"]

ALBUM_SIZES = range(2, 11)
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
KINDS = ("photo", "document")


def media_content(world: State, params: Params, kind: str, source: str) -> Json:
    """The fields of a message with the file that the parameter `source` gives; `kind` is one of `KINDS`."""
    file = _file(world, params, kind, source)
    return {kind: file.photo_json() if kind == "photo" else file.document_json(), **read_caption(params)}


def _file(world: State, params: Params, kind: str, source: str) -> StoredFile:
    upload = params.upload(source)
    if upload is not None:
        return _stored(world, upload, kind)
    text = params.text(source)
    if not text:
        raise bad_request(f"there is no {kind} in the request")
    if text.startswith("attach://"):
        attached = params.upload(text.removeprefix("attach://"))
        if attached is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return _stored(world, attached, kind)
    if text.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = world.files.get(text)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if (kind == "photo") != bool(file.width):
        found, wanted = ("Photo", "Document") if file.width else ("Document", "Photo")
        raise bad_request(f"can't use file of type {found} as {wanted}")
    return file


def _stored(world: State, upload: Upload, kind: str) -> StoredFile:
    check_file_size(len(upload.data), photo=kind == "photo")
    if kind == "document":
        return world.files.add(upload.data, upload.name, upload.mime_type)
    try:
        file = world.files.add_photo(upload.data)
    except ValueError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    sides = sorted((file.width, file.height))
    if not sides[0] or sum(sides) > PHOTO_SIDES or sides[1] > PHOTO_RATIO * sides[0]:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return file


def send_photo(world: State, params: Params) -> Json:
    chat = written_chat(world, params)
    return deliver(world, chat, params, media_content(world, params, "photo", "photo"))


def send_document(world: State, params: Params) -> Json:
    chat = written_chat(world, params)
    return deliver(world, chat, params, media_content(world, params, "document", "document"))


def send_media_group(world: State, params: Params) -> list[Json]:
    album = params.json("media", "input media")
    if not isinstance(album, list):
        raise bad_request("expected an Array of InputMedia")
    if len(album) not in ALBUM_SIZES:
        raise bad_request("media group must include 2-10 items")
    kinds = {item.get("type") for item in album}
    if len(kinds) > 1 or not kinds <= set(KINDS):
        raise bad_request("can't use the media of the specified type in the album")
    chat = written_chat(world, params)
    contents = [media_content(world, params.within(item), item["type"], "media") for item in album]
    group = {"media_group_id": str(chat.id * 100_000 + chat.last_message_id)}
    return [deliver(world, chat, params, {**content, **group}) for content in contents]


def get_file(world: State, params: Params) -> Json:
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    return {**file.json(), "file_path": file.path}


METHODS: dict[str, Any] = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
