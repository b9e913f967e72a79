"""Every button that can be reached within four presses from /start answers; in each language, every kind of them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from string import digits

import pytest
from structlog.testing import capture_logs

from bot.domain.model import Schedule
from bot.sandbox import Answer, Person
from tests.stage import stage

PRESSES = 4
PRESSES_OF_KINDS = 5
"""So far they meet every kind that the others meet, and more."""
BIG_CHANGES = ("language:", "forget:yes")
"""After these the same person would see everything else in another way."""
OF_A_KIND = 3


def kinds(schedule: Schedule) -> dict[str, str]:
    """What each id in callback data is: two events of a type and status have the same buttons."""
    return {
        **dict.fromkeys(schedule.tracks, "track"),
        **dict.fromkeys(schedule.persons, "person"),
        **{id_: f"{event.type}, {event.status}" for id_, event in schedule.events.items()},
    }


class Crawler:
    """Presses each button once, in the order of how many presses it takes to get there.

    With `kinds` it presses `OF_A_KIND` of those that differ only in which event, track or speaker, or in numbers.
    """

    def __init__(self, person: Person, stranger: Person, kinds: dict[str, str] | None = None) -> None:
        self._person = person
        self._stranger = stranger
        self._kinds = kinds
        self.met: Counter[str] = Counter()
        """How many of each kind were there to press."""
        self.pressed: set[str] = set()
        self.silent: list[str] = []

    async def crawl(self) -> None:
        first = await self._person.send("/start")
        await self._stranger.send("/start")
        buttons = [button.data for button in first.buttons if button.data]
        for _ in range(PRESSES_OF_KINDS if self._kinds else PRESSES):
            fresh = [data for data in dict.fromkeys(buttons) if data not in self.pressed]
            buttons = []
            for data in fresh:
                self.met[kind := self._kind(data)] += 1
                if self._kinds is None or self.met[kind] <= OF_A_KIND:
                    buttons += await self._found_behind(data)

    def _kind(self, data: str) -> str:
        """Of the callback data ``verb:argument…:place``; a place is a letter with a number or an id behind it."""
        known = self._kinds or {}
        return ":".join(
            known.get(part) or (part[0] + known[part[1:]] if part[1:] in known else part.rstrip(digits))
            for part in data.split(":")
        )

    async def _found_behind(self, data: str) -> list[str]:
        self.pressed.add(data)
        answer = await self._press(data)
        if answer.toast is None:
            self.silent.append(data)
        return [button.data for shown in answer.messages for button in shown.buttons if button.data]

    async def _press(self, data: str) -> Answer:
        if data.startswith(BIG_CHANGES):
            return await self._stranger.press(data=data)
        return await self._person.press(data=data)


async def test_every_button_within_four_presses_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path) as scene:
        crawler = Crawler(scene.user("id"), scene.user("id"))
        await crawl(crawler, capsys)
    assert len(crawler.pressed) > 400


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_kind_of_button_answers_in_every_other_language(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path) as scene:
        person, stranger = scene.user(language), scene.user(language)
        crawler = Crawler(person, stranger, kinds(scene.app.published.schedule))
        await crawl(crawler, capsys)
    assert len(crawler.met) > 100


async def crawl(crawler: Crawler, capsys: pytest.CaptureFixture[str]) -> None:
    """Every press is answered, and nothing is logged that is not as it should be."""
    with capture_logs() as logs:
        await crawler.crawl()
    with capsys.disabled():
        sys.stdout.write(f"\n{len(crawler.pressed)} different buttons pressed, of {len(crawler.met)} kinds\n")
    assert crawler.silent == []
    assert [entry for entry in logs if entry["log_level"] in ("warning", "error")] == []
