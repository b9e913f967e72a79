from __future__ import annotations

import pytest
import structlog
from hypothesis import settings

# The same examples in every run: what fails here fails everywhere, and what passes does not fail tomorrow.
settings.register_profile("everywhere", derandomize=True, deadline=None)
settings.load_profile("everywhere")


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
