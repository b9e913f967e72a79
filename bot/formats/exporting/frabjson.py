"""``schedule.json`` as frab and pretalx write it (https://c3voc.de/schedule/schema.json)."""

from __future__ import annotations

import json
import re

from bot.domain.model import Schedule
from bot.formats.exporting.frab import frab_schedule
from bot.formats.marks import GENERATOR

__all__ = ["to_json"]

SCHEMA = "https://c3voc.de/schedule/schema.json"
ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|.*UTC$")
"""The names of zones that the schema knows; ``Etc/GMT-8`` is none."""


def to_json(schedule: Schedule, language: str) -> bytes:
    """The schedule; what gets lost is in `bot.formats.exporting.frab`."""
    said = frab_schedule(schedule, language)
    if not ZONE.match(said["conference"]["time_zone_name"]):
        del said["conference"]["time_zone_name"]
    content = {"$schema": SCHEMA, "generator": {"name": GENERATOR}, "schedule": said}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
