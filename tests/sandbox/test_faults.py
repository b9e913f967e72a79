from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox import ApiError, Fault, Sandbox
from bot.sandbox.faults import Faults
from tests.sandbox.calling import TOKEN, Api, started


async def send(sandbox: Sandbox, api: Api) -> Any:
    """What a call meets: status and body, or the name of the client's error."""
    alice = next(iter(sandbox.world.users), None) or started(sandbox.world)
    call = api.session.post(
        f"{api.url}/bot{TOKEN}/sendMessage",
        json={"chat_id": alice, "text": "x"},
        timeout=aiohttp.ClientTimeout(sock_read=0.05),
    )
    try:
        async with call as response:
            return response.status, await response.text()
    except (aiohttp.ClientError, TimeoutError) as error:
        return type(error).__name__


def posted(sandbox: Sandbox) -> int:
    return sum(len(chat.messages) for chat in sandbox.world.chats.values())


async def test_too_many_requests_says_when_to_try_again(sandbox: Sandbox, api: Api) -> None:
    sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, retry_after=7)
    status, body = await api("sendMessage", chat_id=1, text="x")
    assert (status, body) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )


@pytest.mark.parametrize(
    ("fault", "met", "done"),
    [
        (Fault.SERVER_ERROR, 500, 0),
        (Fault.BAD_GATEWAY, 502, 0),
        (Fault.RESET_BEFORE, "ClientOSError", 0),
        (Fault.RESET_AFTER, "ClientOSError", 1),
        (Fault.HANG_BEFORE, "SocketTimeoutError", 0),
        (Fault.HANG_AFTER, "SocketTimeoutError", 1),
    ],
)
async def test_fault_befalls_a_call_before_or_after_its_work(
    sandbox: Sandbox, api: Api, fault: Fault, met: object, done: int
) -> None:
    sandbox.faults.add("sendMessage", fault)
    answer = await send(sandbox, api)
    found = answer if isinstance(answer, str) else answer[0]
    assert (found, posted(sandbox)) == (met, done)


async def test_bad_gateway_is_a_web_page(sandbox: Sandbox, api: Api) -> None:
    sandbox.faults.add("sendMessage", Fault.BAD_GATEWAY)
    _, body = await send(sandbox, api)
    assert body.startswith("<html>")


async def test_refusal_can_be_scripted_in_telegrams_words(sandbox: Sandbox, api: Api) -> None:
    sandbox.faults.add("sendMessage", ApiError(400, "Bad Request: have no rights to send a message"))
    status, body = await api("sendMessage", chat_id=1, text="x")
    assert (status, body["description"]) == (400, "Bad Request: have no rights to send a message")


async def test_call_after_the_fault_is_done(sandbox: Sandbox, api: Api) -> None:
    sandbox.faults.add("sendMessage", Fault.RESET_BEFORE, times=2)
    answers = [await send(sandbox, api) for _ in range(3)]
    assert (answers[:2], answers[2][0]) == (["ClientOSError"] * 2, 200)


def met(faults: Faults, method: str = "sendmessage", chat_id: str = "1") -> Fault | ApiError | None:
    mishap = faults.meet(method, chat_id)
    return mishap.fault if mishap else None


def test_fault_waits_for_its_method_and_chat() -> None:
    faults = Faults()
    faults.add("sendMessage", Fault.SERVER_ERROR, chat_id=2)
    found = [
        met(faults),
        met(faults, "editmessagetext", "2"),
        met(faults, chat_id="2"),
        met(faults, chat_id="2"),
    ]
    assert found == [None, None, Fault.SERVER_ERROR, None]


def test_fault_without_a_method_befalls_any() -> None:
    faults = Faults()
    faults.add("", Fault.SERVER_ERROR)
    assert met(faults, "getupdates") == Fault.SERVER_ERROR


def test_random_faults_come_in_their_shares() -> None:
    faults = Faults(seed=1)
    faults.at_random({Fault.TOO_MANY_REQUESTS: 0.05, Fault.RESET_AFTER: 0.01}, ["sendMessage"])
    for _ in range(10_000):
        met(faults)
        met(faults, "getupdates")
    assert 450 < faults.met[Fault.TOO_MANY_REQUESTS] < 550
    assert 70 < faults.met[Fault.RESET_AFTER] < 130


def test_random_faults_repeat_with_their_seed() -> None:
    runs = []
    for _ in range(2):
        faults = Faults(seed=5)
        faults.at_random({Fault.SERVER_ERROR: 0.5}, ["sendMessage"])
        runs.append([met(faults) for _ in range(50)])
    assert runs[0] == runs[1]


def test_shares_above_one_are_refused() -> None:
    with pytest.raises(ValueError, match="expected at most 1"):
        Faults().at_random({Fault.SERVER_ERROR: 0.6, Fault.BAD_GATEWAY: 0.6}, ["sendMessage"])


def test_nothing_goes_wrong_after_clear() -> None:
    faults = Faults()
    faults.add("", Fault.SERVER_ERROR, times=9)
    faults.at_random({Fault.SERVER_ERROR: 1}, ["sendMessage"])
    faults.clear()
    assert met(faults) is None
