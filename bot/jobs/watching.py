"""Word from the operating system that a file may have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import structlog
from watchfiles import Change, awatch

__all__ = ["concerning", "watch"]

log = structlog.get_logger()
LINKED = ".."
"""What the names of the links begin with by which Kubernetes swaps all files of a folder."""


async def watch(path: Path, changed: Callable[[], None], stop: asyncio.Event) -> None:
    """Call `changed` after anything that may have changed the file at `path`, until `stop` is set.

    Its folder is watched, and that of the file it links to: most editors put a new file in the place of the
    old one. Not every file system tells of changes, those of a network say; where none can be watched this
    ends at once. So whoever calls must look from time to time as well.
    """
    folders = {file.parent for file in _files(path)}
    try:
        async for _ in awatch(*folders, watch_filter=concerning(path), stop_event=stop, recursive=False):
            changed()
    except (OSError, RuntimeError) as error:
        log.warning("changes of the schedule file are not told, only looked for", reason=str(error))


def concerning(path: Path) -> Callable[[Change, str], bool]:
    """Whether a change in those folders may be one of the file: a busy database may lie beside it."""
    names = {file.name for file in _files(path)}

    def concerns(_: Change, changed_path: str) -> bool:
        name = Path(changed_path).name
        return name in names or name.startswith(LINKED)

    return concerns


def _files(path: Path) -> set[Path]:
    return {path.absolute(), path.resolve()}
