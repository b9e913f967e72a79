"""Single values as written in a schedule: dates, times, durations, codes. None means "not one"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

__all__ = [
    "BIDI",
    "CLOCK",
    "COLOR",
    "DATE",
    "DURATION",
    "ID",
    "LANGUAGE",
    "MOMENT",
    "URL",
    "WORD",
    "ZONE",
    "clock",
    "color",
    "day",
    "duration",
    "identifier",
    "language",
    "line",
    "moment",
    "paragraphs",
    "url",
    "word",
    "zone",
]

# These patterns go into the JSON Schema as well: plain ECMAScript, no named groups, no \d (which takes
# every script's digits here).
DATE = r"(19[7-9][0-9]|2[01][0-9][0-9])-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = f"{DATE}[ T]{CLOCK}"
DURATION = r"([0-9]{1,3}h([0-9]{1,2}m)?|[0-9]{1,4}m)"
ID = r"[a-z0-9][a-z0-9_-]*"
WORD = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
COLOR = r"#[0-9a-fA-F]{6}"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
URL = r'https?://[^\s/?#@\\<>"]+([/?#][^\s\\<>"]*)?'
ZONE = r"[A-Z][A-Za-z0-9_+/-]*"

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: they can make a text, and what follows it, show as another. The plain
marks may stay."""

_DATE, _CLOCK, _MOMENT, _DURATION = map(re.compile, (DATE, CLOCK, MOMENT, DURATION))
_ID, _WORD, _COLOR, _LANGUAGE, _URL, _ZONE = map(re.compile, (ID, WORD, COLOR, LANGUAGE, URL, ZONE))

LONGEST_URL = 2048
ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv"
    " dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie"
    " ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv"
    " mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm"
    " rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts"
    " tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGES = frozenset(ISO_639_1.split())


def day(text: str) -> date | None:
    """A date such as ``2020-07-23``."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # 30 February
        return None


def clock(text: str) -> time | None:
    """A time of day such as ``14:05``."""
    return time(int(text[:2]), int(text[3:])) if _CLOCK.fullmatch(text) else None


def moment(text: str) -> datetime | None:
    """A date and time such as ``2020-07-23 14:00`` or ``2020-07-23T14:00``, naive."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def duration(text: str) -> timedelta | None:
    """A span such as ``1h30m``, ``90m`` or ``2h``, longer than nothing."""
    if not _DURATION.fullmatch(text):
        return None
    hours, _, minutes = text.removesuffix("m").rpartition("h")
    return timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) or None


def identifier(text: str) -> str | None:
    """An id such as ``opening-ceremony``."""
    return text if _ID.fullmatch(text) else None


def word(text: str) -> str | None:
    """A short name without spaces, such as ``cic2020``."""
    return text if _WORD.fullmatch(text) else None


def color(text: str) -> str | None:
    """A colour such as ``#0a84ff``, in lower case."""
    return text.lower() if _COLOR.fullmatch(text) else None


def language(text: str) -> str | None:
    """A language code such as ``zh`` or ``zh-Hant``; one of two letters must be in ISO 639-1."""
    if not _LANGUAGE.fullmatch(text):
        return None
    code = text.partition("-")[0]
    return text if len(code) == 3 or code in _LANGUAGES else None


def url(text: str) -> str | None:
    """An http or https address, without a user or password in it."""
    if len(text) > LONGEST_URL or not _URL.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        usable = parts.hostname and parts.port != 0
    except ValueError:  # a port above 65535, a bracket without an address
        return None
    return text if usable else None


def zone(text: str) -> ZoneInfo | None:
    """An IANA zone such as ``Asia/Shanghai``."""
    if not _ZONE.fullmatch(text):
        return None
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # unknown, outside the zones' folder, a folder itself
        return None


def line(text: str) -> str | None:
    """A text with its line breaks and runs of spaces made single spaces, and without `BIDI`."""
    return " ".join(BIDI.sub("", text).split()) or None


def paragraphs(text: str) -> str | None:
    """A text whose line breaks are kept, without `BIDI`."""
    return BIDI.sub("", text).strip() or None
