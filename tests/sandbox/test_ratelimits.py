from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from bot.sandbox import RateLimits, Sandbox
from bot.sandbox.errors import ApiError
from tests.sandbox.calling import Api, Hands, started


def limits(hands: Hands, **only: Any) -> RateLimits:
    """Limits that are all off, but for `only`."""
    off: dict[str, Any] = {"per_second": None, "chat_per_second": None, "group_per_minute": None}
    return RateLimits(hands, **{**off, **only})


def passed(limits: RateLimits, *chats: str) -> list[int | None]:
    """For each message None, or the seconds to wait."""
    found: list[int | None] = []
    for chat in chats:
        try:
            limits.check(chat)
        except ApiError as error:
            found.append((error.parameters or {}).get("retry_after"))
        else:
            found.append(None)
    return found


def test_no_sliding_second_holds_more_than_the_limit() -> None:
    hands, chats = Hands(), map(str, count())
    limit = limits(hands, per_second=2)
    first = passed(limit, next(chats))
    hands.seconds = 0.9
    second = passed(limit, next(chats), next(chats))
    hands.seconds = 1.1
    third = passed(limit, next(chats), next(chats))
    assert (first, second, third) == ([None], [None, 1], [None, 1])
    assert (limit.refused, limit.fastest) == (2, 2)


def test_chat_takes_a_burst_and_then_one_a_second() -> None:
    hands = Hands()
    limit = limits(hands, chat_per_second=1, chat_burst=3)
    first = passed(limit, *"111112")
    hands.seconds = 1
    second = passed(limit, *"11")
    assert (first, second) == ([None, None, None, 1, 1, None], [None, 1])


def test_group_takes_20_a_minute() -> None:
    hands = Hands()
    limit = limits(hands, group_per_minute=20)
    first = passed(limit, *["-5"] * 21)
    hands.seconds = 60
    assert (first[-2:], passed(limit, "-5"), passed(limit, *["5"] * 21)[-1]) == ([None, 60], [None], None)


def test_chats_that_are_quiet_again_are_forgotten() -> None:
    hands = Hands()
    limit = limits(hands, chat_per_second=1)
    for number in range(10_001):
        limit.check(str(number))
    hands.seconds = 5
    limit.check("x")
    assert len(limit._chats) == 1


@pytest.mark.parametrize(("method", "status"), [("sendMessage", 429), ("answerCallbackQuery", 400)])
async def test_only_messages_count(sandbox: Sandbox, api: Api, method: str, status: int) -> None:
    alice = started(sandbox.world)
    sandbox.limits = limits(Hands(), per_second=1)
    await api.result("sendMessage", chat_id=alice, text="x")
    assert (await api(method, chat_id=alice, text="x"))[0] == status
