"""``stats``: what organizers see in the chat, page by page, and as a picture."""

from __future__ import annotations

import argparse
import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.arguments import add_language
from bot.commands.command import OK, Command, WrongInputError, load_settings, say

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.settings import Settings
    from bot.standing import Standing
    from bot.views.stats import Page
    from bot.views.viewer import Viewer

__all__ = ["COMMAND"]

PAGES = ("people", "interest", "delivery", "forecast", "ratings")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--page", choices=PAGES, help="only that one (default: all; of --chart, interest)")
    parser.add_argument(
        "--chart", type=Path, metavar="FILE.png", help="draw the page as a picture into that file"
    )
    add_language(parser, "text and picture", "en")
    parser.add_argument("--json", action="store_true", help="all numbers, as one JSON object")


def run(parsed: argparse.Namespace) -> int:
    """The pages as text, or numbers for programs, or a picture; no names are anywhere."""
    asyncio.run(told(parsed, load_settings()))
    return OK


async def told(parsed: argparse.Namespace, settings: Settings) -> None:
    from bot.commands.editions import database, present
    from bot.commands.publishing import restored
    from bot.standing import Standing, channel_standings

    async with database(settings) as storage:
        schedule = (await restored(storage)).schedule
        standing = Standing(
            storage,
            schedule,
            present(settings, schedule.conference.zone),
            settings.messages_per_second,
            settings.speed,
            await channel_standings(storage, settings.channels),
        )
        if parsed.json:
            await print_numbers(standing)
        elif parsed.chart:
            await draw(standing, parsed)
        else:
            await print_pages(standing, parsed)


async def print_numbers(standing: Standing) -> None:
    from bot.standing import in_numbers

    print(json.dumps(await in_numbers(standing), ensure_ascii=False, default=datetime.isoformat))


async def print_pages(standing: Standing, parsed: argparse.Namespace) -> None:
    from bot.views.message import plain
    from bot.views.stats import Page

    names = [Page(parsed.page)] if parsed.page else list(Page)
    texts = await asyncio.gather(*(caption(standing, name, parsed.language) for name in names))
    print("\n\n".join(map(plain, texts)))


async def caption(standing: Standing, name: Page, language: str) -> Markup:
    from bot.standing import page

    return (await page(standing, name, viewer_of(standing, language)))[1].text


async def draw(standing: Standing, parsed: argparse.Namespace) -> None:
    from bot.standing import page
    from bot.views.stats import Page

    name = Page(parsed.page or Page.INTEREST)
    chart, _ = await page(standing, name, viewer_of(standing, parsed.language))
    file: Path = parsed.chart
    try:
        await asyncio.to_thread(file.write_bytes, chart.png())
    except OSError as error:
        raise WrongInputError(f"{file}: {error.strerror}; expected a file to write a picture into") from None
    say(f"{file}: {name}")


def viewer_of(standing: Standing, language: str) -> Viewer:
    from bot.domain.chat import Chat
    from bot.views.viewer import Viewer

    reader = Chat(0, group=False, language=language, zone=standing.schedule.conference.zone.key)
    return Viewer(standing.schedule, reader, standing.now)


COMMAND = Command(
    "stats",
    "tell whom the bot reaches, what they want to see, how reminders arrive, what is to come",
    "python -m bot stats --page interest --chart interest.png",
    run,
    options,
)
