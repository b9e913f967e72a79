"""The bot: python-telegram-bot's ExtBot with our transport and gate, and without its token in any text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram.error import InvalidToken
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.gateway.errors import TokenRefused, UnknownOutcome
from bot.gateway.gate import Bulk, Gate, Retries
from bot.gateway.pacing import Pacer
from bot.gateway.transport import AiohttpRequest

__all__ = ["Bulk", "TelegramBot", "build_bot"]

ALLOWANCE = 10.0
"""Seconds that a long poll may take longer than it was asked to."""


class TelegramBot(ExtBot[Bulk]):
    """Messages go as replies, or in bulk with `rate_limit_args=Bulk(useful_until)`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}[{self.token.partition(':')[0]}]"

    async def initialize(self) -> None:
        """Open the connections and ask who this bot is. Raises TokenRefused, NetworkError."""
        try:
            await super().initialize()
        except InvalidToken:
            refused = True
        else:
            refused = False
        # Raised out here: the other error's text holds the token, and as a context it would be printed.
        if refused:
            raise TokenRefused(self.server)

    async def raw_updates(
        self, *, offset: int | None, seconds: int, limit: int, allowed_updates: Sequence[str]
    ) -> list[Any]:
        """`getUpdates` as JSON: `get_updates` gives up all of an answer for one update that it cannot read.

        `seconds` is how long Telegram may wait for something new.
        Raises TokenRefused, Conflict (another poller or a webhook), NetworkError.
        """
        data = {"offset": offset, "timeout": seconds, "limit": limit, "allowed_updates": allowed_updates}
        try:
            answer = await self._post("getUpdates", data, read_timeout=seconds + ALLOWANCE)
        except InvalidToken:
            raise TokenRefused(self.server) from None
        if not isinstance(answer, list):
            raise UnknownOutcome("getUpdates answered with something else than a list")
        return answer

    @property
    def server(self) -> str:
        """The Bot API server's address, without the token."""
        return self.base_url.removesuffix(f"/bot{self.token}")


def build_bot(
    token: str,
    api_url: str,
    transport: BaseRequest,
    pacer: Pacer,
    *,
    polling: BaseRequest | None = None,
    retries: Retries | None = None,
) -> TelegramBot:
    """The bot behind `token` at `api_url`, such as https://api.telegram.org.

    Long polling has its own connection (`polling`), so that it never waits behind sends.
    """
    return TelegramBot(
        token=token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=transport,
        get_updates_request=polling or AiohttpRequest(connections=2),
        rate_limiter=Gate(pacer, retries),
    )
