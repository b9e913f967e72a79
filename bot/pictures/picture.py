"""A picture as a value: what is on it, and by that its name."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass

__all__ = ["LOOK", "WIDTH", "Picture"]

LOOK = "2"
"""To be changed with how pictures are drawn: then none that Telegram has is taken for a new one."""
WIDTH = 1080
"""Pixels: between two and three for each point of a phone's screen."""


@dataclass(frozen=True)
class Picture(ABC):
    """Its fields hold all that is drawn, as plain values."""

    @property
    def digest(self) -> str:
        """The same for the same picture, whoever asks for it."""
        return hashlib.sha256(f"{LOOK} {self!r}".encode()).hexdigest()

    @abstractmethod
    def png(self) -> bytes:
        """Draw it; takes a good part of a second's processor time at the most, and knows no one else's."""
