"""The button beside the text field, which opens the timetable page where that is a Mini App."""

from __future__ import annotations

import structlog
from telegram import Bot, MenuButtonDefault, MenuButtonWebApp, WebAppInfo
from telegram.error import TelegramError

from bot.handlers.visit import Visit
from bot.texts import LANGUAGES, Texts, texts
from bot.views.entrance import Entrance

__all__ = ["caption_menu_button", "show_menu_button"]

log = structlog.get_logger()


async def show_menu_button(bot: Bot, entrance: Entrance) -> None:
    """The button of chats that have none of their own: whoever has not written yet sees it so."""
    try:
        await bot.set_chat_menu_button(menu_button=_button(texts(LANGUAGES[0]), entrance))
    except TelegramError as error:
        log.warning("menu button not set", reason=error.message)


async def caption_menu_button(visit: Visit) -> None:
    """Give a private chat's button the chat's language. Telegram is told of a change, once, and kept in step
    with the page's address: a button of one's own would lead to the old one for ever."""
    chat, entrance = visit.chat, visit.viewer.entrance
    shown = entrance if entrance and entrance.mini_app else None
    wanted = f"{chat.language} {shown.page}" if shown else None
    if chat.group or chat.menu_button == wanted:
        return
    button = _button(visit.t, shown) if shown else MenuButtonDefault()
    try:
        await visit.bot.set_chat_menu_button(chat.id, button)
        await visit.change(menu_button=wanted)
    except TelegramError as error:
        log.info("menu button of a chat not set", chat_id=chat.id, reason=error.message)
    except LookupError:
        log.info("chat was forgotten before its menu button", chat_id=chat.id)


def _button(t: Texts, entrance: Entrance) -> MenuButtonWebApp:
    return MenuButtonWebApp(t("🗓 Timetable"), WebAppInfo(f"{entrance.page}/"))
