"""How values are written into a schedule file that somebody else has laid out."""

from __future__ import annotations

import json
import re

import yaml
from yaml.events import ScalarEvent

from bot.formats.layout import Data
from bot.formats.tree import UNWANTED, Parser

__all__ = ["block", "flow", "item", "scalar"]

PLAIN_IN_FLOW = re.compile(r"[^\W_](?:[\w .:+-]*[^\W_])?")
"""What needs no quotes inside braces, whichever program reads it: words, dates, clock times."""
WIDTH = 100
"""Characters up to which a list or mapping inside an item stays on one line."""
ESCAPED = re.compile(f"[\x7f]|{UNWANTED.pattern}")


def scalar(value: str, style: str = "", *, in_flow: bool = False) -> str:
    """A text on one line, in the quotes of `style` where it has any, plain where that reads the same."""
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and plain(value, in_flow=in_flow):
        return value
    text = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda found: f"\\U{ord(found[0]):08x}", text)


def plain(value: str, *, in_flow: bool) -> bool:
    """Whether `value` without quotes is read as it is."""
    if in_flow and (not PLAIN_IN_FLOW.fullmatch(value) or ": " in value):
        return False
    if not value or not value.isprintable():
        return False
    try:
        events = list(_events(f"k: {value}"))
    except yaml.YAMLError:
        return False
    read = [event.value for event in events if isinstance(event, ScalarEvent) and event.style in (None, "")]
    return read == ["k", value] and len(events) == 8


def flow(data: Data) -> str:
    """Any data on one line, in braces and brackets."""
    if isinstance(data, str):
        return scalar(data, in_flow=True)
    if isinstance(data, list):
        return f"[{', '.join(map(flow, data))}]"
    return f"{{{', '.join(f'{scalar(key, in_flow=True)}: {flow(value)}' for key, value in data.items())}}}"


def block(data: dict[str, Data], indent: str = "") -> list[str]:
    """The lines of a mapping in block style, each after `indent`; what is short inside it stays on a line."""
    lines: list[str] = []
    for key, value in data.items():
        line = f"{indent}{scalar(key)}: {scalar(value) if isinstance(value, str) else flow(value)}"
        if isinstance(value, str) and _paragraphs(value):
            lines.append(f"{indent}{scalar(key)}: |-")
            lines += [f"{indent}  {text}" if text else "" for text in value.split("\n")]
        elif isinstance(value, str) or not value or (len(line) <= WIDTH and not _holds_mappings(value)):
            lines.append(line)
        elif isinstance(value, dict):
            lines += [f"{indent}{scalar(key)}:", *block(value, indent + "  ")]
        else:
            lines += [f"{indent}{scalar(key)}:", *_items(value, indent + "  ")]
    return lines


def item(data: Data, indent: str, *, short: bool) -> list[str]:
    """The lines of a list's item in block style; a mapping takes one line if `short`, else one per key."""
    if isinstance(data, dict) and data and not short:
        first, *others = block(data, indent + "  ")
        return [f"{indent}- {first.lstrip(' ')}", *others]
    return [f"{indent}- {scalar(data) if isinstance(data, str) else flow(data)}"]


def _items(items: list[Data], indent: str) -> list[str]:
    short = all(len(indent) + 2 + len(flow(each)) <= WIDTH for each in items)
    return [line for each in items for line in item(each, indent, short=short)]


def _paragraphs(value: str) -> bool:
    """Whether a text reads best over several lines, and can be written so."""
    lines = value.split("\n")
    return len(lines) > 1 and value == value.strip() and all(line.isprintable() for line in lines)


def _holds_mappings(value: Data) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _events(text: str) -> list[yaml.Event]:
    parser = Parser(text)
    events = []
    while (event := parser.get_event()) is not None:
        events.append(event)
    return events
