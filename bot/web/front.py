"""Where people come from: Telegram, or what stands in for it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Front"]


@dataclass(frozen=True, slots=True)
class Front:
    """`script` speaks to the app around a Mini App; without one the page's own stand-in does."""

    chat: str
    """The address of the chat with the bot; ``?start=…`` after it is a deep link."""
    frames: tuple[str, ...]
    """The origins that may show the page in a frame."""
    script: str | None = None

    @classmethod
    def telegram(cls, username: str) -> Front:
        """Telegram's apps; those in a browser show Mini Apps in frames."""
        return cls(
            chat=f"https://t.me/{username}",
            frames=("https://web.telegram.org", "https://*.telegram.org"),
            script="https://telegram.org/js/telegram-web-app.js",
        )

    @classmethod
    def sandbox(cls, url: str) -> Front:
        """The sandbox, whose chat page is at `url`; it needs no network."""
        return cls(chat=url, frames=(url.rstrip("/"),))
