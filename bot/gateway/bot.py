"""The bot: python-telegram-bot's ExtBot with our transport and gate, and without its token in any text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.gateway.errors import Throttled, TokenRefused, UnknownOutcome
from bot.gateway.gate import Gate, Retries
from bot.gateway.pacing import Pacer
from bot.gateway.reach import Reach
from bot.gateway.timetags import TimeTags
from bot.gateway.transport import Transport, json_request

__all__ = ["JSONDict", "TelegramBot", "build_bot"]

JSONDict = dict[str, Any]

NO_PREVIEW = {"is_disabled": True}
ALLOWANCE = 10.0
"""Seconds that a long poll may take longer than it was asked to."""


class TelegramBot(ExtBot[None]):
    """Its methods answer people; `send_bulk` is for messages that nobody waits for.

    `reply`, `edit` and `answer_press` are what nearly every update ends in. They take what is JSON already
    and read of the answer only that it came: the library's own methods take several times as long.
    """

    __slots__ = ("_gate", "_pacer", "_paid", "_reach", "_time_tags", "_transport")

    def __init__(
        self,
        *,
        request: Transport,
        pacer: Pacer,
        retries: Retries | None,
        paid: bool,
        **of_the_library: Any,
    ) -> None:
        time_tags, reach = TimeTags(), Reach(pacer.monotonic)
        self._gate = Gate(pacer, reach, time_tags, retries)
        super().__init__(request=request, rate_limiter=self._gate, **of_the_library)
        self._transport = request
        self._reach = reach
        self._pacer = pacer
        self._paid = paid
        self._time_tags = time_tags

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

    @property
    def reach(self) -> Reach:
        """Whether calls get through."""
        return self._reach

    def answering(self) -> AbstractContextManager[None]:
        """`with` it around what answers a person: bulk waits as long as it can catch up with."""
        return self._pacer.answering()

    async def reply(
        self,
        chat_id: int,
        text: str,
        keyboard: JSONDict | None,
        *,
        topic: int | None = None,
        answered: int | None = None,
    ) -> None:
        """Send Telegram HTML without a preview of its links, into a topic, as a reply to a message there."""
        data = {"chat_id": chat_id, **_shown(text, keyboard)}
        if topic is not None:
            data["message_thread_id"] = topic
        if answered is not None:
            data["reply_parameters"] = {"message_id": answered, "allow_sending_without_reply": True}
        await self._call("sendMessage", data)

    async def edit(self, chat_id: int, message_id: int, text: str, keyboard: JSONDict | None) -> None:
        """Put that in place of a message; nothing is wrong where it stands there already."""
        data = {"chat_id": chat_id, "message_id": message_id, **_shown(text, keyboard)}
        await self._call("editMessageText", data)

    async def answer_press(
        self, query_id: str, toast: str | None = None, *, alert: bool = False, url: str | None = None
    ) -> None:
        """End the waiting of who pressed a button; nothing is wrong where it has ended already."""
        data: JSONDict = {"callback_query_id": query_id}
        if toast is not None:
            data["text"] = toast
        if alert:
            data["show_alert"] = True
        if url is not None:
            data["url"] = url
        await self._call("answerCallbackQuery", data)

    async def _call(self, endpoint: str, data: JSONDict) -> None:
        await self._gate.process_request(self._order, (), {}, endpoint, data, None)

    async def _order(self, endpoint: str, data: JSONDict) -> bool:
        await self._transport.order(f"{self.base_url}/{endpoint}", data)
        return True

    async def room(self) -> int:
        """Wait until bulk may line up, and for how many messages there is room then."""
        return await self._pacer.room()

    async def send_bulk(
        self, chat_id: int, text: str, keyboard: JSONDict | None, *, useful_until: datetime, silent: bool
    ) -> int:
        """Send Telegram HTML without a preview of its links when its turn comes; returns the message's id.

        Tried once: raises Throttled, NotSent, ServerFailed (nothing was done), TimedOut, UnknownOutcome,
        Forbidden, ChatMigrated, BadRequest. All is ready before the turn, so that it goes at that moment, and
        of the answer only the id is read: that halves what `send_message` takes.
        """
        data = {"chat_id": chat_id, **_shown(text, keyboard)}
        if silent:
            data["disable_notification"] = True
        if self._paid:
            data["allow_paid_broadcast"] = True
        while True:
            data = self._time_tags.fitting(data)
            request = json_request(data)
            try:
                with await self._pacer.bulk(chat_id, useful_until), self._reach.trying():
                    answer = await self.request.post(f"{self.base_url}/sendMessage", request)
            except Throttled as error:
                self._pacer.pause(error.seconds, chat_id)
                raise
            except BadRequest as error:
                if not self._time_tags.are_refused(error, data):
                    raise
            else:
                return _message_id(answer)

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
    transport: Transport,
    pacer: Pacer,
    *,
    polling: BaseRequest | None = None,
    retries: Retries | None = None,
    paid: bool = False,
) -> TelegramBot:
    """The bot behind `token` at `api_url`, such as https://api.telegram.org.

    Long polling has its own connection (`polling`), so that it never waits behind sends. With `paid`, bulk
    may cost Stars, and go faster than Telegram lets bots for nothing.
    """
    return TelegramBot(
        token=token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=transport,
        get_updates_request=polling or Transport(connections=2),
        pacer=pacer,
        retries=retries,
        paid=paid,
    )


def _shown(text: str, keyboard: JSONDict | None) -> JSONDict:
    """What is seen of a message, as parameters of a call."""
    data: JSONDict = {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
    if keyboard:
        data["reply_markup"] = keyboard
    return data


def _message_id(answer: object) -> int:
    """The id of the message that was sent; UnknownOutcome when the answer holds none."""
    id_ = answer.get("message_id") if isinstance(answer, dict) else None
    if not isinstance(id_, int):
        raise UnknownOutcome("sendMessage answered without the id of a message")
    return id_
