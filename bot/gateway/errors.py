"""What can go wrong on the wire, named by what is known of the request.

All are `telegram.error` types, named in their way, so that handlers may catch those. None ever holds the
token or the URL.
"""

from __future__ import annotations

from datetime import timedelta

from telegram.error import NetworkError, RetryAfter, TelegramError

__all__ = ["NotDone", "NotSent", "ServerFailed", "Throttled", "TokenRefused", "UnknownOutcome"]


class NotDone(Exception):  # noqa: N818
    """What an update wants cannot be done now; it waits, and is tried again."""


class NotSent(NetworkError):  # noqa: N818
    """No byte of the request left this machine: it may be repeated freely."""


class ServerFailed(NetworkError):  # noqa: N818
    """The server answered with a 5xx; `status` says which. It may be repeated."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server failed with status {status}")
        self.status = status


class UnknownOutcome(NetworkError):  # noqa: N818
    """The request was sent, its answer never understood: it may or may not have taken effect."""


class Throttled(RetryAfter):
    """429: nothing was done; not before `seconds` from now should it be tried again.

    `RetryAfter` itself warns about its own attribute whenever it is made; this one does not.
    """

    def __init__(self, seconds: float) -> None:
        TelegramError.__init__(self, f"Flood control exceeded. Retry in {seconds:g} seconds")
        self._retry_after = timedelta(seconds=seconds)
        self.seconds = seconds


class TokenRefused(TelegramError):  # noqa: N818
    """Telegram knows no bot by this token; trying again is useless."""

    def __init__(self, server: str) -> None:
        super().__init__(f"BOT_TOKEN was refused by {server}; expected the bot's token from @BotFather")
