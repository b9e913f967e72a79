"""What processes share: slots taken in blocks, pauses told to all."""

from __future__ import annotations

import asyncio

from bot.gateway.allotment import AFTER_FAILURE
from bot.gateway.pacing import Pacer
from tests.gateway.virtual import run
from tests.hostile.growth import sizes


class Shared:
    """The pace of all processes, as the database keeps it, on the loop's time; it fails `failures` times."""

    def __init__(self, failures: int = 0) -> None:
        self.time = asyncio.get_running_loop().time
        self.next_free_at = 0.0
        self.paused_until = 0.0
        self.failures = failures
        self.asked: list[int] = []

    async def reserve(self, count: int, every: float) -> float:
        await asyncio.sleep(0.002)
        if self.failures:
            self.failures -= 1
            raise OSError("the database is away")
        first = max(self.next_free_at, self.paused_until, self.time())
        self.next_free_at = first + count * every
        self.asked.append(count)
        return first - self.time()

    async def pause(self, seconds: float) -> None:
        self.paused_until = max(self.paused_until, self.time() + seconds)


async def send(pacer: Pacer, chats: range, sent: list[float]) -> None:
    async def one(chat: int) -> None:
        with await pacer.bulk(chat):
            sent.append(asyncio.get_running_loop().time())

    await asyncio.gather(*map(one, chats))


def most_in_a_second(moments: list[float]) -> int:
    return max(sum(moment - 1 < other <= moment for other in moments) for moment in moments)


def test_two_processes_together_keep_the_pace() -> None:
    async def main() -> list[float]:
        shared, sent = Shared(), list[float]()
        pacers = [Pacer(30, shared.time, shared) for _ in range(2)]
        await asyncio.gather(*(send(pacer, range(1, 151), sent) for pacer in pacers))
        return sent

    sent = run(main())
    assert (len(sent), most_in_a_second(sent) <= 30, max(sent) < 300 / 30 * 1.02) == (300, True, True)


def test_one_process_alone_uses_the_whole_pace() -> None:
    async def main() -> list[float]:
        shared, sent = Shared(), list[float]()
        await send(Pacer(1000, shared.time, shared), range(1, 5001), sent)
        return sent

    sent = run(main())
    assert (len(sent), most_in_a_second(sent) <= 1000, (max(sent) - min(sent)) < 5 / 0.95) == (
        5000,
        True,
        True,
    )


def test_slots_are_asked_for_in_blocks() -> None:
    async def main() -> list[int]:
        shared = Shared()
        await send(Pacer(40, shared.time, shared), range(1, 41), [])
        return shared.asked

    assert set(run(main())) == {10}


def test_pause_of_one_process_holds_the_other() -> None:
    async def main() -> list[float]:
        shared, sent = Shared(), list[float]()
        one, other = (Pacer(30, shared.time, shared) for _ in range(2))
        one.pause(5, 1)
        await asyncio.sleep(0)
        await send(other, range(1, 4), sent)
        return sent

    assert min(run(main())) >= 5


def test_reply_never_waits_and_is_made_good_by_the_next_block() -> None:
    async def main() -> tuple[float, list[int]]:
        shared = Shared()
        pacer = Pacer(40, shared.time, shared)
        waited = sum([(await pacer.reply(chat)).waited for chat in range(1, 6)])
        await asyncio.sleep(1)
        return waited, shared.asked

    waited, asked = run(main())
    assert (waited, sum(asked) >= 15) == (0, True)


def test_slots_that_replies_have_used_up_are_forgotten() -> None:
    async def main() -> set[str]:
        shared = Shared()
        pacer = Pacer(40, shared.time, shared)
        for chat in range(1, 301):
            with await pacer.reply(chat):
                await asyncio.sleep(0.1)
        return sizes(pacer, 20).keys() - {"Shared.asked"}

    assert run(main()) == set()


def test_pace_that_was_not_read_is_asked_for_again() -> None:
    async def main() -> list[float]:
        shared, sent = Shared(failures=2), list[float]()
        await send(Pacer(30, shared.time, shared), range(1, 4), sent)
        return sent

    sent = run(main())
    assert (len(sent), min(sent) >= 2 * AFTER_FAILURE) == (3, True)
