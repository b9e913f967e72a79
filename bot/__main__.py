"""The command line: ``python -m bot …``, installed also as ``confbot``. The only place that exits."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from bot.domain.model import Schedule
    from bot.formats.schedule import Reading

__all__ = ["main", "script"]

OK, WRONG = 0, 1
"""Exit codes; argparse exits 2 where the usage is wrong."""

HOW_TO_START = """\
BOT_TOKEN is not set. To run the bot on Telegram:
  1. write to @BotFather in Telegram, send /newbot and answer its two questions;
  2. start again with the token it gives you:  BOT_TOKEN=123456:ABC… make run
To try everything without a token or an account:  make demo"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code: 0, or 1 where the input is wrong."""
    parsed = parser().parse_args(arguments)
    try:
        code: int = parsed.command(parsed)
    except SettingsError as error:
        for problem in error.problems:
            say(problem)
        return WRONG
    except KeyboardInterrupt:
        return OK
    return code


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        "python -m bot",
        description="A conference's agenda in a Telegram chat.",
        epilog="example:\n  python -m bot demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = root.add_subparsers(metavar="COMMAND", required=True)

    def add(
        name: str, run: Callable[[argparse.Namespace], int], what: str, example: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=what,
            description=what[0].upper() + what[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(command=run)
        return command

    add("run", run, "serve Telegram", "BOT_TOKEN=123456:ABC… python -m bot run")
    demo_command = add(
        "demo",
        demo,
        "run the bot with a chat page in the browser, without Telegram",
        "python -m bot demo --port 8000",
    )
    demo_command.add_argument(
        "--port", type=port, default=8000, help="of the chat page (default 8000; 0: any free)"
    )
    check_command = add(
        "check", check, "look for mistakes in schedule files", "python -m bot check schedule.yaml"
    )
    check_command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: BOT_SCHEDULE")
    check_command.add_argument("--json", action="store_true", help="one JSON object for each problem")
    ask_command = add(
        "ask", ask, "answer a question as the chat would", 'python -m bot ask --language en "blockchain"'
    )
    ask_command.set_defaults(wrong_usage=ask_command.error)
    ask_command.add_argument("question", nargs="?")
    ask_command.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl", help="answer a file of JSON lines, - for standard input"
    )
    ask_command.add_argument("--schedule", type=Path, help="default: BOT_SCHEDULE")
    ask_command.add_argument(
        "--at", type=moment, help="the moment of asking, as in BOT_NOW (default: BOT_NOW, else the present)"
    )
    ask_command.add_argument(
        "--language", default="id", choices=("id", "en", "zh"), help="of the answer (default id)"
    )
    ask_command.add_argument("--zone", type=zone, help="the reader's time zone, such as Asia/Jakarta")
    ask_command.add_argument("--json", action="store_true", help="intent, ids, window and milliseconds")
    forecast_command = add(
        "forecast",
        forecast,
        "tell how many reminders go when, and which come too late",
        "BOT_MESSAGES_PER_SECOND=30 python -m bot forecast",
    )
    forecast_command.add_argument("--json", action="store_true", help="one JSON object for each burst")
    add(
        "schema",
        schema,
        "print the JSON Schema of schedule files",
        "python -m bot schema > schedule.schema.json",
    )
    return root


def run(_: argparse.Namespace) -> int:
    """Serve Telegram until SIGINT or SIGTERM."""
    settings = load_settings()
    if settings.token is None:
        say(HOW_TO_START)
        return WRONG
    from bot.app import serve  # noqa: PLC0415  # half a second that the other commands need not spend

    return until_stopped(serve(settings))


def demo(parsed: argparse.Namespace) -> int:
    """The bot and its sandbox in one process, on a database that is thrown away."""
    from bot.demo import serve  # noqa: PLC0415

    return until_stopped(serve(load_settings(), parsed.port, lambda url: print(f"Open {url}", flush=True)))


def until_stopped(serving: Coroutine[Any, Any, None]) -> int:
    """Serve until SIGINT or SIGTERM; the exit code."""
    from bot.app import StartError  # noqa: PLC0415
    from bot.gateway.logs import configure_logs  # noqa: PLC0415

    async def serve() -> None:
        task = asyncio.ensure_future(serving)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    configure_logs()
    try:
        asyncio.run(serve())
    except StartError as error:
        say(str(error))
        return WRONG
    return OK


def check(parsed: argparse.Namespace) -> int:
    """Every problem of every file; 1 where one is an error."""
    paths = parsed.files or [load_settings().schedule]
    readings = [read(path) for path in paths]
    for path, reading in zip(paths, readings, strict=True):
        if reading is None:
            continue
        for problem in reading.problems:
            print(json.dumps(asdict(problem), ensure_ascii=False) if parsed.json else problem)
        if reading.schedule is not None and not parsed.json:
            say(summary(path, reading.schedule, len(reading.problems)))
    return OK if all(reading and reading.schedule for reading in readings) else WRONG


def read(path: Path) -> Reading | None:
    """The reading of a file; None, said to standard error, where there is none to read."""
    from bot.formats.schedule import read_schedule  # noqa: PLC0415

    try:
        return read_schedule(path.read_bytes(), str(path))
    except OSError as error:
        say(f"{path}: {error.strerror}; expected a schedule file")
        return None


def summary(path: Path, schedule: Schedule, warnings: int) -> str:
    found = f"warnings: {warnings}" if warnings else "nothing to mend"
    talks = len(schedule.events) - len(schedule.programme)
    return f"{path}: {len(schedule.programme)} events and {talks} talks on {len(schedule.days)} days; {found}"


def ask(parsed: argparse.Namespace) -> int:
    """What the chat would answer, or the same for programs."""
    if (parsed.question is None) == (parsed.batch is None):
        parsed.wrong_usage("expected a question, or --batch and a file, and not both")
    settings = load_settings()
    reading = read(parsed.schedule or settings.schedule)
    if reading is None or reading.schedule is None:
        for problem in reading.problems if reading else ():
            say(str(problem))
        return WRONG
    from bot.ask import Asker, Desk  # noqa: PLC0415

    clock = Clock()
    asker = Asker(parsed.language, parsed.at or settings.now or clock.now(), parsed.zone)
    desk = Desk(reading.schedule, clock.monotonic)
    if parsed.batch is None:
        print((desk.as_json if parsed.json else desk.as_text)(parsed.question, asker))
        return OK
    try:
        with sys.stdin.buffer if str(parsed.batch) == "-" else parsed.batch.open("rb") as lines:
            for line in desk.batch(lines, asker):
                print(line, flush=True)
    except OSError as error:
        say(f"{parsed.batch}: {error.strerror}; expected a file of JSON lines")
        return WRONG
    return OK


def forecast(parsed: argparse.Namespace) -> int:
    """Each burst of reminders to come, at the pace of the settings."""
    from bot.forecast import NothingToForecastError, in_words, look_ahead  # noqa: PLC0415

    settings = load_settings()
    try:
        sendings, zone = asyncio.run(look_ahead(settings))
    except NothingToForecastError as error:
        say(str(error))
        return WRONG
    for sending in sendings:
        if parsed.json:
            print(json.dumps(asdict(sending), default=datetime.isoformat))
        else:
            print(in_words(sending, zone))
    if not sendings:
        say("no reminders are to come")
    return OK


def schema(_: argparse.Namespace) -> int:
    from bot.formats.schema import json_schema  # noqa: PLC0415

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return OK


def port(number: str) -> int:
    """A TCP port, or 0; argparse says so where it is none."""
    if not (number.isascii() and number.isdecimal() and int(number) < 65536):
        raise argparse.ArgumentTypeError(f"found {number!r}; expected a number from 0 to 65535")
    return int(number)


def moment(text: str) -> datetime:
    """A date and time, with a zone or without; argparse says so where it is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"found {text!r}; expected a date and time, such as 2020-07-23T13:40"
        ) from None


def zone(name: str) -> str:
    """An IANA zone; argparse says so where it is none."""
    try:
        return ZoneInfo(name).key
    except (LookupError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"found {name!r}; expected a zone such as Asia/Jakarta") from None


def say(text: str) -> None:
    print(text, file=sys.stderr)


def script() -> None:
    """The installed command ``confbot``."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    script()
