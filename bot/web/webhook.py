"""Where Telegram posts updates: who may, what, and when it is answered."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

from aiohttp import hdrs, web

from bot.gateway.webhook import Taken, WebhookAddress, WebhookIntake
from bot.metrics import Metrics
from bot.web.refusal import Refusal

__all__ = ["WebhookRoute"]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST_BODY = 1024 * 1024
"""Bytes: many times the largest update."""
BODY_SECONDS = 10.0
JSON = "application/json"


class WebhookRoute:
    """Answers 200 once the update's work is done; until `intake` is there, and when it ends, 503.

    What is no post of Telegram's is refused and counted; so is a body that is not whole after `body_seconds`,
    or broken off.
    """

    def __init__(
        self, address: WebhookAddress, metrics: Metrics, *, body_seconds: float = BODY_SECONDS
    ) -> None:
        self.address = address
        self.intake: WebhookIntake | None = None
        self._secret = address.secret.encode()
        self._metrics = metrics
        self._body_seconds = body_seconds

    def routes(self) -> list[web.RouteDef]:
        return [web.route(hdrs.METH_ANY, self.address.path, self._post)]

    async def _post(self, request: web.Request) -> web.Response:
        if request.method != hdrs.METH_POST:
            allow: dict[str, str] = {hdrs.ALLOW: hdrs.METH_POST}
            raise self._refusal(405, "method", f"found {request.method[:16]}; expected POST", allow)
        # Before anything else is read: to others there is nothing here.
        given = request.headers.getall(SECRET_HEADER, [])
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(errors="replace"), self._secret):
            raise self._refusal(403, "secret", f"no {SECRET_HEADER}, or not the one of this webhook")
        if request.content_type != JSON:
            raise self._refusal(415, "content_type", f"found a body of another type; expected {JSON}")
        if self.intake is None:
            raise _not_yet()
        taken = await self.intake.take(await self._update(request))
        if taken is Taken.NO_UPDATE:
            raise self._refusal(400, "body", "found no update; expected an object with its update_id")
        if taken is Taken.NOT_YET:
            raise _not_yet()
        return web.Response()

    async def _update(self, request: web.Request) -> Any:
        """The body's JSON. Raises Refusal."""
        if (request.content_length or 0) > LARGEST_BODY:
            raise self._too_large()
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await request.clone(client_max_size=LARGEST_BODY).read()
            return json.loads(body)
        except web.HTTPRequestEntityTooLarge:
            raise self._too_large() from None
        except (TimeoutError, ConnectionError, web.RequestPayloadError, web.PayloadAccessError):
            raise self._refusal(400, "body", "found no whole body") from None
        except (ValueError, RecursionError):
            raise self._refusal(400, "body", "found no JSON; expected an update") from None

    def _too_large(self) -> Refusal:
        return self._refusal(413, "size", f"a body of more than {LARGEST_BODY} bytes", _CLOSE)

    def _refusal(self, status: int, why: str, found: str, headers: dict[str, str] | None = None) -> Refusal:
        self._metrics.refused(why)
        return Refusal(status, f"wrong_{why}", found, headers)


_CLOSE: dict[str, str] = {hdrs.CONNECTION: "close"}


def _not_yet() -> Refusal:
    return Refusal(503, "not_ready", "the bot starts or ends; post it again", {hdrs.RETRY_AFTER: "1"})
