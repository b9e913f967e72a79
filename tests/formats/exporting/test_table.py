"""Tables for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from bot.domain.model import EventType, Person, Room, Schedule, Text, Track
from bot.formats.exporting.table import to_csv
from tests.samples import event, schedule, text

EVENT = event(
    "5g",
    "2020-07-24 09:00",
    90,
    type=EventType.TALK,
    title=text("=Networks", zh="网络", id="Jaringan"),
    track="5g",
    room="main",
    persons=("duo", "bing"),
    abstract=Text("One,\ntwo."),
)


def made(*events: object) -> Schedule:
    return schedule(
        *(events or (EVENT,)),  # type: ignore[arg-type]
        tracks=(Track("5g", Text("5G")),),
        rooms=(Room("main", Text("Main")),),
        persons=(Person("duo", Text("Liu Duo")), Person("bing", Text("Shang Bing"))),
    )


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    found = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: cell for name, cell in row.items() if cell} for row in found]


def test_row_has_every_language() -> None:
    assert rows(to_csv(made())) == [
        {
            "id": "5g",
            "type": "talk",
            "title_id": "Jaringan",
            "title_en": "'=Networks",
            "title_zh": "网络",
            "start": "2020-07-24 09:00",
            "end": "2020-07-24 10:30",
            "time_zone": "Asia/Shanghai",
            "status": "confirmed",
            "track": "5G",
            "room": "Main",
            "persons": "Liu Duo; Shang Bing",
            "abstract": "One,\ntwo.",
        }
    ]


def test_one_language_needs_no_further_columns() -> None:
    (row,) = rows(to_csv(made(), "zh"))
    assert row["title"] == "网络"
    assert {name for name in row if name.startswith("title")} == {"title"}


def test_person_with_a_comma_in_the_name_stays_one() -> None:
    person = Person("duo", Text("Liu, Duo"))
    alone = replace(made(replace(EVENT, persons=("duo",))), persons={"duo": person})
    assert rows(to_csv(alone))[0]["persons"] == "Liu, Duo;"


def test_lines_end_as_spreadsheets_expect() -> None:
    assert to_csv(made()).endswith(b"\r\n")
