"""The dispatcher in virtual time: whose update runs when, and what becomes of those that go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from structlog.testing import capture_logs
from telegram import Update

from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import NotDone
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


def by(number: int, sender: int, chat: int = -5) -> Update:
    person = {"id": sender, "is_bot": False, "first_name": "A"}
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "group"}, "from": person}
    return Update.de_json({"update_id": number, "message": message}, None)


async def flooded(*updates: Update, **limits: int) -> tuple[list[int], list[int], list[int]]:
    """The updates that were acknowledged at once, those processed, and those told that it was too fast."""
    desk, told = Desk(), []

    async def tell(update: Update) -> None:
        told.append(update.update_id)

    dispatcher = Dispatcher(desk.process, tell, **limits)
    taken = [(one.update_id, await dispatcher.submit(one)) for one in updates]
    acknowledged = [update_id for update_id, future in taken if future.done()]
    await dispatcher.drain(1000)
    return acknowledged, sorted(desk.ended), told


def test_surplus_of_a_sender_is_told_of_once_and_all_of_it_is_acknowledged() -> None:
    updates = [by(number, 7) for number in range(1, 7)]
    assert run(flooded(*updates, sender_room=2)) == ([1, 2, 3, 4, 5, 6], [1, 2], [3])


def test_flooding_sender_takes_no_room_of_others_in_the_group() -> None:
    updates = [*(by(number, 7) for number in range(1, 5)), by(5, 8), by(6, 7)]
    assert run(flooded(*updates, sender_room=2)) == ([1, 2, 3, 4, 6], [1, 2, 5], [3])


def test_group_that_floods_tells_a_few_of_those_whose_updates_were_dropped() -> None:
    updates = [by(number, 100 + number % 10) for number in range(1, 41)]
    acknowledged, ended, told = run(flooded(*updates, chat_room=10))
    assert (len(acknowledged), ended, told) == (40, list(range(1, 11)), [11, 12, 13, 14, 15])


def test_sender_is_told_of_floods_once_a_minute() -> None:
    async def play() -> list[int]:
        told = []

        async def tell(update: Update) -> None:
            told.append(update.update_id)

        dispatcher, number = Dispatcher(Desk().process, tell, sender_room=1), 0
        for _ in range(4):
            for _ in range(3):
                number += 1
                await dispatcher.submit(by(number, 7))
            await asyncio.sleep(25)
        return told

    with capture_logs():
        assert run(play()) == [2, 11]


def test_held_updates_are_bounded_though_a_flood_is_acknowledged() -> None:
    async def play() -> float:
        desk = Desk()
        dispatcher = Dispatcher(desk.process, room=4, sender_room=3)
        for number in range(1, 7):
            await dispatcher.submit(by(number, 7))
        for number in (7, 8):
            await dispatcher.submit(by(number, 8, chat=number))
        return desk.time()

    assert run(play()) == 1


def test_update_that_cannot_be_done_now_is_tried_until_it_is_done() -> None:
    async def play() -> tuple[list[float], list[int]]:
        began, ended = [], []
        time = asyncio.get_running_loop().time

        async def process(update: Update) -> None:
            began.append(time())
            if time() < 10:
                raise NotDone
            ended.append(update.update_id)

        dispatcher = Dispatcher(process)
        await asyncio.wait([await dispatcher.submit(update(number)) for number in (1, 2)])
        return began, ended

    assert run(play()) == ([0, 0.5, 1.5, 3.5, 8.5, 13.5, 13.5], [1, 2])


def test_update_that_cannot_be_done_is_given_back_at_the_end() -> None:
    async def play() -> bool:
        async def process(_: Update) -> None:
            raise NotDone

        dispatcher = Dispatcher(process)
        taken = await dispatcher.submit(update(1))
        await dispatcher.drain(30)
        return taken.cancelled()

    with capture_logs():
        assert run(play())


def test_flooding_chat_loses_what_is_beyond_its_room() -> None:
    async def play() -> list[int]:
        desk = Desk()
        dispatcher = Dispatcher(desk.process, chat_room=3)
        for one in (*(update(number) for number in range(1, 9)), update(9, chat=2)):
            await dispatcher.submit(one)
        await dispatcher.drain(10)
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
