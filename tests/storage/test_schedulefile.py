"""The schedule file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.formats.tree import LARGEST
from bot.storage.schedulefile import ScheduleFile

OLD, NEW = "version: 旧\r\n".encode(), "version: 新\n".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "schedule.yaml"
    file.write_bytes(OLD)
    return file


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def test_file_is_read_and_replaced(path: Path) -> None:
    file = ScheduleFile(path)
    assert await file.read() == OLD
    assert await file.replace(OLD, NEW)
    assert (path.read_bytes(), names(path.parent)) == (NEW, ["schedule.yaml"])


async def test_file_that_somebody_else_has_written_stays(path: Path) -> None:
    assert not await ScheduleFile(path).replace(b"version: older\n", NEW)
    assert (path.read_bytes(), names(path.parent)) == (OLD, ["schedule.yaml"])


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
async def test_permissions_stay(path: Path, mode: int) -> None:
    path.chmod(mode)
    await ScheduleFile(path).replace(OLD, NEW)
    assert path.stat().st_mode & 0o777 == mode


async def test_link_stays_one_and_what_it_leads_to_is_written(path: Path) -> None:
    link = path.parent / "elsewhere" / "current.yaml"
    link.parent.mkdir()
    link.symlink_to(path)
    assert await ScheduleFile(link).replace(OLD, NEW)
    assert (link.is_symlink(), path.read_bytes(), names(link.parent)) == (True, NEW, ["current.yaml"])


async def test_reader_with_the_file_open_still_reads_the_old_one(path: Path) -> None:
    with path.open("rb") as reader:
        await ScheduleFile(path).replace(OLD, NEW)
        assert reader.read() == OLD


async def test_file_that_nobody_may_write_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(PermissionError) as refused:
        await ScheduleFile(path).replace(OLD, NEW)
    assert (refused.value.filename, refused.value.strerror) == (str(path), "Permission denied")
    assert (path.read_bytes(), names(path.parent)) == (OLD, ["schedule.yaml"])


async def test_file_that_is_gone_is_an_error(path: Path) -> None:
    path.unlink()
    for call in (ScheduleFile(path).read(), ScheduleFile(path).replace(OLD, NEW)):
        with pytest.raises(FileNotFoundError):
            await call
    assert names(path.parent) == []


async def test_no_more_is_read_than_a_schedule_may_have(path: Path) -> None:
    path.write_bytes(b"#" * (LARGEST + 1000))
    assert len(await ScheduleFile(path).read()) == LARGEST + 1
