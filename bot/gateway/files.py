"""Requests that carry files, by aiohttp: a photo, a document, what somebody sent. They are few."""

from __future__ import annotations

import aiohttp
from telegram.error import TelegramError, TimedOut
from telegram.request import RequestData

from bot.gateway.errors import NotSent, UnknownOutcome

__all__ = ["Files"]

NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class Files:
    """Each request on a connection of its own, at most `most` at once; no redirects, no cookies, no proxies.

    So none is lost with a kept connection that the server had closed.
    """

    def __init__(self, most: int, user_agent: str) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=most, force_close=True, ttl_dns_cache=300),
            headers={"User-Agent": user_agent},
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def request(
        self, method: str, url: str, request_data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """The status and the body of the answer, whatever the status.

        Raises NotSent, TimedOut, UnknownOutcome.
        """
        form = _form(request_data) if request_data else None
        try:
            async with self._session.request(
                method, url, data=form, timeout=limits, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError) as error:
            failure = _failure(error)
        # Raised out here, because aiohttp's errors hold the URL and this one would hold them.
        raise failure

    async def close(self) -> None:
        """Cut all connections."""
        await self._session.close()


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


def _failure(error: Exception) -> TelegramError:
    """Name what is known of a request that got no answer. Only connect errors' texts are free of the URL."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(str(error))
    if isinstance(error, NEVER_SENT):
        return NotSent(f"no connection was made ({type(error).__name__})")
    if isinstance(error, TimeoutError):
        return TimedOut("no answer in time")
    return UnknownOutcome(f"the connection broke before the answer ({type(error).__name__})")
