"""``export``: the schedule for other programs, for calendars, for spreadsheets, and to print."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import arguments
from bot.commands.command import OK, Command, load_settings, plural, say

if TYPE_CHECKING:
    from bot.domain.model import Schedule
    from bot.settings import Settings

__all__ = ["COMMAND"]

FORMATS = ("ics", "xml", "json", "csv", "html")
WITHOUT_CANCELLED = ("xml", "json")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "edition",
        nargs="?",
        metavar="FILE",
        help="a file, the number of a published version, or `published` for the one that attendees see"
        " (default: BOT_SCHEDULE)",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="a calendar, frab's XML or JSON, a table, or a page to print",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="replaced if it is there; default: standard output"
    )
    parser.add_argument(
        "--language",
        type=arguments.language,
        help="of the texts (default: the conference's first; a table has all)",
    )


def run(parsed: argparse.Namespace) -> int:
    """The schedule in the format, to standard output or a file."""
    from bot.commands.editions import VERSION, edition
    from bot.commands.output import put

    settings = load_settings()
    schedule = asyncio.run(edition(parsed.edition, settings)).schedule
    if parsed.edition and VERSION.fullmatch(parsed.edition):
        since, number = asyncio.run(_published(parsed.edition, settings))
    else:
        since, number = _changed(Path(parsed.edition or settings.schedule)), 0
    content = _content(schedule, parsed.format, parsed.language, since, number)
    put(content, parsed.output, replace=True)
    return OK


def _changed(path: Path) -> datetime:
    """When the file was changed last."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


async def _published(named: str, settings: Settings) -> tuple[datetime, int]:
    """When that version was published, and its number."""
    from bot.commands.editions import database, stored

    async with database(settings) as storage:
        version = await stored(named, storage)
    return version.published_at, version.number


def _content(schedule: Schedule, format_: str, language: str | None, since: datetime, number: int) -> bytes:
    """`since` and `number` say of which version this is; a file's is 0."""
    spoken = language or schedule.conference.languages[0]
    if format_ in WITHOUT_CANCELLED and (
        cancelled := sum(event.cancelled for event in schedule.events.values())
    ):
        say(f"left out: {plural(cancelled, 'event')} called off, which this format cannot say")
    match format_:
        case "ics":
            from bot.formats.exporting.ical import to_calendar

            return to_calendar(schedule, spoken, since=since, sequence=number)
        case "xml":
            from bot.formats.exporting.frabxml import to_xml

            return to_xml(schedule, spoken)
        case "json":
            from bot.formats.exporting.frabjson import to_json

            return to_json(schedule, spoken)
        case "csv":
            from bot.formats.exporting.table import to_csv

            return to_csv(schedule, language)
        case _:
            from bot.views.printed import printed

            return printed(schedule, spoken).encode()


COMMAND = Command(
    "export",
    "write the schedule as a calendar, frab XML or JSON, a table, or a page to print",
    "python -m bot export --format html --language en -o programme.html",
    run,
    options,
)
