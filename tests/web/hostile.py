"""Updates as Telegram never sends them: good ones with a piece replaced, dropped or repeated."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

__all__ = ["malformed"]

PERSON = {"id": 5001, "is_bot": False, "first_name": "Eve", "language_code": "en"}
PRIVATE = {"id": 5001, "type": "private", "first_name": "Eve"}
MESSAGE = {
    "message_id": 1,
    "date": 1595482800,
    "chat": PRIVATE,
    "from": PERSON,
    "text": "/start e_opening",
    "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
}
GOOD: tuple[dict[str, Any], ...] = (
    {"message": MESSAGE},
    {"message": MESSAGE | {"text": "what is on tomorrow?", "entities": []}},
    {
        "callback_query": {
            "id": "1",
            "from": PERSON,
            "chat_instance": "1",
            "message": MESSAGE,
            "data": "star:on:opening",
        }
    },
    {"inline_query": {"id": "1", "from": PERSON, "query": "opening", "offset": ""}},
    {
        "my_chat_member": {
            "chat": PRIVATE,
            "from": PERSON,
            "date": 1595482800,
            "old_chat_member": {"status": "left", "user": PERSON},
            "new_chat_member": {"status": "member", "user": PERSON},
        }
    },
)
CHATS = 100
"""In so many chats: one alone would be taken for a flood."""
DEEPEST = 300
"""Messages in one another: more than the library can read, fewer than JSON's own limit."""
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**63,
    -(2**70),
    10**300,
    1e308,
    float("nan"),
    "",
    "x" * 5000,
    "\ud800",
    "\x00",
    "/start e_" + "a" * 200,
    "<b>&amp;</b>",
    [],
    [[]],
    [None],
    {},
    {"id": {}},
    {"id": []},
    {"text": MESSAGE},
)


def malformed(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many contents of updates, without their ids; the same ones for a seed."""
    chance = random.Random(seed)
    for number in range(count):
        whole = json.dumps(GOOD[number % len(GOOD)]).replace(str(PERSON["id"]), str(5001 + number % CHATS))
        update = json.loads(whole)
        for _ in range(chance.randint(1, 3)):
            _spoil(update, chance)
        if number % 100 == 0:
            update = {"message": _nested(chance.randint(2, DEEPEST))}
        yield update


def _spoil(update: dict[str, Any], chance: random.Random) -> None:
    """Change one value somewhere in it."""
    places = list(_places(update))
    if not places:
        return
    holder, key = chance.choice(places)
    match chance.randint(0, 2):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case _:
            holder[key] = _copy(chance.choice(JUNK))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


def _nested(depth: int) -> dict[str, Any]:
    """A message that replies to a message that replies to a message …"""
    innermost: dict[str, Any] = _copy(MESSAGE)
    for _ in range(depth):
        innermost = {**_copy(MESSAGE), "reply_to_message": innermost}
    return innermost


def _copy(value: Any) -> Any:
    """No two places in it share an object, as in what comes from the network."""
    return json.loads(json.dumps(value))
