from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SHIPPED = str(ROOT / "schedule.yaml")
BROKEN = """\
version: "1"
conference:
  acronym: c
  title: C
  time_zone: Asia/Jakart
  start: 2020-07-23
  end: 2020-07-23
  languages: [en]
events:
  - {id: one, type: forum, title: One, start: 2020-07-23 10:00, duration: 1h, romm: main}
"""


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with nothing in it, as on the first day."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.yaml"
    file.write_text(BROKEN)
    return file
