"""The parameters of a call, however they were sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad_request

__all__ = ["Params", "Upload"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    data: bytes
    mime_type: str


class Params:
    """Form fields are texts (objects as JSON), a JSON body's values are what they are, files are `Upload`."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """A text; empty when absent."""
        value = self._values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self._values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return default

    def number(self, name: str) -> float:
        """A number; bad_request when it is none, or absent."""
        try:
            return float(self.text(name))
        except ValueError:
            raise bad_request(f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes", "y", "t"}

    def json(self, name: str, what: str) -> Any:
        """An object or a list, None when absent; `what` it is, for Telegram's text about bad JSON."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        value = self._values.get(name)
        return value if isinstance(value, Upload) else None

    def within(self, inner: Mapping[str, Any]) -> Params:
        """The fields of an object in the call, such as an InputMedia, beside the files that came with it."""
        uploads = {name: value for name, value in self._values.items() if isinstance(value, Upload)}
        return Params(uploads | dict(inner))
