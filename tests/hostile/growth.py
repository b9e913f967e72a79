"""How large what an application holds is: all containers behind it, by where they hang."""

from __future__ import annotations

import gc
from collections import deque
from types import FrameType, FunctionType, ModuleType
from typing import Any

__all__ = ["sizes"]

SIZED = (dict, list, set, deque)
NOT_OF_IT = (type, ModuleType, FrameType)


def sizes(root: object, least: int) -> dict[str, int]:
    """The containers of `least` entries and more that `root` leads to, by attribute (`Class.attribute`)."""
    found: dict[str, int] = {}
    seen = {id(root)}
    waiting: deque[tuple[str, Any]] = deque([("", root)])
    while waiting:
        name, one = waiting.popleft()
        if isinstance(one, SIZED) and len(one) >= least:
            found[name] = max(found.get(name, 0), len(one))
        for inner, value in _behind(name, one):
            if id(value) not in seen and gc.is_tracked(value) and not isinstance(value, NOT_OF_IT):
                seen.add(id(value))
                waiting.append((inner, value))
    return found


def _behind(name: str, one: Any) -> list[tuple[str, Any]]:
    if isinstance(one, FunctionType):
        return [(name, cell) for cell in one.__closure__ or ()]
    attributes = getattr(one, "__dict__", None)
    if isinstance(attributes, dict):
        named = [(f"{type(one).__name__}.{attribute}", value) for attribute, value in attributes.items()]
        slots = [value for value in gc.get_referents(one) if value is not attributes]
        return [*named, *((name or type(one).__name__, value) for value in slots)]
    if type(one).__module__.startswith("bot."):
        slots = [slot for kind in type(one).__mro__ for slot in getattr(kind, "__slots__", ())]
        return [(f"{type(one).__name__}.{slot}", getattr(one, slot, None)) for slot in slots]
    return [(name, value) for value in gc.get_referents(one)]
