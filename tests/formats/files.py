"""The smallest schedule that has everything, and ways to break it."""

from __future__ import annotations

from pathlib import Path

from bot.domain.model import Schedule
from bot.formats.schedule import read_schedule

__all__ = ["MINIMAL", "edited", "lines", "read"]

MINIMAL = Path(__file__).with_name("minimal.yaml").read_text(encoding="utf-8")


def edited(*edits: tuple[str, str]) -> str:
    """The minimal schedule with each old text, which stands in it exactly once, replaced by the new one."""
    text = MINIMAL
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
        text = text.replace(old, new)
    return text


def lines(content: str | bytes) -> list[str]:
    """The problems of a schedule, as they are printed."""
    return [str(problem) for problem in read_schedule(content).problems]


def read(content: str) -> Schedule:
    """A schedule that has no problems."""
    reading = read_schedule(content)
    assert (reading.problems, reading.schedule is None) == ((), False)
    assert reading.schedule is not None
    return reading.schedule
