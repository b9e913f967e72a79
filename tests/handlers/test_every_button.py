"""Every button that can be reached within four presses from /start answers, in three languages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.sandbox import Answer, Person
from tests.stage import stage

PRESSES = 4
BIG_CHANGES = ("language:", "forget:yes")
"""After these the same person would see everything else in another way."""


class Crawler:
    """Presses each button once, in the order of how many presses it takes to get there."""

    def __init__(self, person: Person, stranger: Person) -> None:
        self._person = person
        self._stranger = stranger
        self.pressed: set[str] = set()
        self.silent: list[str] = []

    async def crawl(self) -> None:
        first = await self._person.send("/start")
        await self._stranger.send("/start")
        buttons = [button.data for button in first.buttons if button.data]
        for _ in range(PRESSES):
            fresh = [data for data in dict.fromkeys(buttons) if data not in self.pressed]
            buttons = []
            for data in fresh:
                buttons += await self._found_behind(data)

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


@pytest.mark.parametrize("language", ["id", "en", "zh"])
async def test_every_button_within_four_presses_answers(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path) as scene:
        crawler = Crawler(scene.user(language), scene.user(language))
        with capture_logs() as logs:
            await crawler.crawl()
    with capsys.disabled():
        sys.stdout.write(f"\n{language}: {len(crawler.pressed)} different buttons pressed\n")
    assert crawler.silent == []
    assert [entry for entry in logs if entry["log_level"] in ("warning", "error")] == []
    assert len(crawler.pressed) > 400
