"""When calls try whether Telegram is back, in virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, Forbidden, TelegramError, TimedOut

from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome
from bot.gateway.reach import Reach
from tests.gateway.virtual import run

REFUSED = NotSent("refused")


class Line:
    """Calls that end as told, and when they went."""

    def __init__(self) -> None:
        self.time = asyncio.get_running_loop().time
        self.reach = Reach(self.time, (0.5, 5.0))
        self.moments: list[float] = []

    def call(self, error: Exception | None = None) -> None:
        self.moments.append(self.time())
        try:
            with self.reach.trying():
                if error is not None:
                    raise error
        except type(error or REFUSED):
            pass

    async def until(self, moment: float) -> None:
        """One call after the other, none of which gets through, each as soon as it may."""
        while True:
            await self.reach.turn(60)
            if self.time() > moment:
                return
            self.call(REFUSED)


def played(play: Callable[[Line], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        return await play(Line())

    return run(main())


def test_calls_that_do_not_get_through_are_tried_with_growing_pauses() -> None:
    async def play(line: Line) -> list[float]:
        await line.until(25)
        return line.moments

    assert played(play) == [0, 0, 0, 0, 0.5, 1.5, 3.5, 7.5, 12.5, 17.5, 22.5]


def test_many_who_wait_try_one_at_a_time() -> None:
    async def play(line: Line) -> list[float]:
        await asyncio.gather(*(line.until(10) for _ in range(100)))
        return line.moments

    assert played(play) == [0, 0, 0, 0, 0.5, 1.5, 3.5, 7.5]


def test_first_call_that_gets_through_lets_all_go_at_once() -> None:
    async def play(line: Line) -> tuple[list[float], list[str]]:
        told: list[str] = []
        line.reach.watch(lambda: told.append("back"))
        await line.until(10)
        line.call(REFUSED)
        waiting = [asyncio.create_task(line.reach.turn(60)) for _ in range(3)]
        await asyncio.sleep(0)
        line.call()
        return await asyncio.gather(*waiting), told

    assert played(play) == ([0, 0, 0], ["back"])


@pytest.mark.parametrize("error", [TimedOut(), UnknownOutcome("reset"), ServerFailed(502), REFUSED])
def test_telegram_is_away_after_a_few_calls_that_did_not_get_through(error: TelegramError) -> None:
    async def play(line: Line) -> list[bool]:
        away = []
        for _ in range(4):
            line.call(error)
            away.append(line.reach.away)
        return away

    assert played(play) == [False, False, False, True]


@pytest.mark.parametrize("answer", [None, BadRequest("no"), Forbidden("blocked"), Throttled(3)])
def test_answer_of_any_kind_got_through(answer: TelegramError | None) -> None:
    async def play(line: Line) -> bool:
        for error in (REFUSED, REFUSED, REFUSED, answer, REFUSED, REFUSED, REFUSED):
            line.call(error)
        return line.reach.away

    assert played(play) is False


def test_call_that_was_given_up_says_nothing() -> None:
    async def play(line: Line) -> bool:
        for error in (REFUSED, REFUSED, REFUSED, RuntimeError(), REFUSED):
            line.call(error)
        return line.reach.away

    assert played(play) is True


def test_who_has_no_more_patience_is_told_at_once() -> None:
    async def play(line: Line) -> float:
        await line.until(10)
        line.call(REFUSED)
        with pytest.raises(NotSent):
            await line.reach.turn(1.0)
        return line.time()

    assert played(play) == 12.5


def test_going_away_and_coming_back_are_said_once() -> None:
    async def play(line: Line) -> None:
        await line.until(30)
        line.call()
        line.call()

    with capture_logs() as logs:
        played(play)
    assert [entry["event"] for entry in logs] == [
        "nothing gets through to Telegram; what is to be sent waits",
        "calls get through to Telegram again",
    ]
