"""Mappings with a fixed set of keys, read by a table that the JSON Schema is made from as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.formats.context import Context
from bot.formats.kinds import Kind, entries
from bot.formats.syntax import quoted
from bot.formats.tree import MappingNode, Node, SequenceNode

__all__ = ["Fields", "Key", "Many", "One", "Record", "opened"]

T = TypeVar("T")


@dataclass(frozen=True)
class Key(Generic[T]):
    """One key of a record. `description` and `examples` are what an editor shows."""

    name: str
    kind: Kind[T]
    description: str
    required: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """`what` names one such record in messages; of the keys named in `either`, exactly one must stand."""

    name: str
    what: str
    keys: tuple[Key[Any], ...]
    either: tuple[str, ...] = ()


class Fields:
    """A record of the file: its place, and its values, each read (and complained about) when asked for."""

    __slots__ = ("_context", "node", "nodes")

    def __init__(self, node: Node, nodes: dict[str, tuple[Node, Node]], context: Context) -> None:
        self.node = node
        self.nodes = nodes
        self._context = context

    def get(self, key: Key[T]) -> T | None:
        """The value of `key`; None when it is absent or wrong."""
        found = self.nodes.get(key.name)
        return key.kind.read(found[1], key.name, self._context) if found else None

    def at(self, *names: str) -> Node:
        """The value of the first of these keys that stands here, else the record itself."""
        return next((self.nodes[name][1] for name in names if name in self.nodes), self.node)


@dataclass(frozen=True)
class One:
    """A single record."""

    record: Record

    def read(self, node: Node, name: str, context: Context) -> Fields | None:
        if not isinstance(node, MappingNode) or node.tag:
            context.wrong(node, name, f"{self.record.what} with keys and values")
            return None
        return opened(node, self.record, context)

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.record.name}"}


@dataclass(frozen=True)
class Many:
    """A list of records."""

    record: Record

    def read(self, node: Node, name: str, context: Context) -> tuple[Fields, ...] | None:
        if not isinstance(node, SequenceNode) or node.tag:
            context.wrong(node, name, f"a list in which each item is {self.record.what}")
            return None
        one = One(self.record)
        found = (one.read(item, name, context) for item in node.value)
        return tuple(fields for fields in found if fields is not None)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": f"#/$defs/{self.record.name}"}}


def opened(node: MappingNode, record: Record, context: Context) -> Fields:
    """The fields of a record, with complaints about unknown, missing and excluded keys."""
    nodes = entries(node, context)
    names = [key.name for key in record.keys]
    for name, (key_node, _) in nodes.items():
        if name not in names:
            hint = context.did_you_mean(name, names) or f"; expected one of {', '.join(names)}"
            context.error(key_node, f"found the unknown key {quoted(name)} in {record.what}{hint}")
    for key in record.keys:
        if key.required and key.name not in nodes:
            context.error(node, f"found no key {quoted(key.name)} in {record.what}; expected one")
    if record.either:
        _check_either(node, nodes, record, context)
    return Fields(node, nodes, context)


def _check_either(node: Node, nodes: dict[str, tuple[Node, Node]], record: Record, context: Context) -> None:
    present = [name for name in nodes if name in record.either]
    if not present:
        context.error(
            node, f"found neither {' nor '.join(record.either)} in {record.what}; expected one of them"
        )
    elif len(present) > 1:
        both = " and ".join(record.either)
        context.error(nodes[present[-1]][0], f"found both {both} in {record.what}; expected one of them")
