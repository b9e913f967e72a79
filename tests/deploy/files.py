"""What is deployed with, as text and as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

__all__ = ["ROOT", "documents", "parsed", "stages", "text"]

ROOT = Path(__file__).parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def documents(name: str) -> list[Any]:
    """Each document of a YAML file; JSON is YAML."""
    return list(yaml.safe_load_all(text(name)))


def parsed(name: str) -> Any:
    (document,) = documents(name)
    return document


def stages(name: str) -> list[list[tuple[str, str]]]:
    """The instructions of a Containerfile from each FROM on: a word, and the rest of its lines as one."""
    lines = [line for line in text(name).splitlines() if line and not line.startswith("#")]
    instructions = [tuple(line.split(" ", 1)) for line in "\n".join(lines).replace("\\\n", " ").splitlines()]
    starts = [index for index, (word, _) in enumerate(instructions) if word == "FROM"]
    return [
        [(word, rest) for word, rest in instructions[a:b]]
        for a, b in zip(starts, [*starts[1:], None], strict=True)
    ]
