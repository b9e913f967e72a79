"""The JSON Schema of ``schedule.yaml``: editors complete, explain and underline with it."""

from __future__ import annotations

import json
from typing import Any

import yaml

from bot.formats.keys import RECORDS, SCHEDULE
from bot.formats.records import Key, Record

__all__ = ["json_schema", "schema_text"]


def json_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) made from the table of keys. It takes every valid schedule; ids that refer to
    nothing and times that do not fit each other are beyond it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "schedule.yaml",
        "description": "A conference's programme.",
        **_record(SCHEDULE),
        "$defs": {record.name: _record(record) for record in RECORDS if record is not SCHEDULE},
    }


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _record(record: Record) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {key.name: _key(key) for key in record.keys},
        "required": [key.name for key in record.keys if key.required],
        "additionalProperties": False,
    }
    if record.either:
        schema["oneOf"] = [{"required": [name]} for name in record.either]
    return schema


def _key(key: Key[Any]) -> dict[str, Any]:
    schema = {"description": key.description, **key.kind.schema()}
    if key.examples:
        schema["examples"] = [yaml.load(example, yaml.BaseLoader) for example in key.examples]  # noqa: S506
    return schema
