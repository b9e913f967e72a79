"""Telegram's limits and what it says beyond them. Texts are measured in UTF-16 units."""

from __future__ import annotations

import re

from bot.sandbox.errors import ApiError, bad_request

__all__ = [
    "CAPTION_UNITS",
    "TEXT_UNITS",
    "check_callback_answer",
    "check_callback_data",
    "check_caption",
    "check_command",
    "check_deep_link",
    "check_file_size",
    "check_text",
    "units",
]

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_UNITS = 200
DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_DESCRIPTION_UNITS = 256
PHOTO_BYTES = 10 * 1024 * 1024
DOCUMENT_BYTES = 50 * 1024 * 1024


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_text(text: str) -> str:
    if not text:
        raise bad_request("message text is empty")
    if len(text) * 2 > TEXT_UNITS and units(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    return text


def check_caption(caption: str) -> str:
    if len(caption) * 2 > CAPTION_UNITS and units(caption) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return caption


def check_callback_data(data: str) -> str:
    if not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def check_callback_answer(text: str) -> str:
    if units(text) > CALLBACK_ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    return text


def check_command(command: str, description: str) -> None:
    if not COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= COMMAND_DESCRIPTION_UNITS:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def check_deep_link(payload: str) -> str:
    """The part after ``?start=``."""
    if not DEEP_LINK.fullmatch(payload):
        raise bad_request("START_PARAM_INVALID")
    return payload


def check_file_size(size: int, *, photo: bool) -> None:
    if size == 0:
        raise bad_request("file must be non-empty")
    if size > (PHOTO_BYTES if photo else DOCUMENT_BYTES):
        raise ApiError(413, "Request Entity Too Large")
