"""A source of any kind to a schedule."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.model import Schedule
from bot.formats.importing.assembly import Watch, assembled, unwatched
from bot.formats.importing.decoding import decoded
from bot.formats.importing.drafts import Draft
from bot.formats.importing.frabjson import read_json
from bot.formats.importing.frabxml import declared_encoding, read_xml
from bot.formats.importing.ical import read_calendar
from bot.formats.importing.notes import Note, Notes
from bot.formats.importing.source import LARGEST, Kind, SourceError, Wishes
from bot.formats.importing.table import columns_of, read_table

__all__ = ["Imported", "kind_of", "read_source"]

EXPECTED = "expected frab's schedule.xml or schedule.json, an iCalendar file or a CSV table"
SAMPLE = 4000
STRANGERS = (
    (b"PK\x03\x04", "a workbook or another zip file; save the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old workbook or document; save the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file; unpack it"),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source became, and what that took."""

    kind: Kind
    schedule: Schedule
    notes: tuple[Note, ...]
    version: str | None
    """The release's name, where the source says it."""


def read_source(
    content: bytes, called: str, wishes: Wishes | None = None, watch: Watch = unwatched
) -> Imported:
    """Read a source; `called` names its conference where nothing else does. Raises only SourceError."""
    wishes = wishes or Wishes()
    if len(content) > LARGEST:
        raise SourceError(f"found more than {LARGEST // 1_000_000} MB; expected a smaller file")
    kind = kind_of(content)
    notes = Notes()
    draft = _draft(kind, content, wishes, notes)
    schedule = assembled(draft, wishes, notes, called, watch)
    return Imported(kind, schedule, tuple(notes), schedule.version if draft.version.strip() else None)


def kind_of(content: bytes) -> Kind:
    """The kind that the content has, whatever its name. Raises SourceError for none of them."""
    for magic, what in STRANGERS:
        if content.startswith(magic):
            raise SourceError(f"found {what}; {EXPECTED}")
    start = decoded(content[:SAMPLE].rpartition(b"\n")[0] or content[:SAMPLE], Notes()).lstrip("\0 \t\r\n")
    if not start:
        raise SourceError(f"found nothing; {EXPECTED}")
    folded = start.casefold()
    if folded.startswith(("<!doctype html", "<html")):
        raise SourceError(f"found a web page; {EXPECTED}")
    if start.startswith("<"):
        return Kind.FRAB_XML
    if start.startswith(("{", "[")):
        return Kind.FRAB_JSON
    if "begin:vcalendar" in folded:
        return Kind.ICALENDAR
    if "\nconference:" in f"\n{folded}":
        raise SourceError(f"found a schedule.yaml, which needs no import; {EXPECTED}")
    first = next((line for line in start.splitlines() if line.strip()), "")
    if columns_of(first)[1]:
        return Kind.CSV
    raise SourceError(f"found none of them; {EXPECTED}")


def _draft(kind: Kind, content: bytes, wishes: Wishes, notes: Notes) -> Draft:
    if kind is Kind.ICALENDAR:
        return read_calendar(content, notes, wishes.encoding)
    declared = declared_encoding(content) if kind is Kind.FRAB_XML else None
    text = decoded(content, notes, wished=wishes.encoding, declared=declared)
    if kind is Kind.FRAB_XML:
        return read_xml(text, notes)
    return read_json(text, notes) if kind is Kind.FRAB_JSON else read_table(text, notes)
