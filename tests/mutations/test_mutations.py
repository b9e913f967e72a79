"""Whatever becomes of a schedule file, it is published whole or refused with its place, within a second."""

from __future__ import annotations

from pathlib import Path

from tests.mutations.mutations import mutations
from tests.mutations.trial import trial

COUNT = 60
SECONDS = 1


async def test_mutated_file_is_published_whole_or_refused_with_its_place(tmp_path: Path) -> None:
    outcome = await trial(tmp_path, seed=1, count=COUNT)
    assert outcome.published + outcome.unchanged + outcome.refused.total() == COUNT
    assert (outcome.published > 0, outcome.refused.total() > 0) == (True, True)
    assert outcome.slowest < SECONDS


def test_mutations_are_the_same_each_time() -> None:
    assert list(mutations(7, 6)) == list(mutations(7, 6))
