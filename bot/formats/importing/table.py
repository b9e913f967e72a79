"""A programme kept in a spreadsheet, saved as CSV: a row per event, below the names of the columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.formats import scalars
from bot.formats.columns import COLUMNS, TRANSLATED, original, split_names
from bot.formats.importing import moments
from bot.formats.importing.drafts import Draft, DraftEvent, Wording
from bot.formats.importing.headings import OTHER_NAMES
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.source import MOST_EVENTS, SourceError
from bot.formats.localtime import to_utc

__all__ = ["columns_of", "read_table"]

KNOWN = {*COLUMNS, "day", "start time", "end time", "duration"}
PER_LANGUAGE = re.compile(rf"({'|'.join(TRANSLATED)})[_ :-]([a-z]{{2,3}}(?:-[A-Za-z0-9]{{2,8}})?)")
DELIMITERS = ",;\t|"
SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
TIME_BEHIND = re.compile(r"\s*[T,]?\s*(\d{1,2}[:.]\d{2}.*)")
ZONED = re.compile(r".*\d(Z|[+-]\d{2}:?\d{2})", re.ASCII)

Column = tuple[str, str]
"""Its name, and its language where it has one."""
Row = dict[Column, str]


def columns_of(line: str) -> tuple[str, dict[int, Column]]:
    """The delimiter of a heading line, and by position the columns that are known."""
    delimiter = max(DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return delimiter, {}
    found: dict[int, Column] = {}
    for at, cell in enumerate(cells):
        column = _column(cell)
        if column and column not in found.values():
            found[at] = column
    return delimiter, found


def read_table(text: str, notes: Notes) -> Draft:
    """The draft that a CSV text holds. Raises SourceError."""
    heading = next((line for line in text.splitlines() if line.strip(f'{DELIMITERS} \t"')), "")
    delimiter, columns = columns_of(heading)
    if "title" not in {name for name, _ in columns.values()}:
        raise SourceError(
            "found no column called title in the first line; expected the columns that"
            " bot import --template csv prints"
        )
    rows = list(_rows(text, delimiter, columns))
    reader = _Rows(rows, notes)
    return Draft(
        events=[reader.event(row) for row in rows],
        zone=next((row["time_zone", ""] for row in rows if row.get(("time_zone", ""))), ""),
        languages=tuple(dict.fromkeys(language for _, language in columns.values() if language)),
    )


def _column(cell: str) -> Column | None:
    """The column that a heading means."""
    name = " ".join(cell.strip().strip("\ufeff\"'").split())
    if found := PER_LANGUAGE.fullmatch(name):
        return (found[1], found[2]) if scalars.language(found[2]) else None
    folded = name.casefold()
    if folded not in KNOWN:
        folded = OTHER_NAMES.get(folded.replace("_", " "), folded)
    return (folded, "") if folded in KNOWN else None


def _rows(text: str, delimiter: str, columns: Mapping[int, Column]) -> Iterator[Row]:
    """The rows below the heading, by column, without empty ones."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = -1
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if number > MOST_EVENTS:
                raise SourceError(f"found more than {MOST_EVENTS} rows; expected at most so many")
            if number:
                yield {
                    column: original(cells[at]).strip() for at, column in columns.items() if at < len(cells)
                }
    except csv.Error as error:
        raise SourceError(f"found a mistake in line {reader.line_num} of the CSV ({error})") from None


class _Rows:
    def __init__(self, rows: Sequence[Row], notes: Notes) -> None:
        self._notes = notes
        self._month_first = self._order(rows)

    def _order(self, rows: Sequence[Row]) -> bool | None:
        """Whether dates such as 7/23/2020 begin with the month; None where they may mean either."""
        cells = [row[name, ""] for row in rows for name in ("start", "end", "day") if row.get((name, ""))]
        found = [match for cell in cells if (match := SLASHED.match(cell)) and match[2] == "/"]
        month_first = any(int(match[3]) > 12 for match in found)
        day_first = any(int(match[1]) > 12 for match in found)
        if not found or month_first == day_first:
            return None
        self._notes.add(Topic.DATES, "month/day/year" if month_first else "day/month/year")
        return month_first

    def event(self, row: Row) -> DraftEvent:
        said = {name: text for (name, language), text in row.items() if not language}
        start, end = self._span(said)
        zone = scalars.zone(said.get("time_zone", ""))
        return DraftEvent(
            title=_wording(row, "title"),
            start=_zoned(start, zone),
            end=_zoned(end, zone),
            duration=moments.span(said.get("duration", "")),
            keys=(said.get("id", ""),),
            forum=said.get("forum", ""),
            type=said.get("type", ""),
            status=said.get("status", ""),
            track=said.get("track", ""),
            room=said.get("room", ""),
            persons=[("", name) for name in split_names(said.get("persons", ""))],
            abstract=_wording(row, "abstract"),
            language=said.get("language", ""),
            url=said.get("url", ""),
            recording=said.get("recording", ""),
            source=said.get("source", ""),
        )

    def _span(self, said: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
        """Start and end; a clock time alone is on the row's day, an earlier end on the day after."""
        start = self._moment(said.get("start", ""), said.get("start time", ""), said.get("day", ""))
        if start is None:
            return None, None
        written, clock = said.get("end", ""), said.get("end time", "")
        end = self._moment(written, clock, start.date().isoformat()) if written or clock else None
        alone = not self._date(written)[0]
        return start, end + timedelta(days=1) if end and alone and _same_kind(
            start, end
        ) and end <= start else end

    def _moment(self, cell: str, clock: str, day: str) -> datetime | None:
        """A date and time in one cell or two."""
        if ZONED.fullmatch(cell) and (found := moments.moment(cell)):
            return found
        if moments.clock(cell):
            cell, clock = day, cell
        on, behind = self._date(cell or day)
        at = moments.clock(clock or behind)
        return datetime.combine(on, at) if on and at is not None else None

    def _date(self, cell: str) -> tuple[date | None, str]:
        """The date that a cell begins with, and the clock time behind it."""
        if found := YEAR_FIRST.match(cell):
            year, month, day = int(found[1]), int(found[2]), int(found[3])
        elif (found := SLASHED.match(cell)) and (found[2] == "." or self._month_first is not None):
            day, month, year = int(found[1]), int(found[3]), int(found[4])
            if found[2] == "/" and self._month_first:
                day, month = month, day
        else:
            return None, ""
        behind = TIME_BEHIND.fullmatch(cell, found.end())
        return moments.day(f"{year:04}-{month:02}-{day:02}"), behind[1] if behind else ""


def _same_kind(one: datetime, other: datetime) -> bool:
    """Whether two times can be compared: both say their zone, or neither does."""
    return (one.tzinfo is None) == (other.tzinfo is None)


def _zoned(local: datetime | None, zone: ZoneInfo | None) -> datetime | None:
    if local is None or zone is None or local.tzinfo is not None:
        return local
    return to_utc(local, zone)[0]


def _wording(row: Row, name: str) -> Wording:
    """The text of a column, with those in its languages; under no language's name what stands for all."""
    texts = {language: text for (column, language), text in row.items() if column == name and text}
    return texts if any(texts) else texts.get("", "")
