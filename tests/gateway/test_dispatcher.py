"""The dispatcher in virtual time: whose update runs when, and what becomes of those that go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from structlog.testing import capture_logs
from telegram import Update

from bot.gateway.dispatcher import Dispatcher
from tests.gateway.virtual import run

Process = Callable[[Update], Awaitable[None]]


def update(number: int, chat: int = 1) -> Update:
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}}
    return Update.de_json({"update_id": number, "message": message}, None)


def inline_query(number: int, user: int) -> Update:
    person = {"id": user, "is_bot": False, "first_name": "A"}
    query = {"id": "1", "from": person, "query": "", "offset": ""}
    return Update.de_json({"update_id": number, "inline_query": query}, None)


class Desk:
    """A process that takes `seconds[update_id]` (1 by default) and remembers when each began and ended."""

    def __init__(self, seconds: dict[int, float] | None = None) -> None:
        self.time = asyncio.get_running_loop().time
        self.seconds = seconds or {}
        self.began: dict[int, float] = {}
        self.ended: dict[int, float] = {}

    async def process(self, update: Update) -> None:
        self.began[update.update_id] = self.time()
        await asyncio.sleep(self.seconds.get(update.update_id, 1))
        self.ended[update.update_id] = self.time()


async def played(desk: Desk, *updates: Update, **limits: Any) -> Desk:
    dispatcher = Dispatcher(desk.process, **limits)
    await asyncio.wait([await dispatcher.submit(update) for update in updates])
    return desk


def test_updates_of_one_chat_run_one_after_the_other() -> None:
    async def play() -> dict[int, float]:
        return (await played(Desk({1: 3}), update(1), update(2), update(3))).began

    assert run(play()) == {1: 0, 2: 3, 3: 4}


def test_slow_chat_holds_up_no_other() -> None:
    async def play() -> dict[int, float]:
        return (await played(Desk({1: 20}), update(1, chat=1), update(2, chat=2))).ended

    assert run(play()) == {2: 1, 1: 20}


def test_no_more_chats_than_allowed_run_at_once() -> None:
    async def play() -> dict[int, float]:
        updates = [update(number, chat=number) for number in range(1, 6)]
        return (await played(Desk(), *updates, concurrency=2)).began

    assert run(play()) == {1: 0, 2: 0, 3: 1, 4: 1, 5: 2}


def test_busy_chat_takes_turns_with_others() -> None:
    async def play() -> list[int]:
        updates = [update(1), update(2), update(3), update(4, chat=2), update(5, chat=3)]
        return list((await played(Desk(), *updates, concurrency=1)).began)

    assert run(play()) == [1, 4, 5, 2, 3]


def test_inline_query_keeps_its_order_with_its_users_chat() -> None:
    async def play() -> dict[int, float]:
        return (await played(Desk(), update(1, chat=7), inline_query(2, user=7), update(3, chat=7))).began

    assert run(play()) == {1: 0, 2: 1, 3: 2}


def test_update_without_chat_and_user_is_processed() -> None:
    async def play() -> dict[int, float]:
        return (await played(Desk(), Update(update_id=1))).began

    assert run(play()) == {1: 0}


def test_hanging_handler_is_cut_off_and_the_next_runs() -> None:
    async def play() -> tuple[dict[int, float], dict[int, float]]:
        desk = await played(Desk({1: 1000}), update(1), update(2), cut_off=30)
        return desk.began, desk.ended

    with capture_logs() as logs:
        assert run(play()) == ({1: 0, 2: 30}, {2: 31})
    assert [line["event"] for line in logs] == ["a handler was cut off"]


def test_failing_handler_is_logged_and_the_next_runs() -> None:
    async def play() -> list[int]:
        ran = []

        async def process(update: Update) -> None:
            ran.append(update.update_id)
            if update.update_id == 1:
                raise TimeoutError

        dispatcher = Dispatcher(process)
        await asyncio.wait([await dispatcher.submit(update(1)), await dispatcher.submit(update(2))])
        return ran

    with capture_logs() as logs:
        assert run(play()) == [1, 2]
    assert [(line["event"], line["exc_info"]) for line in logs] == [("a handler failed", True)]


def test_logs_of_a_handler_name_update_and_chat() -> None:
    async def play() -> list[dict[str, Any]]:
        seen = []

        async def process(_: Update) -> None:
            seen.append(structlog.contextvars.get_contextvars())

        await (await Dispatcher(process).submit(update(5, chat=7)))
        return [*seen, structlog.contextvars.get_contextvars()]

    assert run(play()) == [{"update_id": 5, "chat_id": 7}, {}]


def test_update_taken_twice_runs_once() -> None:
    async def play() -> tuple[bool, int]:
        runs = []

        async def process(update: Update) -> None:
            runs.append(update)
            await asyncio.sleep(1)

        dispatcher = Dispatcher(process)
        first, second = await dispatcher.submit(update(1)), await dispatcher.submit(update(1))
        await first
        return first is second, len(runs)

    assert run(play()) == (True, 1)


def test_cancelled_wait_for_an_update_stops_no_later_one() -> None:
    async def play() -> list[int]:
        desk = Desk()
        dispatcher = Dispatcher(desk.process)
        first, second = await dispatcher.submit(update(1)), await dispatcher.submit(update(2))
        first.cancel()
        await second
        return list(desk.ended)

    assert run(play()) == [1, 2]


def test_taking_waits_for_room() -> None:
    async def play() -> float:
        desk = Desk()
        dispatcher = Dispatcher(desk.process, room=2)
        for number in range(1, 4):
            await dispatcher.submit(update(number, chat=number))
        return desk.time()

    assert run(play()) == 1


def test_flooding_chat_loses_what_is_beyond_its_room() -> None:
    async def play() -> list[int]:
        desk = await played(
            Desk(), *(update(number) for number in range(1, 9)), update(9, chat=2), chat_room=3
        )
        return sorted(desk.ended)

    with capture_logs() as logs:
        assert run(play()) == [1, 2, 3, 9]
    assert [(line["event"], line.get("updates")) for line in logs] == [
        ("too many updates of one chat at once; the rest is dropped", None),
        ("updates of one chat were dropped", 5),
    ]


def test_drain_waits_for_everything_taken() -> None:
    async def play() -> tuple[bool, list[int]]:
        desk = Desk()
        dispatcher = Dispatcher(desk.process)
        for number in range(1, 4):
            await dispatcher.submit(update(number))
        return await dispatcher.drain(10), list(desk.ended)

    assert run(play()) == (True, [1, 2, 3])


def test_drain_of_nothing_ends_at_once() -> None:
    async def play() -> tuple[bool, float]:
        desk = Desk()
        return await Dispatcher(desk.process).drain(10), desk.time()

    assert run(play()) == (True, 0)


def test_drain_gives_back_what_is_too_slow() -> None:
    async def play() -> tuple[bool, float, list[bool]]:
        desk = Desk({2: 100})
        dispatcher = Dispatcher(desk.process, cut_off=1000)
        taken = [await dispatcher.submit(update(number)) for number in (1, 2, 3)]
        ended = await dispatcher.drain(10)
        return ended, desk.time(), [future.cancelled() for future in taken]

    assert run(play()) == (False, 10, [False, True, True])
