"""Logs: a line per event, for eyes on a terminal, as JSON elsewhere; no bot tokens, no message texts."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, TextIO

import structlog

__all__ = ["configure_logs", "without_tokens"]

TOKEN = re.compile(r"(\d+)(:|%3A)[A-Za-z0-9_-]{20,}")

# What others write at these levels is of no use to an operator, or holds texts and URLs.
LEAST = {
    "telegram": logging.INFO,
    "apscheduler": logging.WARNING,
    "aiohttp.access": logging.WARNING,
    # It writes a traceback for whatever comes that is no HTTP; what fails in a handler of ours, we write.
    "aiohttp.server": logging.CRITICAL,
    "httpx": logging.WARNING,
    "asyncio": logging.WARNING,
    "watchfiles": logging.WARNING,
}


def configure_logs(level: str = "INFO", *, stream: TextIO | None = None, as_json: bool | None = None) -> None:
    """Send structlog's and the standard library's logs, from `level` up, to `stream` (standard error).

    `as_json` None: JSON unless `stream` is a terminal. May be called again; the last call counts.
    """
    stream = stream or sys.stderr
    as_json = not stream.isatty() if as_json is None else as_json
    threshold = logging.getLevelNamesMapping()[level.upper()]
    before: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=_rendering(as_json))
    )
    root = logging.getLogger()
    for other in [other for other in root.handlers if isinstance(other, _Handler)]:
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(threshold)
    for name, least in LEAST.items():
        logging.getLogger(name).setLevel(max(least, threshold))
    logging.captureWarnings(True)


def without_tokens(text: str) -> str:
    """`text` with the secret half of every bot token blotted out."""
    return TOKEN.sub(r"\1\2[token]", text)


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, to be told from what others (pytest, say) attach to the root logger."""


def _rendering(as_json: bool) -> list[structlog.typing.Processor]:
    """From an event to a line. Tracebacks are rendered without local variables, which hold texts."""
    own = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if as_json:
        return [own, structlog.processors.format_exc_info, structlog.processors.JSONRenderer(), _redact]
    return [own, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback), _redact]


def _redact(_logger: Any, _name: str, line: Any) -> str:
    """The last processor: it sees the line as it will be written, tracebacks included."""
    return without_tokens(str(line))
