"""Bytes to text, whatever program saved them; a guess is noted."""

from __future__ import annotations

import codecs
import re

from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.source import SourceError

__all__ = ["decoded", "known_encoding"]

ENCODINGS = re.compile(
    r"utf-?(8|16|32)([-_]?(le|be|sig))?|us-ascii|ascii|(iso-?8859|windows|cp)-?\d{1,4}(-\d{1,2})?|latin-?1"
    r"|gb18030|gb2312|gbk|big5(-?hkscs)?|shift_?jis|euc-?(jp|kr)|koi8-?[ru]|tis-?620",
    re.IGNORECASE,
)
"""What a source may say it is in; Python knows others that turn little into much."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PAIRED = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe])+")
HIGH = re.compile(rb"[\x80-\xff]")
MOSTLY = 0.9
SAMPLE = 100_000


def known_encoding(name: str) -> str | None:
    """The name of an encoding that texts are saved in; None for any other."""
    if not ENCODINGS.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decoded(content: bytes, notes: Notes, *, wished: str | None = None, declared: str | None = None) -> str:
    """The text without its byte order mark.

    It is in the `wished` encoding, else the one that its mark, or it itself (`declared`), tells; otherwise in
    UTF-8. What cannot be decoded so is guessed. Raises SourceError only for a wish that cannot be met.
    """
    if wished:
        try:
            return content.decode(wished).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            byte = f"0x{content[error.start]:02x}"
            raise SourceError(
                f"found the byte {byte}, which is not {wished}; expected another --encoding"
            ) from None
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    for encoding in (marked, known_encoding(declared or ""), "utf-8"):
        try:
            return content.decode(encoding or "utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return _guessed(content, notes)


def _guessed(content: bytes, notes: Notes) -> str:
    """Chinese, when nearly all bytes beyond ASCII come in its pairs; else Western European."""
    sample = content[:SAMPLE]
    high = len(HIGH.findall(sample))
    paired = sum(len(HIGH.findall(run)) for run in PAIRED.findall(sample) if len(run) >= 4)
    chinese = high and paired >= MOSTLY * high
    encoding = "gb18030" if chinese else "windows-1252"
    notes.add(Topic.ENCODING, encoding)
    return content.decode(encoding, errors="replace")
