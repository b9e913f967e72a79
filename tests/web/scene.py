"""What the tests of the HTTP side share: initData as Telegram signs it, and requests in a reader's name."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import jsonschema

from tests.stage import TOKEN

__all__ = ["SCHEMA", "api_schema", "authorized", "events", "said", "signed", "signed_fields"]

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "api.schema.json").read_text(encoding="utf-8"))


def signed(
    user_id: int = 1001, language: str = "en", *, token: str = TOKEN, at: datetime | None = None
) -> str:
    """The initData of a Mini App that the user opened at that moment of real time, now by default."""
    user = {"id": user_id, "first_name": "Rina", "language_code": language}
    opened = at or datetime.now(UTC)  # noqa: TID251  # Telegram's clock is the real one
    return signed_fields(
        token, user=json.dumps(user), auth_date=str(int(opened.timestamp())), query_id="AAE1"
    )


def signed_fields(token: str, **fields: str) -> str:
    """Any fields with their hash."""
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    digest = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": digest})


def authorized(init_data: str) -> dict[str, str]:
    return {"Authorization": f"tma {init_data}"}


def api_schema(name: str) -> jsonschema.protocols.Validator:
    """The validator of one of the API's answers."""
    return jsonschema.Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{name}"})


async def said(response: aiohttp.ClientResponse) -> Any:
    """The JSON of an answer, unpacked where it came so."""
    body = await response.read()
    return json.loads(gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body)


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    """The events of a stream as they come: name and data."""
    name = ""
    async for raw in response.content:
        line = raw.decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
