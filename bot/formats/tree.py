"""Text or bytes to a YAML tree in which every node knows its place and every scalar is as written."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.formats.problems import Findings, Severity
from bot.formats.syntax import explained

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # a PyYAML built without libyaml: four times slower, otherwise the same

    class Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)
            yaml.composer.Composer.__init__(self)


__all__ = ["LARGEST", "MappingNode", "Node", "Parser", "ScalarNode", "SequenceNode", "tree"]

LARGEST = 5_000_000
"""Bytes (of UTF-8) that a schedule may have; a thousand events take about one million."""
MOST_NODES = 300_000
"""Scalars, lists and mappings, with those that aliases repeat; a thousand events take about 60,000."""
DEEPEST = 20
NOTHING = "found nothing; expected a schedule, with version: and conference: in it"
UNWANTED = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and line breaks that editors do not count as such."""


class _RefusalError(Exception):
    """The file asks for more than a schedule needs; the node is where it does."""

    def __init__(self, node: Node | None, message: str) -> None:
        super().__init__(message)
        self.at = node.start_mark if node else None
        self.message = message


class _Composer(Parser):
    """Builds nodes without giving types to scalars, within the limits."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._nodes = 0
        self._depth = 0

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, parent: Node | None, index: Any) -> None:  # noqa: ARG002
        self._nodes += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise _RefusalError(parent, f"found lists or mappings nested {DEEPEST} deep; expected at most 6")
        if self._nodes > MOST_NODES:
            raise _RefusalError(parent, f"found more than {MOST_NODES} values; expected a smaller file")

    def ascend_resolver(self) -> None:
        self._depth -= 1


def tree(content: str | bytes, findings: Findings) -> Node | None:
    """The root of the one document in `content`; None when `findings` says why there is none."""
    text = _text(content, findings)
    if text is None:
        return None
    try:
        root = _composed(text)
    except _RefusalError as refusal:
        line, column = (refusal.at.line, refusal.at.column) if refusal.at else (0, 0)
        findings.add(Severity.ERROR, line + 1, column + 1, refusal.message)
        return None
    except yaml.YAMLError as error:
        findings.add(Severity.ERROR, *explained(error, text))
        return None
    if root is None:
        findings.add(Severity.ERROR, 1, 1, NOTHING)
    return root


def _composed(text: str) -> Node | None:
    composer = _Composer(text)
    try:
        root = composer.get_single_node()
    finally:
        composer.dispose()
    if root is None or (isinstance(root, ScalarNode) and not root.tag and not root.value):
        return None
    if "*" in text:
        _weigh(root)
    return root


def _text(content: str | bytes, findings: Findings) -> str | None:
    """The content without a byte order mark, when its size is bearable and YAML allows its characters."""
    size = len(content) if isinstance(content, bytes) else len(content.encode(errors="replace"))
    if size > LARGEST:
        findings.add(Severity.ERROR, 1, 1, f"found more than {LARGEST} bytes; expected a smaller file")
        return None
    text = _decoded(content, findings) if isinstance(content, bytes) else content
    if text is None:
        return None
    text = text.removeprefix("\ufeff")
    bad = UNWANTED.search(text)
    if bad is None:
        return text
    code = f"U+{ord(bad[0]):04X}"
    findings.add(
        Severity.ERROR,
        *_place(text[: bad.start()]),
        f"found the control character {code}; expected text without it",
    )
    return None


def _decoded(content: bytes, findings: Findings) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.add(Severity.ERROR, 1, 1, "found a UTF-16 file; expected UTF-8")
        return None
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        byte = content[error.start]
        before = content[: error.start].decode().removeprefix("\ufeff")
        findings.add(
            Severity.ERROR,
            *_place(before),
            f"found the byte 0x{byte:02x}, which is not UTF-8; expected UTF-8",
        )
        return None


def _place(before: str) -> tuple[int, int]:
    """Line and column of what follows `before`."""
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _weigh(root: Node) -> None:
    """Refuse a tree that is too large once its aliases are followed, or that contains itself."""
    weights: dict[int, int] = {}
    open_: set[int] = set()
    stack = [root]
    while stack:
        node = stack[-1]
        children = _children(node)
        if id(node) in weights:
            stack.pop()
        elif id(node) in open_:
            open_.remove(id(node))
            weights[id(node)] = 1 + sum(weights[id(child)] for child in children)
            if weights[id(node)] > MOST_NODES:
                raise _RefusalError(
                    node, f"found aliases (*) that make more than {MOST_NODES} values; expected fewer"
                )
            stack.pop()
        else:
            open_.add(id(node))
            stack.extend(_unweighed(children, weights, open_))


def _unweighed(children: list[Node], weights: dict[int, int], open_: set[int]) -> list[Node]:
    for child in children:
        if id(child) in open_:
            raise _RefusalError(child, "found an alias (*) inside what it stands for; expected it elsewhere")
    return [child for child in children if id(child) not in weights]


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []
