"""The schedule file on disk: read whole, and written whole or not at all."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.files import read_at_most
from bot.formats.schedule import ENOUGH

__all__ = ["ScheduleFile"]

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class ScheduleFile:
    """`lock` is held by whoever reads the file in order to write it. All calls raise OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """What problems call it."""
        return self.path.name

    async def read(self) -> bytes:
        return await asyncio.to_thread(read_at_most, self.path, ENOUGH)

    async def replace(self, old: bytes, new: bytes) -> bool:
        """Write `new` where the file still is `old`; False, and nothing done, where it is not.

        Whoever reads it meanwhile reads the one or the other. Its permissions stay, and a link to it.
        """
        return await asyncio.to_thread(self._replace, old, new)

    def _replace(self, old: bytes, new: bytes) -> bool:
        target = self.path.resolve(strict=True)
        status = target.stat()
        # A file that nobody may write is left alone by the superuser as well.
        if not status.st_mode & WRITABLE or not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(new)
                file.flush()
                os.fsync(file.fileno())
            written.chmod(stat.S_IMODE(status.st_mode))
            with suppress(PermissionError):
                os.chown(written, status.st_uid, status.st_gid)
            if read_at_most(target, ENOUGH) != old:
                return False
            written.replace(target)
        finally:
            written.unlink(missing_ok=True)
        _remember(target.parent)
        return True


def _remember(folder: Path) -> None:
    """Let the new name outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
