"""Objects of python-telegram-bot, made fast."""

from __future__ import annotations

from collections import deque
from itertools import repeat
from operator import call
from typing import Any, Generic, TypeVar

from telegram import Bot, TelegramObject

__all__ = ["Mould"]

T = TypeVar("T", bound=TelegramObject)


class Mould(Generic[T]):
    """Makes what the constructor of `sample`'s class makes, with `sample`'s value in all fields not given.

    The constructor sets each of a class's fields, up to a hundred, through a method that first looks whether
    it may; here the slots are set directly. `sample` is given everything that has no default.
    """

    def __init__(self, sample: T, *identity: str) -> None:
        """`identity` names the fields by which two of the class are the same."""
        self._class = type(sample)
        self._identity = identity
        slots = (slot for class_ in self._class.__mro__ for slot in class_.__dict__.get("__slots__", ()))
        self._set = {slot: getattr(self._class, slot).__set__ for slot in slots if not slot.startswith("__")}
        self._defaults = [getattr(sample, slot) for slot in self._set]

    def make(self, bot: Bot, **fields: Any) -> T:
        """KeyError for a field that the class does not have."""
        made = object.__new__(self._class)
        set_ = self._set
        # A loop that runs in C: this is most of what reading an update costs.
        deque(map(call, set_.values(), repeat(made), self._defaults), maxlen=0)
        for name, value in fields.items():
            set_[name](made, value)
        set_["_id_attrs"](made, tuple([fields[name] for name in self._identity]))
        set_["_bot"](made, bot)
        return made
