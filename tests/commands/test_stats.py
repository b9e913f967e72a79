"""``bot stats`` and ``bot feedback``: what organizers see in the chat, on the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from bot.__main__ import main
from bot.commands.stats import PAGES
from bot.pictures.picture import WIDTH
from bot.views.stats import Page
from tests.commands.office import open_office

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", "2020-07-20T09:00")
    open_office()


def rate(*given: tuple[int, str, int, str | None]) -> None:
    """Chats with their stars and lines on events."""
    with closing(sqlite3.connect("confbot.sqlite3")) as database, database:
        database.executemany("INSERT INTO ratings VALUES (?, ?, ?, ?, 0)", given)


STATS = """\
📊 People
09:00 Beijing · programme 1

Reachable: 3 · with stars: 3
Active in the last 24 hours: 0 · in 7 days: 0
No longer reachable: 0

📊 Interest
09:00 Beijing · programme 1

3 people and groups have starred something; in brackets is the share of that.

Most wanted
2 (67%) · Forum 5G
1 (33%) · Opening

📊 Delivery
09:00 Beijing · programme 1

Reminders in the last 24 hours
Sent: 0 · after the start: 0
Failed: 0 · unknown: 0
Messages waiting now: 0

📊 Forecast
09:00 Beijing · programme 1

Reminders to come
All in time, at 30 messages a second.

Thu 23 Jul
13:50 · 1 reminder of what starts at 14:00

Fri 24 Jul
08:50 · 2 reminders of what starts at 09:00

📊 Ratings
09:00 Beijing · programme 1

There are no answers yet.
"""


def test_stats_are_all_pages_of_the_chat(capsys: Captured) -> None:
    assert main(["stats"]) == 0
    assert capsys.readouterr() == (STATS, "")


def test_stats_of_one_page_in_another_language(capsys: Captured) -> None:
    assert main(["stats", "--page", "people", "--language", "zh"]) == 0
    assert capsys.readouterr().out == (
        "📊 用户\n09:00 北京 · 议程版本1\n\n可联系：3 · 有收藏：3\n过去24小时活跃：0 · 7天内：0\n已无法联系：0\n"
    )


def test_pages_of_the_command_line_are_those_of_the_chat() -> None:
    assert tuple(Page) == PAGES


def test_stats_as_json_name_nobody(capsys: Captured) -> None:
    rate((1, "forum-5g", 4, "Bagus!"), (2, "forum-5g", 5, None))
    assert main(["stats", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "at": "2020-07-20T09:00:00+08:00",
        "programme": "1",
        "people": {
            "reachable": 3,
            "retired": 0,
            "starred": 3,
            "groups": 0,
            "of_day": 0,
            "of_week": 0,
            "languages": {"en": 3},
            "zones": [{"zone": None, "people": 3}],
        },
        "interest": {
            "chats": 3,
            "events": [
                {"id": "opening", "track": None, "stars": 1, "share": 0.3333},
                {"id": "address", "track": None, "stars": 0, "share": 0.0},
                {"id": "welcome", "track": None, "stars": 0, "share": 0.0},
                {"id": "forum-5g", "track": "5g", "stars": 2, "share": 0.6667},
            ],
            "tracks": [{"id": "5g", "stars": 2, "events": 1, "followers": 0}],
        },
        "reminders": {
            "sent": 0,
            "after_start": 0,
            "failed": 0,
            "unknown": 0,
            "too_late": 0,
            "waits": [0, 0, 0, 0],
            "waiting": 0,
        },
        "forecast": [
            {
                "due_at": "2020-07-23T05:50:00+00:00",
                "starts_at": "2020-07-23T06:00:00+00:00",
                "chats": 1,
                "begins_at": "2020-07-23T05:50:00+00:00",
                "ends_at": "2020-07-23T05:50:00.033333+00:00",
                "too_late": 0,
            },
            {
                "due_at": "2020-07-24T00:50:00+00:00",
                "starts_at": "2020-07-24T01:00:00+00:00",
                "chats": 2,
                "begins_at": "2020-07-24T00:50:00+00:00",
                "ends_at": "2020-07-24T00:50:00.066667+00:00",
                "too_late": 0,
            },
        ],
        "ratings": [
            {"event": "forum-5g", "ratings": 2, "average": 4.5, "given": {"4": 1, "5": 1}, "remarks": 1}
        ],
    }


@pytest.mark.parametrize(
    ("options", "said"), [([], "chart.png: interest\n"), (["--page", "ratings"], "chart.png: ratings\n")]
)
def test_chart_is_a_picture_in_a_file(options: list[str], said: str, capsys: Captured) -> None:
    assert main(["stats", "--chart", "chart.png", *options]) == 0
    assert capsys.readouterr() == ("", said)
    with Image.open("chart.png") as picture:
        assert (picture.format, picture.width) == ("PNG", WIDTH)


def test_chart_that_cannot_be_written_says_so(capsys: Captured) -> None:
    assert main(["stats", "--chart", "nowhere/chart.png"]) == 1
    assert capsys.readouterr().err == (
        "nowhere/chart.png: No such file or directory; expected a file to write a picture into\n"
    )


@pytest.mark.parametrize("command", ["stats", "feedback"])
def test_without_a_database_none_is_made(command: str, capsys: Captured) -> None:
    Path("confbot.sqlite3").unlink()
    assert main([command]) == 1
    assert capsys.readouterr() == (
        "",
        "sqlite:///confbot.sqlite3: no such database; expected the bot's own\n",
    )
    assert not Path("confbot.sqlite3").exists()


# --- feedback ------------------------------------------------------------------------------------------------


def test_feedback_of_nobody_says_so(capsys: Captured) -> None:
    assert main(["feedback"]) == 0
    assert capsys.readouterr() == ("", "there are no answers yet\n")


def test_feedback_is_a_line_for_each_event_in_the_order_of_the_programme(capsys: Captured) -> None:
    rate(
        (1, "gone", 1, None), (1, "forum-5g", 4, "Bagus!"), (2, "forum-5g", 5, None), (3, "opening", 3, None)
    )
    assert main(["feedback", "--language", "id"]) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "average  ratings  lines  event",
        "3.0      1        0      opening  Pembukaan",
        "4.5      2        1      forum-5g  Forum 5G",
        "1.0      1        0      gone  (not in the programme any more)",
    ]


def test_feedback_as_json_is_an_object_for_each_event(capsys: Captured) -> None:
    rate((1, "forum-5g", 4, "Bagus!"), (3, "opening", 3, None))
    assert main(["feedback", "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"event": "forum-5g", "ratings": 1, "average": 4.0, "given": {"4": 1}, "remarks": 1},
        {"event": "opening", "ratings": 1, "average": 3.0, "given": {"3": 1}, "remarks": 0},
    ]


def test_feedback_as_csv_opens_in_a_spreadsheet_and_runs_nothing(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    rate((1, "forum-5g", 4, '=HYPERLINK("http://x")'), (2, "forum-5g", 5, "很好"))
    assert main(["feedback", "--csv"]) == 0
    assert (
        capfdbinary.readouterr().out
        == (
            "\ufeffevent,title,track,start,rating,line\r\n"
            "forum-5g,Forum 5G,5G,2020-07-24 09:00,5,很好\r\n"
            'forum-5g,Forum 5G,5G,2020-07-24 09:00,4,"\'=HYPERLINK(""http://x"")"\r\n'
        ).encode()
    )
