"""Which links Telegram takes, and how it writes them."""

from __future__ import annotations

import re

__all__ = ["checked_link"]

PROTOCOL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
THIS_MACHINE = "127.0.0.1"
HOST_AND_REST = re.compile(r"([^/?#]*)(.*)", re.DOTALL)


def checked_link(link: str, *, https_only: bool = False) -> str:
    """`link` as Telegram would send it on; ValueError with Telegram's reason for what it refuses.

    Of links to this machine http is enough everywhere, as it is in Telegram's test environment.
    """
    link = link.strip()
    if link[:3].lower() == "tg:":
        if https_only:
            raise ValueError("Only HTTPS links are allowed")
        rest = link[3:].removeprefix("//")
        if not rest or rest.startswith("/"):
            raise ValueError("Wrong tg URL")
        return f"tg://{rest}"
    protocol, rest = _protocol(link)
    match = HOST_AND_REST.fullmatch(rest)
    authority, path = match.groups() if match else ("", "")
    host = _host(authority.rpartition("@")[2])
    if https_only and protocol != "https" and host != THIS_MACHINE:
        raise ValueError("Only HTTPS links are allowed")
    if "." not in host and not host.startswith("["):
        raise ValueError("Wrong HTTP URL")
    if re.search(r"\s", path):
        raise ValueError("Wrong HTTP URL")
    return f"{protocol}://{authority.lower()}{path if path.startswith('/') else '/' + path}"


def _protocol(link: str) -> tuple[str, str]:
    """(protocol, the rest); http where none is written."""
    match = PROTOCOL.match(link)
    if match is None:
        return "http", link
    protocol = match.group(1).lower()
    if protocol not in {"http", "https"}:
        raise ValueError("Unsupported URL protocol")
    return protocol, link[match.end() :]


def _host(host_and_port: str) -> str:
    host, colon, port = host_and_port.rpartition(":")
    if not colon or "]" in port:
        host = host_and_port
    elif not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise ValueError("Wrong port number specified in the URL")
    if not host or host == ".":
        raise ValueError("URL host is empty")
    if re.search(r"[\s<>\"]", host):
        raise ValueError("Disallowed character in URL host")
    return host
