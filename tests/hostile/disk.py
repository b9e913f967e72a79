"""A disk that is full for the database, and only for it."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["fill", "full", "make_room"]


def fill(folder: Path) -> None:
    """From now on no file of this process grows beyond what SQLite's journal in `folder` has now.

    SQLite writes all at its end (WAL), so that every write fails, as it does on a full disk.
    """
    size = (folder / "test.sqlite3-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def make_room() -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """The disk is full inside the block."""
    fill(folder)
    try:
        yield
    finally:
        make_room()
