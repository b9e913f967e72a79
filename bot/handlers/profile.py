"""What Telegram shows of the bot outside the chat: its commands and descriptions in each language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.domain.model import Schedule
from bot.handlers.menubutton import show_menu_button
from bot.texts import LANGUAGES, Texts, texts
from bot.views import amend, announce, opinions, publish, stats, versions
from bot.views.entrance import Entrance
from bot.views.message import label
from bot.views.start import commands

__all__ = ["introduce"]

log = structlog.get_logger()
DESCRIPTION, SHORT = 512, 120
"""Characters Telegram takes (Bot API, setMyDescription and setMyShortDescription)."""


async def introduce(
    bot: Bot, schedule: Schedule, admins: Collection[int], entrance: Entrance | None = None
) -> None:
    """Set commands and descriptions; what Telegram does not take is logged, and the bot runs all the same.

    The first language is also what readers of any other language see. `admins` see their commands, too, once
    they have written to the bot.
    """
    try:
        for code, t in by_code():
            await bot.set_my_commands(menu(t), language_code=code)
            title = schedule.conference.title.in_(t.language)
            await bot.set_my_description(label(description(t, title), DESCRIPTION), language_code=code)
            await bot.set_my_short_description(label(title, SHORT), language_code=code)
    except TelegramError as error:
        log.warning("commands or descriptions not set", reason=error.message)
    if entrance is not None and entrance.mini_app:
        await show_menu_button(bot, entrance)
    for admin in sorted(admins):
        try:
            for code, t in by_code():
                theirs = (BotCommand(name, text) for name, text in organizers(t))
                commands = [*menu(t), *theirs]
                await bot.set_my_commands(commands, BotCommandScopeChat(admin), language_code=code)
        except TelegramError as error:
            log.info("organizer's commands not set", chat_id=admin, reason=error.message)


def by_code() -> Iterator[tuple[str, Texts]]:
    """The texts under the language codes that Telegram knows them by."""
    yield "", texts(LANGUAGES[0])
    yield from ((code, texts(code)) for code in LANGUAGES)


def menu(t: Texts) -> Sequence[BotCommand]:
    return [BotCommand(name, text) for name, text in commands(t)]


def organizers(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have besides everyone's commands."""
    yield from announce.commands(t)
    yield from amend.commands(t)
    yield from publish.commands(t)
    yield from versions.commands(t)
    yield from stats.commands(t)
    yield from opinions.commands(t)


def description(t: Texts, title: str) -> str:
    return t("The agenda of {title}. Browse it, star what you want to see, and be told in time.", title=title)
