"""The way from the chat to the timetable page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from telegram import InlineKeyboardButton, WebAppInfo

__all__ = ["Entrance"]


@dataclass(frozen=True, slots=True)
class Entrance:
    """`page` is the page's address, without a slash at its end."""

    page: str
    mini_app: bool = False
    """Whether Telegram opens it as a Mini App, which tells it who its reader is."""
    direct: str = ""
    """The t.me link that opens it as a Mini App from anywhere; empty where @BotFather was not told of it."""

    def button(self, caption: str, *, group: bool, event_id: str = "") -> InlineKeyboardButton:
        """Opens the page, at an event's card where one is named. A group may not have a Mini App's button."""
        address = f"{self.page}/" + (f"?e={quote(event_id)}" if event_id else "")
        if self.mini_app and not group:
            return InlineKeyboardButton(caption, web_app=WebAppInfo(address))
        if self.direct:
            return InlineKeyboardButton(
                caption, url=self.direct + (f"=e_{quote(event_id)}" if event_id else "")
            )
        return InlineKeyboardButton(caption, url=address)
