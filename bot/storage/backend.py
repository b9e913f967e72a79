"""What each kind of database offers: connections, its errors, and room for the tables."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Engine, Select
from sqlalchemy.exc import DBAPIError

from bot.storage.errors import StorageError
from bot.storage.fleet import Fleet

__all__ = ["Backend", "StorageError", "Write"]

Write = Callable[[Callable[[Connection], object]], Awaitable[object]]
"""Runs work in a transaction of its own."""


class Backend(ABC):
    """One database of that kind. Nothing is connected to or made before it is asked for."""

    readers: int
    """How many connections read at once."""
    writers: int
    """How many transactions write at once."""

    owner: str
    """Names this process in the leases that it takes."""
    address: str
    """Its URL as it may be shown: without user, password and options."""
    name: str
    """What messages call it."""
    reading: Engine
    """Each statement of its connections is on its own and sees the newest state."""
    writing: Engine
    """Its connections hold a transaction from `begin` on: on SQLite one after another, on PostgreSQL side by
    side, each statement seeing what others have committed by then."""

    def __init__(self) -> None:
        self.owner = f"confbot-{secrets.token_hex(8)}"

    @abstractmethod
    def fleet(self, write: Write) -> Fleet:
        """This process among those on the database; what it tells them it writes with `write`."""

    @abstractmethod
    def gone(self, connection: Connection, owners: Iterable[str]) -> set[str]:
        """Those of `owners`, none of them this process, that are not in the fleet."""

    def glance(self, lookup: Select[Any], chat_id: int) -> Sequence[Sequence[Any]] | None:  # noqa: ARG002
        """The rows of `Database.look`, where they can be had without waiting; None where they cannot."""
        return None

    @abstractmethod
    def is_there(self) -> bool:
        """Whether it can be connected to without making it."""

    def unfit(self, connection: Connection) -> str:  # noqa: ARG002
        """Why the bot can keep nothing there, whatever is in it, in a sentence; empty where it can."""
        return ""

    @abstractmethod
    def changing_tables(self) -> AbstractContextManager[Connection]:
        """A transaction in a database made as needed, in which nobody else changes the tables."""

    @abstractmethod
    def problem(self, error: OSError | DBAPIError) -> str:
        """What is wrong with it, in a sentence without secrets."""

    @abstractmethod
    def may_pass(self, error: DBAPIError) -> bool:
        """Whether the same work may well succeed in a moment; nothing of it has stayed."""

    @abstractmethod
    def is_held(self, error: DBAPIError) -> bool:
        """Whether another holds what the work needs, for longer than it waits for that."""

    @abstractmethod
    def refuses_writes(self, error: DBAPIError) -> bool:
        """Whether nothing can be written for now, as on a full disk."""

    def dispose(self) -> None:
        """Let go of the database."""
        self.reading.dispose()
        self.writing.dispose()
