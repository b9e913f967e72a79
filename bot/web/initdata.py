"""Who has opened the Mini App, as Telegram signs it.

The check is that of the Bot API, "Validating data received via the Mini App": every field but `hash`, sorted,
in lines of ``key=value``, under HMAC-SHA256 with the key HMAC-SHA256("WebAppData", bot token).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

__all__ = ["InitData", "InitDataRefused", "Verifier"]

LARGEST = 4096
"""Bytes; Telegram's own are about a thousand."""
MOST_FIELDS = 32
LIFE = timedelta(hours=24)
"""A page that was opened longer ago is opened anew from the chat."""
AHEAD = timedelta(minutes=2)
"""What the clocks of two machines may differ by."""
HASH = re.compile(r"[0-9a-f]{64}")
SECONDS = re.compile(r"[1-9][0-9]{8,11}")
LARGEST_ID = 2**52


class InitDataRefused(Exception):  # noqa: N818  # it says what happened, as PTB's Forbidden does
    """`code` is ``malformed``, ``forged``, ``stale`` or ``early``; the text says what was found."""

    def __init__(self, code: str, found: str) -> None:
        super().__init__(found)
        self.code = code


@dataclass(frozen=True, slots=True)
class InitData:
    """What a page that Telegram opened knows of its reader; their private chat has the id of the user."""

    user_id: int
    language_code: str | None
    opened_at: datetime


class Verifier:
    """Reads what was signed for the bot behind `token`, and nothing else.

    Whoever holds a person's initData can act as they can, until it is too old. It therefore travels in a
    header only, over TLS, and is never logged; nothing that it allows does more when it is done twice.
    """

    def __init__(self, token: str) -> None:
        self._key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)

    def read(self, raw: str, now: datetime) -> InitData:
        """The reader, where `raw` was signed not long before `now` (real time). Raises InitDataRefused."""
        fields = _fields(raw)
        given = fields.pop("hash", "")
        if not HASH.fullmatch(given):
            raise InitDataRefused("malformed", "no hash of 64 hexadecimal digits")
        lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
        expected = hmac.new(self._key, lines.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given, expected):
            raise InitDataRefused("forged", "the hash is not this bot's")
        opened_at = _moment(fields.get("auth_date", ""), now)
        user_id, language_code = _user(fields.get("user", ""))
        return InitData(user_id, language_code, opened_at)


def _fields(raw: str) -> dict[str, str]:
    if not raw or len(raw) > LARGEST:
        raise InitDataRefused("malformed", f"{len(raw)} characters; expected 1 to {LARGEST}")
    try:
        pairs = parse_qsl(
            raw, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise InitDataRefused("malformed", "no query string") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise InitDataRefused("malformed", "a field comes twice")
    return fields


def _moment(auth_date: str, now: datetime) -> datetime:
    if not SECONDS.fullmatch(auth_date):
        raise InitDataRefused("malformed", "no auth_date in seconds")
    try:
        opened_at = datetime.fromtimestamp(int(auth_date), UTC)
    except (ValueError, OverflowError, OSError):
        raise InitDataRefused("malformed", "no auth_date of a year there is") from None
    if opened_at - now > AHEAD:
        raise InitDataRefused("early", "signed in the future")
    if now - opened_at > LIFE:
        raise InitDataRefused("stale", "signed too long ago")
    return opened_at


def _user(text: str) -> tuple[int, str | None]:
    """The id and the language code of the ``user`` field, a WebAppUser in JSON."""
    try:
        user = json.loads(text)
    except (ValueError, RecursionError):
        user = None
    if not isinstance(user, dict):
        raise InitDataRefused("malformed", "no user")
    user_id, code = user.get("id"), user.get("language_code")
    if not isinstance(user_id, int) or isinstance(user_id, bool) or not 0 < user_id < LARGEST_ID:
        raise InitDataRefused("malformed", "no user id")
    return user_id, code if isinstance(code, str) and len(code) <= 35 else None
