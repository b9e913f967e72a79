"""``import``: a schedule of another system, or a spreadsheet, to a ``schedule.yaml``."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.commands import arguments
from bot.commands.command import OK, Command, WrongInputError

if TYPE_CHECKING:
    from bot.commands.progress import Bars
    from bot.formats.importing.reading import Imported

__all__ = ["COMMAND"]

STANDARD_INPUT = "-"
UNNAMED = "schedule"
HINT = "Its next version: python -m bot import SOURCE --update FILE keeps what you write in here."


def options(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help="a file or an address with the schedule.xml or .json of frab or pretalx, iCalendar or CSV;"
        " - is standard input",
    )
    what.add_argument("--template", choices=("csv",), help="print a table to fill in, and nothing else")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    where.add_argument(
        "--update",
        type=Path,
        metavar="FILE",
        help="bring this schedule file up to date, keeping what was written into it by hand",
    )
    parser.add_argument("--force", action="store_true", help="replace the file of --output")
    parser.add_argument(
        "--time-zone", type=arguments.zone, metavar="ZONE", help="of the conference, such as Asia/Jakarta"
    )
    parser.add_argument("--language", type=arguments.language, help="of the source's texts, such as en")
    parser.add_argument("--title", help="of the conference")
    parser.add_argument("--acronym", type=arguments.acronym, help="of the conference, such as cic2020")
    parser.add_argument("--encoding", type=arguments.encoding, help="of the source, such as gb18030")
    parser.add_argument("--json", action="store_true", help="the report on standard error as one JSON object")


def run(parsed: argparse.Namespace) -> int:
    """The schedule to standard output or a file, the report to standard error."""
    if parsed.template:
        from bot.formats.columns import TEMPLATE

        print(TEMPLATE, end="")
    elif parsed.update:
        from bot.commands.files import opened
        from bot.commands.updating import checked, update

        file = opened(parsed.update)
        _, before = checked(file)
        imported = _imported(parsed, before.conference.zone)
        update(parsed.update, file, before, imported, shown(parsed.source), json=parsed.json)
    else:
        _write(parsed, _imported(parsed, None))
    return OK


def _imported(parsed: argparse.Namespace, usual_zone: ZoneInfo | None) -> Imported:
    """What the source became. Raises WrongInputError."""
    from bot.commands.progress import bars
    from bot.fetching import FetchError
    from bot.formats.importing.reading import read_source
    from bot.formats.importing.source import SourceError, Wishes

    wishes = Wishes(
        zone=ZoneInfo(parsed.time_zone) if parsed.time_zone else None,
        usual_zone=usual_zone,
        language=parsed.language,
        acronym=parsed.acronym,
        title=parsed.title,
        encoding=parsed.encoding,
    )
    try:
        with bars() as bar:
            content, called = _obtained(parsed.source, bar)
            return read_source(content, called, wishes, bar.watch)
    except OSError as error:
        what = f"{error.strerror}; expected a schedule to import"
    except (SourceError, FetchError) as error:
        what = str(error)
    raise WrongInputError(f"{shown(parsed.source)}: {what}")


def _obtained(source: str, bar: Bars) -> tuple[bytes, str]:
    """The source's bytes, at most one more than are allowed, and its name. Raises FetchError, OSError."""
    from bot.fetching import fetch, is_address
    from bot.files import read_at_most
    from bot.formats.importing.source import LARGEST

    if is_address(source):
        content = asyncio.run(fetch(source, LARGEST, bar.fetched))
        return content, PurePosixPath(urlsplit(source).path).stem or urlsplit(source).hostname or UNNAMED
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST + 1), UNNAMED
    return read_at_most(Path(source), LARGEST + 1), Path(source).stem


def shown(source: str) -> str:
    """The source in a message or a comment: printable, and without what may be secret in an address."""
    address = source.partition("?")[0] if "://" in source else source
    return "".join(character if character.isprintable() else "�" for character in address)


def _write(parsed: argparse.Namespace, imported: Imported) -> None:
    """A new file. Raises WrongInputError."""
    from bot.commands.files import Source
    from bot.commands.imported import report
    from bot.commands.output import put
    from bot.commands.updating import checked
    from bot.formats.writing import written_schedule

    name = shown(parsed.source)
    origin = f"Imported from {imported.kind}: {name if '://' in name else Path(name).name}"
    content = written_schedule(imported.schedule, [origin, HINT]).encode()
    reading, _ = checked(Source(str(parsed.output or "schedule.yaml"), content))
    put(content, parsed.output, replace=parsed.force)
    report(name, imported, reading, None, json=parsed.json)


COMMAND = Command(
    "import",
    "make a schedule file of another system's schedule, a calendar or a table",
    "python -m bot import https://example.org/schedule.xml -o schedule.yaml",
    run,
    options,
)
