from __future__ import annotations

from pathlib import Path

from tests.conftest import Place
from tests.soak.workers import SHORT_WORKERS, work


async def test_nothing_is_lost_when_one_of_two_processes_is_killed(
    tmp_path: Path, postgresql_place: Place
) -> None:
    result = await work(tmp_path, postgresql_place(), SHORT_WORKERS)
    reminders = result.reminders
    assert (reminders.lost, reminders.repeated_wrongly, result.unheard, reminders.exit_code) == ([], [], 0, 0)
    assert len(reminders.given_up) < reminders.doubted / 2
