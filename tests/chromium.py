"""One Chromium for all tests of a run's worker that look at a page."""

from __future__ import annotations

import shutil

import pytest

__all__ = ["CHROMIUM", "FLAGS", "IN_A_BROWSER"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Processes cost more than what the pages do in them.
    "--renderer-process-limit=1",
    "--in-process-gpu",
    # No test asks the network for anything.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
IN_A_BROWSER = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the pages are not tested"),
]
"""The marks of a module that uses the fixture `chromium`."""
