"""A schedule from a web address: http and https only, within bounds of size, time and redirects."""

from __future__ import annotations

from collections.abc import Callable

import aiohttp

from bot.formats.scalars import url as usable

__all__ = ["FetchError", "fetch", "is_address"]

PATIENCE = aiohttp.ClientTimeout(total=60, sock_connect=15)
MOST_REDIRECTS = 5
CHUNK = 65_536
ACCEPTED = "application/json, application/xml, text/calendar, text/csv, */*;q=0.5"


class FetchError(Exception):
    """The address gave nothing usable; the message says what was found and what was expected."""


def is_address(source: str) -> bool:
    """Whether `source` names something on the web rather than a file."""
    return "://" in source


async def fetch(address: str, largest: int, progress: Callable[[int, int | None], None]) -> bytes:
    """At most `largest` + 1 bytes of what is there. `progress` is told the bytes so far, and of how many.

    Raises FetchError.
    """
    if usable(address) is None:
        raise FetchError(f"found {address[:80]!r}; expected an http or https address without a password")
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE, trust_env=True) as session,
            session.get(address, max_redirects=MOST_REDIRECTS, headers={"Accept": ACCEPTED}) as response,
        ):
            if response.status != 200:
                raise FetchError(f"found HTTP status {response.status}; expected 200")
            return await _body(response, largest, progress)
    except aiohttp.TooManyRedirects:
        raise FetchError(f"found more than {MOST_REDIRECTS} redirects; expected the address itself") from None
    except TimeoutError:
        raise FetchError(f"found no whole answer in {PATIENCE.total:.0f} s; expected one sooner") from None
    except (aiohttp.ClientError, ValueError, OSError) as error:
        raise FetchError(f"could not be fetched: {error or type(error).__name__}") from None


async def _body(
    response: aiohttp.ClientResponse, largest: int, progress: Callable[[int, int | None], None]
) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        progress(len(content), response.content_length)
        if len(content) > largest:
            break
    return bytes(content)
