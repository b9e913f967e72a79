"""What makes an address look dead although it has the form of one."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.formats.syntax import quoted

__all__ = ["doubt"]

SCHEME_TWICE = re.compile(r"https?:/*(https?)(:/*|/{1,2})(.+)")
ODD = re.compile("[\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f`\u00ad\u200b-\u200f\u2060\ufeff]")
"""Quotation marks that a word processor made, and characters that nobody sees."""
PUNCTUATION = ".,;:!?'。，；：！？、…）】》"
"""What follows an address in a sentence."""
PLACEHOLDERS = frozenset({"example", "test", "invalid", "example.com", "example.net", "example.org"})
"""Domains set aside for examples (RFC 2606)."""
INSIDE = frozenset({"localhost", "localdomain", "local", "internal", "lan", "home.arpa"})
"""Domains that exist within one machine or network (RFC 6761, 6762, 8375, and by custom)."""


def doubt(url: str) -> str | None:
    """What is odd about `url`, which has the form of an address, and what was expected; None: nothing."""
    if twice := SCHEME_TWICE.match(url):
        return f"which has its scheme twice; did you mean {quoted(f'{twice[1]}://{twice[3]}')}?"
    if odd := ODD.search(url):
        name = unicodedata.name(odd[0], "no name").lower()
        return f"with the character U+{ord(odd[0]):04X} ({name}) in it; expected none"
    end = url[len(_trimmed(url)) :]
    if end:
        return f"which ends in {quoted(end)}; did you mean {quoted(url.removesuffix(end))}?"
    odd_host = _odd_host(urlsplit(url).hostname or "")
    return f"{odd_host}; expected a public address" if odd_host else None


def _trimmed(url: str) -> str:
    """Without what a sentence or a bracket around it has left at its end."""
    shorter = url.removesuffix("%20").rstrip(PUNCTUATION)
    if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
        shorter = shorter[:-1]
    return url if shorter == url else _trimmed(shorter)


def _odd_host(host: str) -> str | None:
    try:
        address = ip_address(host)
    except ValueError:
        labels = host.rstrip(".").split(".")
        domains = {labels[-1], ".".join(labels[-2:])}
        if domains & INSIDE:
            return f"whose host {quoted(host)} is known inside one network only"
        if domains & PLACEHOLDERS:
            return f"whose host {quoted(host)} is a placeholder"
        return None if len(labels) > 1 else f"whose host {quoted(host)} has no dot in it"
    return None if address.is_global else f"whose host {address} is a private address"
