"""The gate in virtual time, around calls that fail as told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome
from bot.gateway.gate import Gate, Retries
from bot.gateway.pacing import Pacer
from bot.gateway.reach import Reach
from bot.gateway.timetags import TimeTags
from tests.gateway.virtual import run

SENT: dict[str, Any] = {"message_id": 1}
OLD_SERVER = BadRequest('Can\'t parse entities: unsupported start tag "tg-time" at byte offset 5')


class Line:
    """The gate, and behind it a server that answers with `answers` in turn, then with SENT."""

    def __init__(self, *answers: object, per_second: float = 30) -> None:
        self.time = asyncio.get_running_loop().time
        self.pacer = Pacer(per_second, self.time)
        self.reach = Reach(self.time)
        self.gate = Gate(
            self.pacer, self.reach, TimeTags(), Retries(attempts=4, first_delay=1.0, patience=30.0)
        )
        self.answers = deque(answers)
        self.failing: dict[str, TelegramError] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.moments: list[float] = []

    async def server(self, endpoint: str, data: dict[str, Any], **_: Any) -> Any:
        self.calls.append((endpoint, data))
        self.moments.append(self.time())
        answer = self.failing.get(endpoint) or (self.answers.popleft() if self.answers else SENT)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def call(self, endpoint: str = "sendMessage", **data: Any) -> Any:
        data = {"chat_id": 1, **data}
        return await self.gate.process_request(self.server, (endpoint, data), {}, endpoint, data, None)


def played(*answers: object, endpoint: str = "sendMessage", **data: Any) -> tuple[Any, Line]:
    """The result, or the error, of one call."""

    async def play() -> tuple[Any, Line]:
        line = Line(*answers)
        try:
            return await line.call(endpoint, **data), line
        except TelegramError as error:
            return error, line

    return run(play())


@pytest.mark.parametrize("error", [NotSent("refused"), ServerFailed(502)])
def test_send_that_was_not_done_is_tried_again(error: TelegramError) -> None:
    result, line = played(error, error)
    assert (result, len(line.calls)) == (SENT, 3)


def test_waits_between_tries_double_and_are_jittered() -> None:
    _, line = played(*[NotSent("refused")] * 3)
    waits = [later - earlier for earlier, later in pairwise(line.moments)]
    assert [low <= wait <= 3 * low for low, wait in zip([0.5, 1.0, 2.0], waits, strict=True)] == [True] * 3


def test_tries_of_a_call_end_while_others_get_through() -> None:
    async def play() -> int:
        line = Line()
        line.failing["sendMessage"] = ServerFailed(500)
        failing = asyncio.create_task(line.call())
        while not failing.done():
            await asyncio.sleep(0.25)
            await line.call("getMe")
        with pytest.raises(ServerFailed):
            await failing
        return sum(endpoint == "sendMessage" for endpoint, _ in line.calls)

    assert run(play()) == 4


def test_reply_gives_up_when_telegram_is_away_for_longer_than_its_patience() -> None:
    result, line = played(*[NotSent("refused")] * 1000)
    assert isinstance(result, NotSent)
    assert 20 < line.moments[-1] < 30


@pytest.mark.parametrize("error", [TimedOut(), UnknownOutcome("reset")])
@pytest.mark.parametrize("endpoint", ["sendMessage", "sendPhoto", "copyMessage", "forwardMessage"])
def test_send_of_unknown_outcome_is_not_repeated(error: TelegramError, endpoint: str) -> None:
    result, line = played(error, endpoint=endpoint)
    assert (result, len(line.calls)) == (error, 1)


@pytest.mark.parametrize("endpoint", ["editMessageText", "answerCallbackQuery", "getMe", "deleteMessage"])
def test_call_that_may_be_done_twice_is_repeated_after_an_unknown_outcome(endpoint: str) -> None:
    result, line = played(TimedOut(), UnknownOutcome("reset"), True, endpoint=endpoint)
    assert (result, len(line.calls)) == (True, 3)


@pytest.mark.parametrize("error", [Forbidden("blocked"), BadRequest("Chat not found"), NetworkError("413")])
def test_refusal_is_passed_on_at_once(error: TelegramError) -> None:
    result, line = played(error)
    assert (result, len(line.calls)) == (error, 1)


def test_throttled_reply_waits_as_long_as_told() -> None:
    result, line = played(Throttled(7))
    assert result == SENT
    assert line.moments == pytest.approx([0, 7])


def test_throttled_reply_gives_up_when_patience_ends() -> None:
    last = Throttled(20)
    result, line = played(Throttled(20), last)
    assert result is last
    assert line.moments == pytest.approx([0, 20])


def test_reply_to_a_chat_silenced_for_long_fails_without_a_call() -> None:
    async def play() -> list[float]:
        line = Line(Throttled(60))
        for _ in range(2):
            with pytest.raises(Throttled):
                await line.call()
        return line.moments

    assert run(play()) == [0]


def test_reply_spends_patience_on_what_others_ran_into() -> None:
    async def play() -> list[float]:
        line = Line(Throttled(20))
        line.pacer.pause(20, 1)
        with pytest.raises(Throttled):
            await line.call()
        return line.moments

    assert run(play()) == pytest.approx([20])


def test_throttled_answer_waits_and_holds_up_no_bulk() -> None:
    async def play() -> tuple[list[float], float]:
        line = Line(Throttled(7))
        answer = asyncio.create_task(line.call("answerCallbackQuery"))
        await asyncio.sleep(1)
        await line.pacer.bulk(2)
        went = line.time()
        await answer
        return line.moments, went

    assert run(play()) == ([0, 7], 1)


def test_throttled_reply_holds_all_bulk() -> None:
    async def play() -> float:
        line = Line(Throttled(7))
        reply = asyncio.create_task(line.call(chat_id=1))
        await asyncio.sleep(1)
        with pytest.raises(Throttled) as caught:
            await line.pacer.bulk(2)
        await reply
        return caught.value.seconds

    assert run(play()) == 6


def test_chat_action_takes_no_turn() -> None:
    async def play() -> float:
        line = Line(per_second=1)
        for _ in range(9):
            await line.call("sendChatAction")
        await line.pacer.bulk(1)
        return line.time()

    assert run(play()) == 0


def test_edit_that_changes_nothing_is_a_success() -> None:
    unchanged = BadRequest("Message is not modified: specified new message content and reply markup are ...")
    assert played(unchanged, endpoint="editMessageText")[0] is True


def test_answer_to_an_old_query_is_a_success() -> None:
    late = BadRequest("Query is too old and response timeout expired or query id is invalid")
    assert played(late, endpoint="answerCallbackQuery")[0] is True


@pytest.mark.parametrize("key", ["text", "caption"])
def test_time_tags_are_taken_out_for_a_server_that_knows_none(key: str) -> None:
    text = '<b>Opens</b> <tg-time unix="1595484000" format="wDT">14:00</tg-time> <i>Beijing</i>'
    result, line = played(OLD_SERVER, **{key: text})
    assert result == SENT
    assert [data[key] for _, data in line.calls] == [text, "<b>Opens</b> 14:00 <i>Beijing</i>"]


def test_server_without_time_tags_is_remembered() -> None:
    async def play() -> list[str]:
        line = Line(OLD_SERVER)
        for hour in ("1", "2"):
            await line.call(text=f"<tg-time unix='1'>{hour}</tg-time>")
        return [data["text"] for _, data in line.calls]

    assert run(play()) == ["<tg-time unix='1'>1</tg-time>", "1", "2"]


def test_time_tag_refused_where_there_is_none_is_passed_on() -> None:
    result, line = played(OLD_SERVER, text="plain")
    assert (result, len(line.calls)) == (OLD_SERVER, 1)


def test_data_of_the_caller_is_left_as_it_is() -> None:
    async def play() -> dict[str, Any]:
        line, data = Line(OLD_SERVER), {"chat_id": 1, "text": "<tg-time unix='1'>1</tg-time>"}
        call: Coroutine[Any, Any, Any] = line.gate.process_request(
            line.server, (), {}, "sendMessage", data, None
        )
        await call
        return data

    assert run(play()) == {"chat_id": 1, "text": "<tg-time unix='1'>1</tg-time>"}


def test_replies_of_many_chats_take_turns_at_trying_while_telegram_is_away() -> None:
    async def play() -> tuple[list[float], list[Any]]:
        line = Line(*[NotSent("refused")] * 1000)
        ends = await asyncio.gather(
            *(line.call(chat_id=chat) for chat in range(1, 51)), return_exceptions=True
        )
        return line.moments, ends

    moments, ends = run(play())
    assert (moments[:7], len(moments), {type(end) for end in ends}) == (
        [0, 0, 0, 0, 0.5, 1.5, 3.5],
        12,
        {NotSent},
    )


def test_reply_goes_as_soon_as_telegram_is_back() -> None:
    async def play() -> list[float]:
        line = Line(*[NotSent("refused")] * 6)
        await asyncio.gather(*(line.call(chat_id=chat) for chat in range(1, 51)))
        return line.moments

    assert run(play())[6:] == [3.5] * 50
