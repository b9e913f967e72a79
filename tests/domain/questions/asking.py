"""A small conference to be asked about, and how to ask."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.model import Event, EventType, Person, Room, Schedule, Status, Track
from bot.domain.questions import Answer, Asked, Questions
from bot.texts.phrasebook import grammar
from tests import samples
from tests.samples import at, text

__all__ = ["BEIJING", "JAKARTA", "PROGRAMME", "ask", "events", "window"]

BEIJING = samples.BEIJING
JAKARTA = ZoneInfo("Asia/Jakarta")
KEYNOTE = {
    "type": EventType.TALK,
    "forum": "ceremony",
    "title": text("A Word on Water", id="Tentang Air", zh="谈水"),
}
PROGRAMME: Schedule = samples.schedule(
    Event(
        "expo",
        EventType.EXHIBITION,
        text("Expo", id="Pameran Alat", zh="器材展"),
        at("2020-07-23 09:00"),
        at("2020-07-25 17:00"),
    ),
    samples.event(
        "rivers",
        "2020-07-23 09:00",
        90,
        track="water",
        room="one",
        title=text("Rivers Forum", id="Forum Sungai", zh="河流论坛"),
    ),
    samples.event(
        "lunch",
        "2020-07-23 12:00",
        60,
        type=EventType.BREAK,
        title=text("Lunch", id="Makan Siang", zh="午餐"),
    ),
    samples.event(
        "ceremony",
        "2020-07-23 14:00",
        120,
        type=EventType.CEREMONY,
        title=text("Opening Ceremony", id="Upacara Pembukaan", zh="开幕式"),
        persons=("li-na",),
    ),
    samples.event("word", "2020-07-23 14:30", 30, persons=("wang-wei",), **KEYNOTE),
    samples.event(
        "walk",
        "2020-07-23 18:30",
        60,
        type=EventType.ACTIVITY,
        title=text("Evening Walk", id="Jalan Sore", zh="散步"),
    ),
    samples.event(
        "lakes",
        "2020-07-24 10:00",
        120,
        track="water",
        room="two",
        title=text("Lakes Forum", id="Forum Danau", zh="湖泊论坛"),
        persons=("wang-wei",),
    ),
    samples.event(
        "dunes",
        "2020-07-24 15:00",
        60,
        track="sand",
        room="one",
        title=text("Dunes Forum", id="Forum Gurun", zh="沙丘论坛"),
        status=Status.CANCELLED,
    ),
    samples.event(
        "beaches",
        "2020-07-25 09:00",
        60,
        track="sand",
        room="two",
        title=text("Beaches Forum", id="Forum Pantai", zh="海滩论坛"),
        status=Status.TENTATIVE,
    ),
    tracks=(
        Track("water", text("Water", id="Perairan", zh="水域"), aliases=("wet things", "air tawar")),
        Track("sand", text("Sand", id="Pasir", zh="沙子")),
    ),
    rooms=(
        Room("one", text("Room 1", id="Ruang 1", zh="1号厅")),
        Room("two", text("Room 2", id="Ruang 2", zh="2号厅")),
    ),
    persons=(
        Person("li-na", text("Li Na", zh="李娜")),
        Person("wang-wei", text("Wang Wei", zh="王伟")),
    ),
    start=date(2020, 7, 23),
    end=date(2020, 7, 25),
)
_QUESTIONS = Questions(PROGRAMME, grammar())


def ask(
    question: str, when: str = "2020-07-23 08:00", zone: ZoneInfo = BEIJING, previous: Answer | None = None
) -> Answer:
    """The answer to who asks at a moment on Beijing's clock and reads `zone`'s."""
    return _QUESTIONS.answer(question, Asked(at(when), zone, previous))


def events(question: str, when: str = "2020-07-23 08:00", zone: ZoneInfo = BEIJING) -> list[str]:
    return list(ask(question, when, zone).events)


def window(question: str, when: str = "2020-07-23 08:00", zone: ZoneInfo = BEIJING) -> tuple[str, str] | None:
    """The time asked for as ``23 09:00`` on the reader's clock; None where there is none."""
    found = ask(question, when, zone).window
    return (_clock(found.start, zone), _clock(found.end, zone)) if found else None


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d %H:%M}"
