from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.crowd import crowd
from bot.__main__ import main
from bot.storage import Storage
from bot.storage.published import Published
from tests.samples import at

PROGRAMME = Path(__file__).parent / "jobs" / "programme.yaml"
BEGINNING = at("2020-07-23 09:00")


@pytest.fixture
async def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """600 people who starred the opening at 14:00, with ten minutes' lead."""
    file = tmp_path / "forecast.sqlite3"
    async with await Storage.open(f"sqlite:///{file}") as storage:
        await Published(storage.schedules).publish_file(PROGRAMME, BEGINNING)
    crowd(f"sqlite:///{file}", range(1, 601), "opening", BEGINNING)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("BOT_NOW", "2020-07-23T09:00")
    return file


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("per_second", "now", "said"),
    [
        (
            "30",
            "2020-07-23T09:00",
            "Thu 23 Jul 13:50 · 600 reminders of what starts at 14:00 · all in time\n",
        ),
        (
            "0.5",
            "2020-07-23T09:00",
            "Thu 23 Jul 13:39–13:59 · 600 reminders of what starts at 14:00 · all in time\n",
        ),
        (
            "0.5",
            "2020-07-23T13:45",
            "Thu 23 Jul 13:45–14:05 · 600 reminders of what starts at 14:00 · ⚠️ 150 come too late\n"
            "  What helps: a channel that all of them read (BOT_CHANNELS), a longer lead time,"
            " or Telegram's paid broadcasts, up to 1000 messages a second (BOT_MESSAGES_PER_SECOND).\n",
        ),
    ],
)
def test_forecast_tells_when_reminders_go(
    per_second: str, now: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_MESSAGES_PER_SECOND", per_second)
    monkeypatch.setenv("BOT_NOW", now)
    assert main(["forecast"]) == 0
    assert capsys.readouterr() == (said, "")


@pytest.mark.usefixtures("database")
def test_forecast_writes_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "due_at": "2020-07-23T05:50:00+00:00",
        "starts_at": "2020-07-23T06:00:00+00:00",
        "chats": 600,
        "begins_at": "2020-07-23T05:50:00+00:00",
        "ends_at": "2020-07-23T05:50:20+00:00",
        "too_late": 0,
    }


@pytest.mark.usefixtures("database")
def test_forecast_of_nothing_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_NOW", "2020-07-26T09:00")
    assert main(["forecast"]) == 0
    assert capsys.readouterr() == ("", "no reminders are to come\n")


def test_forecast_without_a_database_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_DATABASE_URL", "sqlite:///none.sqlite3")
    assert main(["forecast"]) == 1
    assert capsys.readouterr() == ("", "sqlite:///none.sqlite3: no such database; expected the bot's own\n")
    assert list(tmp_path.iterdir()) == []
