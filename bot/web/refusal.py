"""What the HTTP side does not do, and why: one form for every error."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import hdrs, web

__all__ = ["Refusal"]


class Refusal(Exception):  # noqa: N818  # it says what happened, as PTB's Forbidden does
    """`code` is for programs; `found` says what was found, and what was expected."""

    def __init__(self, status: int, code: str, found: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(found)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})

    def response(self) -> web.Response:
        return web.json_response(
            {"code": self.code, "error": str(self)},
            status=self.status,
            headers={**self.headers, hdrs.CACHE_CONTROL: "no-store"},
        )
