"""``check``: the mistakes of schedule files, as a linter shows them."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import OK, WRONG, Command, WrongInputError, load_settings, plural, say
from bot.commands.files import opened

if TYPE_CHECKING:
    from bot.commands.files import Source
    from bot.domain.model import Schedule
    from bot.formats.problems import Problem
    from bot.formats.schedule import Reading

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: BOT_SCHEDULE")
    parser.add_argument(
        "--since",
        metavar="VERSION",
        help="warn of ids that seem to have gone to another event since a published version (its number, or"
        " `published`) or since another file",
    )
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
    parser.add_argument("--json", action="store_true", help="one JSON object for each problem")


def run(parsed: argparse.Namespace) -> int:
    """Every problem of every file; 1 where one is an error."""
    paths = parsed.files or [load_settings().schedule]
    found = [checked(path, parsed) for path in paths]
    if len(found) > 1 and not parsed.json:
        say(total(found))
    return OK if all(problems is not None and usable(problems) for problems in found) else WRONG


def checked(path: Path, parsed: argparse.Namespace) -> Sequence[Problem] | None:
    """Print what is wrong with one file; None where there is none to read."""
    from bot.commands.report import print_json, print_problems
    from bot.formats.problems import Severity

    try:
        source = opened(path)
    except WrongInputError as error:
        say(str(error))
        return None
    reading = source.read()
    problems = [*reading.problems, *reused(reading, source.name, parsed.since)]
    if parsed.strict:
        problems = [replace(problem, severity=Severity.ERROR) for problem in problems]
    if parsed.json:
        print_json(problems)
    else:
        print_problems(problems, source)
        say(summary(source.name, reading.schedule, problems))
        if reading.schedule is None and (kind := importable(source)):
            say(f"{source.name}: it looks like {kind}, of which `python -m bot import` makes a schedule")
    return problems


def reused(reading: Reading, name: str, since: str | None) -> Sequence[Problem]:
    """Warnings of ids that are other events' by now. Raises WrongInputError where `since` is nothing."""
    if since is None:
        return ()
    from bot.commands.editions import edition
    from bot.formats.reuse import reused_ids

    old = asyncio.run(edition(since, load_settings()))
    return reused_ids(old.schedule, reading, name)


def importable(source: Source) -> str | None:
    """What the file is, where it is another system's schedule rather than a broken one of ours."""
    from bot.formats.importing.reading import kind_of
    from bot.formats.importing.source import Kind, SourceError

    try:
        kind = kind_of(source.content)
    except SourceError:
        return None
    flow_style = kind is Kind.FRAB_JSON and b'"schedule"' not in source.content
    return None if flow_style else kind.value


def usable(problems: Sequence[Problem]) -> bool:
    from bot.formats.problems import Severity

    return all(problem.severity is not Severity.ERROR for problem in problems)


def summary(name: str, schedule: Schedule | None, problems: Sequence[Problem]) -> str:
    """What is in one file and what is wrong with it."""
    from bot.commands.report import counted

    found = counted(problems) or "nothing to mend"
    if schedule is None:
        return f"{name}: {found}"
    events = plural(len(schedule.programme), "event")
    talks = plural(len(schedule.events) - len(schedule.programme), "talk")
    return f"{name}: {events} and {talks} on {plural(len(schedule.days), 'day')}; {found}"


def total(found: Sequence[Sequence[Problem] | None]) -> str:
    """What is wrong with all the files together."""
    from bot.commands.report import counted

    read = [problems for problems in found if problems is not None]
    unread = f", {len(found) - len(read)} not read" if len(read) < len(found) else ""
    wrong = counted(problem for problems in read for problem in problems)
    return f"{len(found)} files{unread}: {wrong or 'nothing to mend'}"


COMMAND = Command(
    "check", "look for mistakes in schedule files", "python -m bot check schedule.yaml", run, options
)
