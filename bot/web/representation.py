"""A body that is served again and again: compressed once, and not sent to who has it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from aiohttp import ETag, hdrs, web

__all__ = ["Representation", "represented"]

WORTHWHILE = 512
"""Bytes; less than that is not compressed."""


@dataclass(frozen=True)
class Representation:
    """`media_type` includes the charset of a text."""

    body: bytes
    media_type: str

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:20]

    @cached_property
    def compressed(self) -> bytes | None:
        """The body under gzip; None where that saves nothing."""
        if len(self.body) < WORTHWHILE:
            return None
        smaller = gzip.compress(self.body, 9, mtime=0)
        return smaller if len(smaller) < len(self.body) else None


def represented(
    request: web.Request, representation: Representation, cache: str, headers: Mapping[str, str] | None = None
) -> web.Response:
    """The answer to `request`: 304 where the asker has it, compressed where they can read that."""
    # Weak: the same tag goes with the body as it is and compressed.
    tag = ETag(representation.tag, is_weak=True)
    known = request.if_none_match or ()
    common = {hdrs.CACHE_CONTROL: cache, hdrs.VARY: hdrs.ACCEPT_ENCODING, **(headers or {})}
    if any(each.value in (tag.value, "*") for each in known):
        response = web.Response(status=304, headers=common)
    else:
        body, coding = representation.body, None
        if representation.compressed is not None and _reads_gzip(request):
            body, coding = representation.compressed, "gzip"
        response = web.Response(body=body, headers={**common, hdrs.CONTENT_TYPE: representation.media_type})
        if coding:
            response.headers[hdrs.CONTENT_ENCODING] = coding
    response.etag = tag
    return response


def _reads_gzip(request: web.Request) -> bool:
    """Whether Accept-Encoding names gzip without refusing it by ``q=0``."""
    for part in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
