"""The errors of storage that others handle."""

from __future__ import annotations

__all__ = ["AwayError", "StorageError", "UnavailableError", "UnwritableError"]


class StorageError(Exception):
    """The database cannot be used; the message says which, why, and what was expected."""


class UnavailableError(StorageError):
    """It did not do what it was asked, for a reason that may pass. The log says so, once."""


class AwayError(UnavailableError):
    """It cannot be reached, or is held by another: whatever needs it waits. The work may be done again."""


class UnwritableError(UnavailableError):
    """It takes no writes, as when its disk is full. Nothing of the work has stayed; reading goes on."""
