"""Files that were sent, kept for getFile and for sending again by id."""

from __future__ import annotations

import mimetypes
import struct
from dataclasses import dataclass

from bot.sandbox.accounts import Json

__all__ = ["Files", "StoredFile", "image_size"]

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers whose segment holds the picture's size."""
JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""The JPEG markers without a segment."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`width` and `height` are 0 for what is no picture."""

    file_id: str
    name: str
    mime_type: str
    data: bytes
    width: int = 0
    height: int = 0

    @property
    def path(self) -> str:
        """Where ``/file/bot<token>/`` serves it."""
        folder = "photos" if self.width else "documents"
        return f"{folder}/{self.file_id}/{self.name}"

    def json(self) -> Json:
        """Telegram's File without its path."""
        unique = f"AgAD{self.file_id[-12:]}"
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.data)}

    def photo_json(self) -> list[Json]:
        """Telegram's PhotoSizes."""
        return [{**self.json(), "width": self.width, "height": self.height}]

    def document_json(self) -> Json:
        """Telegram's Document."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self.json()}


class Files:
    """Keeps the newest files, `bytes_kept` in all. An id is good for one bot alone."""

    def __init__(self, bot_id: int = 0, bytes_kept: int = 64 * 1024 * 1024) -> None:
        self._bot_id = bot_id
        self._bytes_kept = bytes_kept
        self._files: dict[str, StoredFile] = {}
        self._bytes = 0
        self._count = 0

    def add(self, data: bytes, name: str, mime_type: str | None = None) -> StoredFile:
        mime_type = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._keep(StoredFile(self._new_id("BQAC"), name, mime_type, data))

    def add_photo(self, data: bytes) -> StoredFile:
        """ValueError for what is neither PNG nor JPEG."""
        width, height = image_size(data)
        png = data.startswith(PNG_SIGNATURE)
        name, mime_type = ("file.png", "image/png") if png else ("file.jpg", "image/jpeg")
        return self._keep(StoredFile(self._new_id("AgAC"), name, mime_type, data, width, height))

    def get(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def _new_id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}AgIAAxkBAAI{self._bot_id:012d}{self._count:012d}"

    def _keep(self, file: StoredFile) -> StoredFile:
        self._files[file.file_id] = file
        self._bytes += len(file.data)
        while self._bytes > self._bytes_kept and len(self._files) > 1:
            self._bytes -= len(self._files.pop(next(iter(self._files))).data)
        return file


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; ValueError for anything else."""
    try:
        if data.startswith(PNG_SIGNATURE):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
    except (struct.error, IndexError) as error:
        raise ValueError("the picture is cut off") from error
    raise ValueError("neither PNG nor JPEG")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 if marker in JPEG_BARE else 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
