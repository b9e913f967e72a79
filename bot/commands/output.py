"""Where results go: to standard output, or to a file that is never half written nor silently replaced."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from bot.commands.command import WrongInputError

__all__ = ["put"]


def put(content: bytes, path: Path | None, *, replace: bool) -> None:
    """Write to `path`, or to standard output. Raises WrongInputError where that cannot be done."""
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    if path.exists() and not replace:
        raise WrongInputError(f"{path}: found a file already; expected a new name, or --force to replace it")
    try:
        _write(content, path)
    except OSError as error:
        raise WrongInputError(f"{path}: {error.strerror}; expected a place to write to") from None


def _write(content: bytes, path: Path) -> None:
    """All at once: whoever reads the file, such as a running bot, sees the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        written = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, written)
            else:
                written.chmod(0o644)
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
