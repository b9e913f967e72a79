"""frab's and pretalx's ``schedule.json`` (https://c3voc.de/schedule/schema.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.formats.importing.drafts import Draft
from bot.formats.importing.frab import draft_of
from bot.formats.importing.notes import Notes
from bot.formats.importing.source import SourceError
from bot.formats.marks import GENERATOR

__all__ = ["read_json"]

EXPECTED = 'expected a schedule.json with {"schedule": {"conference": {"days": […]}}}'


def read_json(text: str, notes: Notes) -> Draft:
    """The draft that a JSON text holds. Raises SourceError."""
    try:
        content = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise SourceError(f"found JSON with a mistake in {place} ({error.msg}); {EXPECTED}") from None
    except RecursionError:
        raise SourceError(f"found JSON nested too deeply; {EXPECTED}") from None
    except ValueError:
        raise SourceError(f"found a number with too many digits in the JSON; {EXPECTED}") from None
    root = content if isinstance(content, Mapping) else {}
    schedule = root.get("schedule", root)
    if not isinstance(schedule, Mapping) or not isinstance(schedule.get("conference"), Mapping):
        raise SourceError(f"found JSON that is no schedule; {EXPECTED}")
    generator = root.get("generator")
    own = isinstance(generator, Mapping) and generator.get("name") == GENERATOR
    return draft_of(schedule, notes, own=own)
