"""``schema``: the JSON Schema of schedule files."""

from __future__ import annotations

import argparse
import json

from bot.commands.command import OK, Command

__all__ = ["COMMAND"]


def run(_: argparse.Namespace) -> int:
    from bot.formats.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return OK


COMMAND = Command(
    "schema", "print the JSON Schema of schedule files", "python -m bot schema > schedule.schema.json", run
)
