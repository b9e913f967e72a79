"""The one error of storage that others handle."""

from __future__ import annotations

__all__ = ["StorageError"]


class StorageError(Exception):
    """The database cannot be used; the message says which, why, and what was expected."""
