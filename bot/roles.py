"""What a process of the bot does, where several share the work."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    ALL = "all"
    WEB = "web"
    """Takes updates and serves the pages."""
    SENDER = "sender"
    """Sends what is in the outbox, and nothing else."""

    @property
    def serves(self) -> bool:
        """Whether it takes updates and serves the pages. One of those also does what time triggers."""
        return self is not Role.SENDER

    @property
    def sends(self) -> bool:
        return self is not Role.WEB
