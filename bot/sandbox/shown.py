"""What a person sees of the bot's messages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.accounts import Json

__all__ = ["Answer", "Button", "Shown"]


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; `data` is None for one that opens something instead of asking the bot."""

    text: str
    data: str | None
    json: Json


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as it stood when it was looked at."""

    json: Json
    silent: bool = False
    edited: bool = False
    """Whether this is a message that was there before."""

    @property
    def id(self) -> int:
        return int(self.json["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.json["chat"]["id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a picture or file."""
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        return list(self.json.get("entities") or self.json.get("caption_entities") or ())

    @property
    def rows(self) -> list[list[Button]]:
        rows = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return [
            [Button(button["text"], button.get("callback_data"), button) for button in row] for row in rows
        ]

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row by row."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[list[str]]:
        """The texts of the buttons, row by row."""
        return [[button.text for button in row] for row in self.rows]

    def button(self, starts: str) -> Button:
        """The first button whose text starts so; AssertionError when there is none."""
        for button in self.buttons:
            if button.text.startswith(starts):
                return button
        raise AssertionError(f"no button starts with {starts!r}; there are {self.labels}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an act: the messages that the bot sent or edited, and the toast of a press."""

    messages: list[Shown]
    toast: str | None = None
    """None when the bot did not answer the press, empty when it answered without a text."""
    alert: bool = False

    @property
    def message(self) -> Shown:
        """The first message that was sent or edited; AssertionError when there is none."""
        if not self.messages:
            raise AssertionError("the bot neither sent nor edited a message")
        return self.messages[0]
