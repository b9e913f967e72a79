"""A conference played with simulated attendees, against the stand-in for Telegram, on a database that is
thrown away."""

from __future__ import annotations

from bot.rehearsal.findings import BLIND_SPOTS, Burst, Findings
from bot.rehearsal.play import Rehearsal

__all__ = ["BLIND_SPOTS", "Burst", "Findings", "Rehearsal"]
