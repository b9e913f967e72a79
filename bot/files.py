"""Files that people name: read with a bound, whatever is behind the name."""

from __future__ import annotations

from pathlib import Path

__all__ = ["read_at_most"]


def read_at_most(path: Path, size: int) -> bytes:
    """The first `size` bytes, or all there are. Raises OSError."""
    with path.open("rb") as file:
        return file.read(size)
