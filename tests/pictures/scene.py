"""A reader for pictures, and a look at what was drawn."""

from __future__ import annotations

import io
from collections.abc import Container
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image

from bot.domain.model import Schedule
from bot.formats.schedule import read_schedule
from bot.pictures.reader import Reader
from bot.texts import texts
from tests.samples import BEIJING, at

__all__ = ["JAKARTA", "SHIPPED", "drawn", "reader", "shipped"]

JAKARTA = ZoneInfo("Asia/Jakarta")
SHIPPED = Path(__file__).parents[2] / "schedule.yaml"


@cache
def shipped() -> Schedule:
    """The conference that comes along."""
    schedule = read_schedule(SHIPPED.read_bytes()).schedule
    assert schedule is not None
    return schedule


def reader(
    schedule: Schedule,
    language: str = "en",
    *,
    now: datetime | None = None,
    zone: ZoneInfo = BEIJING,
    starred: Container[str] = (),
) -> Reader:
    return Reader(schedule, texts(language), now or at("2020-07-01 12:00"), zone, starred, "@uji_bot")


def drawn(content: bytes) -> Image.Image:
    """The picture as RGB."""
    image = Image.open(io.BytesIO(content))
    assert image.format == "PNG"
    return image.convert("RGB")
