"""Malformed updates in masses, polled and posted: none stops the bot, and the good one behind is answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aiohttp
from structlog.testing import capture_logs

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import Stage, stage, still_clock
from tests.web.hostile import malformed
from tests.web.posting import HEADER, registered, sample

COUNT = 2000
FIRST_ID = 500_000_000


async def good_one(running: Stage) -> str:
    """The first line of what somebody else is told then."""
    welcome = await running.user(name="Kim").send("/start")
    return welcome.text.partition("\n")[0]


async def test_two_thousand_malformed_updates_are_posted_and_passed_over(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), webhook=True) as running:
        await running.user().send("/start")
        headers = {HEADER: registered(running).secret, "Content-Type": "application/json"}
        statuses = []
        with capture_logs():
            async with aiohttp.ClientSession(headers=headers) as session:
                for number, content in enumerate(malformed(COUNT)):
                    body = json.dumps({"update_id": FIRST_ID + number, **content})
                    async with session.post(registered(running).url, data=body) as response:
                        statuses.append(response.status)
        assert (await good_one(running), statuses) == ("Test Conference", [200] * COUNT)
        assert sample(running, "confbot_updates_in_work") == 0


async def test_two_thousand_malformed_updates_are_polled_and_passed_over(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        await running.user().send("/start")
        updates: Any = running.sandbox.world.updates
        with capture_logs():
            for content in malformed(COUNT, seed=2):
                (kind, value), *_ = content.items() or [("message", None)]
                updates.push(kind, value)
            updates.push("message", None, update_id=None)
            assert (await good_one(running), len(updates)) == ("Test Conference", 0)
        assert sample(running, "confbot_updates_in_work") == 0
