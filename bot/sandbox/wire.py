"""HTTP requests to parameters, results to HTTP responses."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.params import Params, Upload

__all__ = ["fault_page", "granted", "read_params", "refused", "reset"]

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
RESET_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER on, for 0 seconds: closing sends RST."""


async def read_params(request: web.Request) -> Params:
    """The query string and the body: JSON, a form, or a form with files."""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return Params(values)
    kind = request.content_type
    if kind == "application/json":
        values |= _json_object(await request.read())
    elif kind == "multipart/form-data":
        for name, value in (await request.post()).items():
            values[name] = value if isinstance(value, str) else _upload(value)
    else:
        values.update(parse_qsl((await request.read()).decode(errors="replace"), keep_blank_values=True))
    return Params(values)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("expected a JSON object")
    return found


def _upload(field: web.FileField | bytes | bytearray) -> Upload:
    if isinstance(field, web.FileField):
        with field.file as file:
            return Upload(field.filename, file.read(), field.content_type)
    return Upload("file", bytes(field), "application/octet-stream")


def granted(result: Any) -> web.Response:
    return _response(200, {"ok": True, "result": result})


def refused(error: ApiError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return _response(error.code, body)


def _response(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(
        body=ENCODE(body).encode(errors="replace"), status=status, content_type="application/json"
    )


def fault_page() -> web.Response:
    """What the web server in front of Telegram's says when there is nobody behind it."""
    page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
    return web.Response(text=page, status=502, content_type="text/html")


def reset(request: web.Request) -> web.Response:
    """Tear the connection down; the response returned reaches nobody."""
    transport = request.transport
    if transport is not None:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        transport.abort()
    return web.Response()
