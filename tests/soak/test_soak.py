from __future__ import annotations

from pathlib import Path

from bot.sandbox import Fault
from tests.soak.soak import SHARES, SHORT, soak


async def test_reminders_are_not_lost_whatever_fails(tmp_path: Path) -> None:
    result = await soak(tmp_path, SHORT)
    assert (result.lost, result.repeated_wrongly, result.exit_code) == ([], [], 0)
    assert {Fault(fault) for fault in result.faults} == set(SHARES)
    # How many are hit twice is chance: it depends on where a kill falls. That a repeat mostly arrives is not.
    assert len(result.given_up) < result.doubted / 2
