"""Ways in which a schedule file goes wrong, in its bytes and in its structure; all by a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

__all__ = ["SHIPPED", "mutations"]

SHIPPED = Path(__file__).parent.parent.parent / "schedule.yaml"

ODDITIES = (
    b"\t",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\x1b[2J",
    "“".encode(),
    "🎉".encode(),
    "\u202e".encode(),
    b"&a ",
    b"*a ",
    b"<<: *a\n",
    b"!!python/object/apply:os.system [ls]",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"? ",
    b": ",
    b"- ",
    b"# ",
    b"| ",
    b"'",
    b'"',
    b"[",
    b"]",
    b"{",
    b"}",
    b"[" * 100,
    b"0" * 5000,
)
VALUES: tuple[Any, ...] = (
    "",
    "null",
    "no",
    "0",
    "-1",
    "1e999",
    "2020-07-23",
    "2020-07-24 25:61",
    "2020-07-25 23:59",
    "9999-12-31 23:59",
    "0m",
    "999h59m",
    "Asia/Jakarta",
    "Europe/Berlin",
    "main",
    "opening-ceremony",
    "cancelled",
    "https://",
    "https://https://a.org/,",
    "x" * 100_000,
    "字" * 5000,
    [],
    {},
    [[[[[[[["deep"]]]]]]]],
    {"en": {"en": "x"}},
    ["x"] * 2000,
)


def mutations(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """So many times a way's name and what it makes of the shipped file, a half of them in its bytes."""
    whole = SHIPPED.read_bytes()
    for number in range(count):
        random = Random(f"{seed}:{number}")
        times = random.choice((1, 1, 1, 2, 5))
        name = random.choice(list(BYTES if number % 2 else STRUCTURE))
        yield (
            name,
            _in_bytes(whole, name, random, times)
            if number % 2
            else _in_structure(whole, name, random, times),
        )


def _in_bytes(content: bytes, way: str, random: Random, times: int) -> bytes:
    for _ in range(times):
        content = BYTES[way](content, random)
    return content


def _in_structure(content: bytes, way: str, random: Random, times: int) -> bytes:
    tree = yaml.load(content, yaml.CBaseLoader)  # noqa: S506  # it makes texts, lists and mappings only
    for _ in range(times):
        if places := _places(tree):
            STRUCTURE[way](places, random)
    dumped: bytes = yaml.dump(
        tree, Dumper=yaml.CSafeDumper, allow_unicode=True, encoding="utf-8", sort_keys=False
    )
    return dumped


def _span(content: bytes, random: Random, longest: int) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.randrange(1, longest))


def _flip(content: bytes, random: Random) -> bytes:
    if not content:
        return content
    at = random.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << random.randrange(8))]) + content[at + 1 :]


def _delete(content: bytes, random: Random) -> bytes:
    start, end = _span(content, random, 2000)
    return content[:start] + content[end:]


def _repeat(content: bytes, random: Random) -> bytes:
    start, end = _span(content, random, 5000)
    return content[:end] + content[start:end] * random.choice((1, 2, 50)) + content[end:]


def _insert(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(ODDITIES) + content[at:]


def _noise(content: bytes, random: Random) -> bytes:
    start, end = _span(content, random, 50)
    return content[:start] + random.randbytes(end - start) + content[end:]


def _truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _indent(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    lines[at] = (
        random.choice((b" ", b"  ", b"\t", b"    ")) + lines[at] if random.random() < 0.5 else lines[at][1:]
    )
    return b"\n".join(lines)


def _swap_lines(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _line_ends(content: bytes, random: Random) -> bytes:
    return content.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n")))


BYTES: dict[str, Callable[[bytes, Random], bytes]] = {
    "a bit flipped": _flip,
    "a span deleted": _delete,
    "a span repeated": _repeat,
    "an oddity inserted": _insert,
    "noise": _noise,
    "cut off": _truncate,
    "a line indented otherwise": _indent,
    "lines swapped": _swap_lines,
    "other line ends": _line_ends,
}


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys or indices."""
    found: list[tuple[Any, Any]] = []
    open_ = [tree]
    while open_:
        node = open_.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        found += [(node, key) for key in keys]
        open_ += [node[key] for key in keys]
    return found


def _drop(places: list[tuple[Any, Any]], random: Random) -> None:
    node, key = random.choice(places)
    del node[key]


def _replace(places: list[tuple[Any, Any]], random: Random) -> None:
    node, key = random.choice(places)
    node[key] = random.choice(VALUES)


def _exchange(places: list[tuple[Any, Any]], random: Random) -> None:
    (one, key), (other, another) = random.choice(places), random.choice(places)
    if not (_holds(one[key], other) or _holds(other[another], one)):
        one[key], other[another] = other[another], one[key]


def _share(places: list[tuple[Any, Any]], random: Random) -> None:
    """Another's value, which is dumped as an alias."""
    (one, key), (other, another) = random.choice(places), random.choice(places)
    if not _holds(other[another], one):
        one[key] = other[another]


def _rename(places: list[tuple[Any, Any]], random: Random) -> None:
    mappings = [(node, key) for node, key in places if isinstance(node, dict)]
    node, key = random.choice(mappings)
    node[random.choice((f"{key}x", str(key).upper(), "id", "title", "<<", "1"))] = node.pop(key)


def _multiply(places: list[tuple[Any, Any]], random: Random) -> None:
    lists = [node for node, _ in places if isinstance(node, list)]
    node = random.choice(lists)
    node += [random.choice(node)] * random.choice((1, 3, 300))


def _holds(value: Any, sought: Any) -> bool:
    return value is sought or any(node is sought or node[key] is sought for node, key in _places(value))


STRUCTURE: dict[str, Callable[[list[tuple[Any, Any]], Random], None]] = {
    "a key or item dropped": _drop,
    "a value replaced": _replace,
    "values exchanged": _exchange,
    "a value shared": _share,
    "a key renamed": _rename,
    "items multiplied": _multiply,
}
