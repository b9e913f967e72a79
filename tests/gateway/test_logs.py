"""What log lines look like, and what is in none of them."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog
from structlog.contextvars import bound_contextvars

from bot.gateway.logs import configure_logs, without_tokens

TOKEN = "123456:" + "t" * 35


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    before = {
        name: logging.getLogger(name).level for name in ("", "telegram", "apscheduler", "aiohttp.access")
    }
    yield io.StringIO()
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if type(handler).__module__ == "bot.gateway.logs"]:
        root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_event_is_one_json_line(stream: io.StringIO) -> None:
    configure_logs(stream=stream)
    with bound_contextvars(update_id=5, chat_id=7):
        structlog.get_logger("bot.somewhere").warning("throttled", seconds=3)
    (line,) = lines(stream)
    del line["timestamp"]
    assert line == {
        "event": "throttled",
        "seconds": 3,
        "update_id": 5,
        "chat_id": 7,
        "level": "warning",
        "logger": "bot.somewhere",
    }


def test_line_of_the_standard_library_looks_the_same(stream: io.StringIO) -> None:
    configure_logs(stream=stream)
    with bound_contextvars(update_id=5):
        logging.getLogger("telegram.ext").error("no %s", "handler")
    (line,) = lines(stream)
    del line["timestamp"]
    assert line == {"event": "no handler", "update_id": 5, "level": "error", "logger": "telegram.ext"}


def test_terminal_gets_keys_and_values(stream: io.StringIO) -> None:
    terminal = Terminal()
    configure_logs(stream=terminal)
    structlog.get_logger("bot").info("hello", chat_id=7)
    assert "hello" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")


@pytest.mark.parametrize("as_json", [True, False])
def test_token_is_in_no_line_and_no_traceback(as_json: bool, stream: io.StringIO) -> None:
    configure_logs(stream=stream, as_json=as_json)
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        structlog.get_logger("bot").exception("failed", url=f"/bot{TOKEN}/x")
        logging.getLogger("other").exception("failed at %s", TOKEN)
    written = stream.getvalue()
    assert TOKEN not in written
    assert written.count("123456:[token]") == 4


def test_traceback_shows_no_local_variables(stream: io.StringIO) -> None:
    terminal = Terminal()
    configure_logs(stream=terminal)
    text = "what somebody" + " wrote"
    try:
        divmod(len(text), 0)
    except ZeroDivisionError:
        structlog.get_logger("bot").exception("failed")
    assert "ZeroDivisionError" in terminal.getvalue()
    assert text not in terminal.getvalue()


@pytest.mark.parametrize(
    ("logger", "level"),
    [("telegram.Bot", "debug"), ("apscheduler.executors", "info"), ("aiohttp.access", "info")],
)
def test_chatter_of_libraries_is_left_out(logger: str, level: str, stream: io.StringIO) -> None:
    configure_logs("DEBUG", stream=stream)
    getattr(logging.getLogger(logger), level)("a text")
    assert stream.getvalue() == ""


def test_events_below_the_level_are_left_out(stream: io.StringIO) -> None:
    configure_logs("WARNING", stream=stream)
    structlog.get_logger("bot").info("hello")
    assert stream.getvalue() == ""


def test_warnings_are_logged(stream: io.StringIO) -> None:
    configure_logs(stream=stream)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old", UserWarning, stacklevel=1)
    assert [line["logger"] for line in lines(stream)] == ["py.warnings"]


def test_last_configuration_counts(stream: io.StringIO) -> None:
    configure_logs(stream=io.StringIO())
    configure_logs(stream=stream)
    structlog.get_logger("bot").info("once")
    assert len(lines(stream)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"/bot{TOKEN}/getMe", "/bot123456:[token]/getMe"),
        (TOKEN.replace(":", "%3A"), "123456%3A[token]"),
        ("starts at 14:00:00.123456", "starts at 14:00:00.123456"),
    ],
)
def test_secret_half_of_a_token_is_blotted_out(text: str, expected: str) -> None:
    assert without_tokens(text) == expected
