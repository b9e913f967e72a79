"""Every picture of the shipped conference: time to draw, bytes, the loop's longest pause, memory."""

from __future__ import annotations

import asyncio
import os
import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bench.figures import Figure
from bench.running import ROOT, peak_memory
from bot.domain.model import Schedule
from bot.formats.schedule import read_schedule
from bot.pictures import glyphs
from bot.pictures.card import card
from bot.pictures.dayplan import timetable
from bot.pictures.picture import Picture
from bot.pictures.poster import poster
from bot.pictures.reader import Reader
from bot.texts import LANGUAGES, texts

__all__ = ["measure"]

TRIES = 5
NOW = datetime(2020, 7, 23, 6, 30, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
BEAT = 0.001
"""Seconds."""


async def measure() -> list[Figure]:
    """The slowest and the largest of each kind; medians of `TRIES`."""
    schedule = read_schedule((ROOT / "schedule.yaml").read_bytes()).schedule
    if schedule is None:
        raise RuntimeError("the shipped schedule is not good")
    figures = []
    for name, pictures in kinds(schedule):
        times = [statistics.median(drawing(picture) for _ in range(TRIES)) for picture in pictures]
        largest = max(len(picture.png()) for picture in pictures)
        slowest, size = 1000 * max(times), largest / 1000
        figures.append(Figure(f"{name}: slowest of {len(pictures)}", slowest, "ms", "< 300", slowest < 300))
        figures.append(Figure(f"{name}: largest", size, "kB", "< 300", size < 300))
    pause = 1000 * await longest_pause([picture for _, pictures in kinds(schedule) for picture in pictures])
    memory = peak_memory(os.getpid())
    fonts = sum(file.stat().st_size for file in Path(glyphs.__file__).with_name("fonts").iterdir()) / 1e6
    return [
        *figures,
        Figure("the loop's longest pause while drawing", pause, "ms", "< 100", pause < 100),
        Figure("peak memory after all of them", memory, "MB", "< 150", memory < 150),
        Figure("fonts in the install", fonts, "MB"),
    ]


def kinds(schedule: Schedule) -> Iterator[tuple[str, list[Picture]]]:
    """In each language, with both clocks, all of it starred."""
    readers = [
        Reader(schedule, texts(language), NOW, JAKARTA, schedule.events, "@conference_bot")
        for language in LANGUAGES
    ]
    yield "timetable of a day", [timetable(reader, day) for reader in readers for day in schedule.days]
    yield "card", [card(reader, event, "Forum") for reader in readers for event in schedule.programme]
    yield "poster of an agenda", [poster(reader, schedule.programme) for reader in readers]


def drawing(picture: Picture) -> float:
    begun = perf_counter()
    picture.png()
    return perf_counter() - begun


async def longest_pause(pictures: list[Picture]) -> float:
    """Seconds for which the loop could do nothing while a thread drew the pictures, one after another."""
    longest, done = 0.0, False

    async def beat() -> None:
        nonlocal longest
        while not done:
            begun = perf_counter()
            await asyncio.sleep(BEAT)
            longest = max(longest, perf_counter() - begun - BEAT)

    beating = asyncio.create_task(beat())
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:
        for picture in pictures:
            await loop.run_in_executor(thread, picture.png)
    done = True
    await beating
    return longest
