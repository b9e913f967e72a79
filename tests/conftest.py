from __future__ import annotations

import pytest
import structlog


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Errors are logged as they are in earnest, without local variables: gathering those takes seconds each."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.dev.set_exc_info,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )
