"""A world to call methods on directly, and over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from bot.sandbox.world import World

__all__ = ["NOON", "TOKEN", "Api", "Hands", "call", "clock", "refusal", "started", "world"]

TOKEN = "42:TEST-token"
NOON = datetime(2020, 7, 23, 12, tzinfo=UTC)


@dataclass
class Hands:
    """A machine's time that stands still until it is moved, in seconds."""

    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds


def clock(hands: Hands | None = None) -> Clock:
    """Conference time stands at NOON."""
    return Clock(NOON, monotonic=hands or Hands())


def world(hands: Hands | None = None, **options: Any) -> World:
    return World(clock(hands), TOKEN, "cic_bot", **options)


def started(world: World, name: str = "Alice", **fields: Any) -> int:
    """The id of a new person to whom the bot may write."""
    user = world.add_user(name, **fields)
    user.started = True
    return user.id


def call(world: World, method: str, **params: Any) -> Any:
    """The result of a method; parameters as in a JSON body."""
    return METHODS[method.lower()](world, Params(params))


def refusal(world: World, method: str, **params: Any) -> tuple[int, str]:
    """Code and description of the refusal of a call."""
    try:
        result = call(world, method, **params)
    except ApiError as error:
        return error.code, error.description
    raise AssertionError(f"{method} was not refused: {result}")


class Api:
    """Calls over HTTP; the answer is status and body."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def __call__(self, method: str, *, token: str = TOKEN, **params: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=params) as response:
            return response.status, await response.json()

    async def result(self, method: str, **params: Any) -> Any:
        status, body = await self(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]
