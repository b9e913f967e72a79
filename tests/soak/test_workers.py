from __future__ import annotations

from pathlib import Path

from tests.conftest import Place
from tests.soak.workers import SHORT_WORKERS, work


async def test_nothing_is_lost_when_one_of_two_processes_is_killed(
    tmp_path: Path, postgresql_place: Place
) -> None:
    result = await work(tmp_path, postgresql_place(), SHORT_WORKERS)
    assert (result.lost, result.repeated_wrongly, result.unheard, result.exit_code) == ([], [], 0, 0)
    assert len(result.given_up) < result.doubted / 2
