"""The pacer in virtual time: what is let go when, and what never happens whoever sends what."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.gateway.errors import Throttled
from bot.gateway.pacing import Pacer
from tests.gateway.virtual import run

SOON = datetime(2020, 7, 23, 6, tzinfo=UTC)
LATER = SOON + timedelta(hours=1)
GROUP = -1001


class Record:
    """A pacer at `per_second`, and the moments at which it let messages go."""

    def __init__(self, per_second: float = 30) -> None:
        self.time = asyncio.get_running_loop().time
        self.pacer = Pacer(per_second, self.time)
        self.bulks: list[float] = []
        self.replies: list[float] = []
        self.order: list[object] = []

    async def bulk(self, chat: int = 1, useful_until: datetime | None = None, name: object = None) -> None:
        """Come again as often as it is turned away."""
        while True:
            try:
                turn = await self.pacer.bulk(chat, useful_until)
            except Throttled as error:
                await asyncio.sleep(error.seconds)
            else:
                break
        with turn:
            self.bulks.append(self.time())
            self.order.append(name)

    async def reply(self, chat: int = 1) -> float:
        """Seconds that the reply waited."""
        with await self.pacer.reply(chat) as turn:
            self.replies.append(self.time())
            return turn.waited


Arrival = tuple[float, str, int, datetime | None]
quick = settings(deadline=None, max_examples=50)

ARRIVALS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.0, 0.001, 0.02, 0.3, 1.0]),
        st.sampled_from(["bulk", "bulk", "reply"]),
        st.integers(1, 40) | st.just(GROUP),
        st.none() | st.sampled_from([SOON, LATER]),
    ),
    max_size=150,
)


async def play(arrivals: list[Arrival], per_second: float) -> Record:
    record = Record(per_second)
    async with asyncio.TaskGroup() as tasks:
        for gap, kind, chat, useful_until in arrivals:
            await asyncio.sleep(gap)
            tasks.create_task(record.bulk(chat, useful_until) if kind == "bulk" else record.reply(chat))
    return record


LATENESS = st.sampled_from([0.0, 0.0007, 0.003, 0.05])
WAY = st.sampled_from([0.001, 0.003, 0.05, 0.3])


@given(st.lists(WAY, min_size=1, max_size=40), st.booleans(), st.integers(1, 40), LATENESS)
@quick
def test_server_never_counts_more_than_the_limit_in_any_second(
    ways: list[float], slow_there: bool, per_second: int, lateness: float
) -> None:
    """Messages take longer, or their answers do."""

    async def send() -> list[float]:
        record, counted = Record(per_second), list[float]()

        async def one(chat: int) -> None:
            way = 0.001 if chat <= per_second else ways[chat % len(ways)]
            with await record.pacer.bulk(chat):
                await asyncio.sleep(way if slow_there else 0.001)
                counted.append(record.time())
                await asyncio.sleep(0.001 if slow_there else way)

        await asyncio.gather(*map(one, range(1, 5 * per_second + 2)))
        return counted

    counted = run(send(), lateness=lateness)
    for number, moment in enumerate(counted):
        assert sum(moment - 1 < other for other in counted[: number + 1]) <= per_second


def test_bulk_leaves_room_for_as_many_replies_as_came_lately() -> None:
    async def send() -> list[float]:
        record = Record(30)

        async def answer() -> None:
            for chat in range(100):
                await record.reply(chat)
                await asyncio.sleep(0.2)

        await asyncio.gather(answer(), *(record.bulk(chat) for chat in range(1000, 1500)))
        return record.bulks + record.replies

    went = run(send())
    # Of the first second nobody could know that people would write.
    crowded = [moment for moment in went if sum(moment - 1 < other <= moment for other in went) > 30]
    assert (len(went), [moment for moment in crowded if moment > 2]) == (600, [])


def test_room_for_replies_is_given_back_when_none_come() -> None:
    async def send() -> float:
        record = Record(30)
        for chat in range(10):
            await record.reply(chat)
        await asyncio.sleep(20)
        await asyncio.gather(*(record.bulk(chat) for chat in range(300)))
        return record.time() - 20

    assert run(send()) == pytest.approx(10, rel=0.02)


def test_bulk_waits_while_somebody_is_answered_and_catches_up() -> None:
    async def send() -> tuple[float, float]:
        record = Record(1000)
        with record.pacer.answering():
            await record.bulk()
        waited = record.time()
        await asyncio.gather(*(record.bulk(chat) for chat in range(2, 1001)))
        return waited, record.time()

    assert run(send()) == pytest.approx((0.05, 1.0), rel=0.02)


def test_answers_that_never_come_end_no_sending() -> None:
    async def send() -> float:
        record = Record(10)
        await asyncio.gather(*(record.pacer.bulk(chat) for chat in range(1, 22)))
        return record.time()

    # Ten each second, and each second's stand for another one, in which they may yet arrive.
    assert run(send()) == pytest.approx(4, abs=0.05)


@given(st.integers(1, 1000), LATENESS)
@quick
def test_bulk_never_exceeds_the_limit_in_any_second(per_second: int, lateness: float) -> None:
    record = run(play([(0.0, "bulk", chat, None) for chat in range(1, 300)], per_second), lateness=lateness)
    for number, moment in enumerate(record.bulks):
        assert sum(moment - 1 < other for other in record.bulks[: number + 1]) <= per_second


@given(ARRIVALS, st.integers(1, 40), LATENESS)
@quick
def test_bulk_and_replies_before_it_never_exceed_the_limit(
    arrivals: list[Arrival], per_second: int, lateness: float
) -> None:
    record = run(play(arrivals, per_second), lateness=lateness)
    for moment in record.bulks:
        before = [other for other in record.bulks + record.replies if moment - 1 < other < moment]
        assert len(before) < per_second


@given(ARRIVALS)
@quick
def test_all_bulk_goes_in_the_end(arrivals: list[Arrival]) -> None:
    record = run(play(arrivals, 30))
    assert len(record.bulks) == sum(kind == "bulk" for _, kind, _, _ in arrivals)


@given(ARRIVALS, st.integers(1, 40))
@quick
def test_replies_never_wait(arrivals: list[Arrival], per_second: int) -> None:
    record = run(play(arrivals, per_second))
    moment, asked = 0.0, []
    for gap, kind, _, _ in arrivals:
        moment += gap
        if kind == "reply":
            asked.append(moment)
    assert record.replies == pytest.approx(asked)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 7.0]), st.sampled_from(["bulk", "reply"])), max_size=60))
@example([(0.0, "bulk")] * 60)
@example([(0.0, "reply")] * 20 + [(7.0, "reply"), (0.0, "bulk")])
@quick
def test_bulk_to_a_group_keeps_every_minute_at_twenty(arrivals: list[tuple[float, str]]) -> None:
    record = run(play([(gap, kind, GROUP, None) for gap, kind in arrivals], 30))
    for moment in record.bulks:
        before = [other for other in record.bulks + record.replies if moment - 60 < other < moment]
        assert len(before) < 20


@pytest.mark.parametrize(("per_second", "lateness"), [(30, 0.0), (30, 0.002), (1000, 0.001)])
def test_bulk_uses_the_limit(per_second: int, lateness: float) -> None:
    async def send() -> float:
        record = Record(per_second)
        await asyncio.gather(*(record.bulk(chat) for chat in range(1, 10 * per_second + 1)))
        return record.bulks[-1]

    assert run(send(), lateness=lateness) == pytest.approx(10, rel=0.01)


def test_bulk_is_spread_evenly() -> None:
    async def send() -> list[float]:
        record = Record(10)
        await asyncio.gather(*(record.bulk(chat) for chat in range(1, 6)))
        return record.bulks

    gaps = [later - earlier for earlier, later in pairwise(run(send()))]
    assert gaps == pytest.approx([0.1] * 4, abs=0.005)


def test_bulk_goes_earliest_useful_until_first_then_first_come() -> None:
    async def send() -> list[object]:
        record = Record()
        waiting = [(None, "any 1"), (LATER, "later"), (SOON, "soon"), (None, "any 2"), (SOON, "too")]
        await record.bulk(9, None, "first")
        await asyncio.gather(*(record.bulk(chat, *who) for chat, who in enumerate(waiting, 1)))
        return record.order

    assert run(send()) == ["first", "soon", "too", "later", "any 1", "any 2"]


def test_chat_that_had_its_burst_holds_up_no_other() -> None:
    async def send() -> list[object]:
        record = Record()
        await asyncio.gather(
            *(record.bulk(1, SOON, f"one {number}") for number in range(5)), record.bulk(2, LATER, "two")
        )
        return record.order

    assert run(send()) == ["one 0", "one 1", "one 2", "two", "one 3", "one 4"]


def test_private_chat_gets_one_a_second_after_its_burst() -> None:
    async def send() -> list[float]:
        record = Record()
        await asyncio.gather(*(record.bulk(1) for _ in range(6)))
        return record.bulks

    assert run(send())[3:] == pytest.approx([1, 2, 3], abs=0.01)


def test_reply_to_a_chat_keeps_bulk_to_it_waiting() -> None:
    async def send() -> list[float]:
        record = Record()
        for _ in range(3):
            await record.reply(1)
        await record.bulk(1)
        return record.bulks

    assert run(send()) == pytest.approx([1])


def test_many_replies_delay_bulk_by_no_more_than_a_second() -> None:
    async def send() -> list[float]:
        record = Record()
        for chat in range(1, 501):
            await record.reply(chat)
        await record.bulk(999)
        return record.bulks

    assert run(send()) == pytest.approx([1], abs=0.01)


def test_pause_holds_bulk_to_all_chats() -> None:
    async def send() -> list[float]:
        record = Record()
        record.pacer.pause(7, 1)
        await asyncio.gather(record.bulk(2), record.bulk(3))
        return record.bulks

    assert run(send()) == pytest.approx([7, 7.03], abs=0.01)


def test_pause_turns_bulk_away_with_the_seconds_left() -> None:
    async def send() -> list[float]:
        record = Record(1)
        await record.bulk(1)
        waiting = asyncio.create_task(record.pacer.bulk(2))
        await asyncio.sleep(0.5)
        record.pacer.pause(7, None)
        seconds = []
        for turned_away in (waiting, record.pacer.bulk(3)):
            with pytest.raises(Throttled) as caught:
                await turned_away
            seconds.append(caught.value.seconds)
        return seconds

    assert run(send()) == [7, 7]


def test_bulk_to_a_group_that_had_its_minute_is_turned_away() -> None:
    async def send() -> float:
        record = Record()
        for _ in range(20):
            await record.reply(GROUP)
        with pytest.raises(Throttled) as caught:
            await record.pacer.bulk(GROUP)
        return caught.value.seconds

    assert run(send()) == pytest.approx(75 - 12, abs=0.1)


def test_room_is_for_half_a_line_at_least() -> None:
    async def send() -> list[int]:
        record = Record(100)
        rooms = [await record.pacer.room()]
        waiting = [asyncio.create_task(record.bulk(chat)) for chat in range(1, 8)]
        await asyncio.sleep(0)
        rooms.append(await record.pacer.room())
        await asyncio.wait(waiting)
        return [*rooms, await record.pacer.room()]

    assert run(send()) == [6, 3, 6]


def test_there_is_no_room_during_a_pause() -> None:
    async def send() -> tuple[int, float]:
        record = Record()
        record.pacer.pause(7, None)
        return await record.pacer.room(), record.time()

    assert run(send()) == (2, 7)


def test_pause_holds_replies_to_that_chat_only() -> None:
    async def send() -> tuple[float, float]:
        record = Record()
        record.pacer.pause(7, 1)
        return await record.reply(1), await record.reply(2)

    assert run(send()) == pytest.approx((7, 0))


def test_second_pause_never_shortens_the_first() -> None:
    async def send() -> tuple[float, list[float]]:
        record = Record()
        record.pacer.pause(7, 1)
        record.pacer.pause(1, 1)
        waited, _ = await asyncio.gather(record.reply(1), record.bulk(2))
        return waited, record.bulks

    waited, bulks = run(send())
    assert waited == pytest.approx(7)
    assert bulks == pytest.approx([7], abs=0.05)


def test_reply_to_a_silenced_chat_beyond_patience_fails_at_once() -> None:
    async def send() -> tuple[float, float]:
        record = Record()
        record.pacer.pause(60, 1)
        with pytest.raises(Throttled) as caught:
            await record.pacer.reply(1, patience=30)
        return caught.value.seconds, record.time()

    assert run(send()) == (60, 0)


def test_cancelled_waiter_leaves_its_turn_to_the_next() -> None:
    async def send() -> tuple[list[object], list[float]]:
        record = Record(10)
        await record.bulk(1, name="first")
        leaving = asyncio.create_task(record.bulk(2, SOON, "leaving"))
        staying = asyncio.create_task(record.bulk(3, LATER, "staying"))
        await asyncio.sleep(0.05)
        leaving.cancel()
        await asyncio.wait({leaving, staying})
        return record.order, record.bulks

    order, moments = run(send())
    assert order == ["first", "staying"]
    assert moments == pytest.approx([0, 0.1], abs=0.005)


def test_waiter_cancelled_at_its_very_turn_leaves_it_to_the_next() -> None:
    async def send() -> list[object]:
        record = Record(10)
        await record.bulk(1, name="first")
        leaving = asyncio.create_task(record.bulk(2, SOON, "leaving"))
        staying = asyncio.create_task(record.bulk(3, LATER, "staying"))
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.1, leaving.cancel)
        await asyncio.wait({leaving, staying})
        return record.order

    # Both timers run in one turn of the loop, the cancelling one first.
    assert run(send(), lateness=0.05) == ["first", "staying"]


def test_cancelled_waiters_are_forgotten() -> None:
    async def send() -> int:
        record = Record(0.01)
        await record.bulk()
        for chat in range(1, 100):
            waiting = asyncio.create_task(record.bulk(chat))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.wait({waiting})
        return len(record.pacer._ready)

    assert run(send()) == 0


def test_chats_at_rest_are_forgotten() -> None:
    async def send() -> int:
        record = Record(1000)
        for chat in range(1, 20_001):
            record.pacer.pause(0.0, chat)
            await record.bulk(chat)
        return len(record.pacer._chats)

    assert run(send()) < 5000
