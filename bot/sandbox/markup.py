"""Telegram's HTML: the parse mode of the Bot API, with its messages and byte offsets (TDLib's parse_html)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox.accounts import Json
from bot.sandbox.limits import units
from bot.sandbox.tags import TAGS, MarkupError, Open, close

__all__ = ["MarkupError", "parse_html"]

REFERENCE = re.compile(
    r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>lt|gt|amp|quot)(?![A-Za-z]));?"
)
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST_REFERENCE = 10
MARKUP = re.compile("[<&]")
SPACES = " \t\r\n\v"
END = "\0"
BLANK = re.compile(rf"[{SPACES}]*")
TAG_NAME = re.compile(rf"[^{SPACES}>\0]*")
ATTRIBUTE_NAME = re.compile(rf"[^{SPACES}=>/\"'\0]*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
QUOTED_PART = {quote: re.compile(rf"[^{quote}&\0]*") for quote in "\"'"}


@dataclass(slots=True)
class _Reader:
    """Walks `source`, which ends with `END`; `length` is that of the text read so far, in UTF-16 units."""

    source: str
    at: int = 0
    length: int = 0
    parts: list[str] = field(default_factory=list)
    opened: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def byte_offset(self, index: int) -> int:
        return len(self.source[:index].encode(errors="surrogatepass"))

    def error(self, what: str, index: int) -> MarkupError:
        return MarkupError(f"{what} at byte offset {self.byte_offset(index)}")

    def read(self, pattern: re.Pattern[str]) -> str:
        """What `pattern`, which always matches, takes from here."""
        match = pattern.match(self.source, self.at)
        assert match is not None  # noqa: S101 - for the type checker
        self.at = match.end()
        return match.group()


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text of `source` and its MessageEntities as they closed; MarkupError for bad markup."""
    if not MARKUP.search(source):
        return source, []
    reader = _Reader(source.replace(END, "") + END)
    while found := MARKUP.search(reader.source, reader.at):
        if found.start() > reader.at:
            reader.add(reader.source[reader.at : found.start()])
        reader.at = found.start()
        if found.group() == "&":
            reader.add(_reference(reader))
        elif reader.source[reader.at + 1] == "/":
            _end_tag(reader)
        else:
            _start_tag(reader)
    reader.add(reader.source[reader.at : -1])
    if reader.opened:
        tag = reader.opened[-1].tag
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return _whole_text(reader.parts), reader.entities


def _whole_text(parts: list[str]) -> str:
    text = "".join(parts)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise MarkupError(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from error
    return text


def _reference(reader: _Reader) -> str:
    """The character a reference at the reader stands for; the ``&`` itself when it is none Telegram knows."""
    match = REFERENCE.match(reader.source, reader.at)
    character = _referenced(match) if match else ""
    if match is None or not character:
        reader.at += 1
        return "&"
    reader.at = match.end()
    return character


def _referenced(match: re.Match[str]) -> str:
    if name := match.group("name"):
        return NAMED[name]
    digits, base = (match.group("hex"), 16) if match.group("hex") else (match.group("decimal"), 10)
    code = int(digits, base)
    if not 0 < code < 0x10FFFF or len(match.group().rstrip(";")) >= LONGEST_REFERENCE:
        return ""
    return chr(code)


def _start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    tag = reader.read(TAG_NAME).lower()
    if reader.source[reader.at] == END:
        raise reader.error("Unclosed start tag", begin)
    if tag not in TAGS:
        raise reader.error(f'Unsupported start tag "{tag}"', begin)
    attributes: dict[str, str] = {}
    while True:
        reader.read(BLANK)
        if reader.source[reader.at] == ">":
            break
        name, value = _attribute(reader, tag, begin)
        attributes[name] = value
    reader.at += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.error('Tag "span" must have class "tg-spoiler"', begin)
    reader.opened.append(Open(tag, attributes, reader.length, len(reader.parts)))


def _attribute(reader: _Reader, tag: str, begin: int) -> tuple[str, str]:
    name = reader.read(ATTRIBUTE_NAME)
    if not name:
        if reader.source[reader.at] == END:
            raise reader.error("Unclosed start tag", begin)
        raise reader.error(f'Empty attribute name in the tag "{tag}"', begin)
    reader.read(BLANK)
    if reader.source[reader.at] != "=":
        if reader.source[reader.at] == END:
            raise reader.error(f'Unclosed start tag "{tag}"', begin)
        return name, ""
    reader.at += 1
    reader.read(BLANK)
    if reader.source[reader.at] == END:
        raise reader.error(f'Unclosed start tag "{tag}"', begin)
    value = _quoted(reader) if reader.source[reader.at] in "\"'" else _token(reader)
    if reader.source[reader.at] == END:
        raise reader.error("Unclosed start tag", begin)
    return name, value


def _quoted(reader: _Reader) -> str:
    quote = reader.source[reader.at]
    reader.at += 1
    parts: list[str] = []
    while (character := reader.source[reader.at]) not in (quote, END):
        if character == "&":
            parts.append(_reference(reader))
        else:
            parts.append(reader.read(QUOTED_PART[quote]))
    if reader.source[reader.at] == quote:
        reader.at += 1
    return "".join(parts)


def _token(reader: _Reader) -> str:
    begin = reader.at
    token = reader.read(TOKEN).lower()
    if reader.source[reader.at] not in SPACES + END + ">":
        raise reader.error("Unexpected end of name token", begin)
    return token


def _end_tag(reader: _Reader) -> None:
    begin = reader.at
    if not reader.opened:
        raise reader.error("Unexpected end tag", begin)
    reader.at += 2
    tag = reader.read(TAG_NAME).lower()
    reader.read(BLANK)
    if reader.source[reader.at] != ">":
        raise reader.error("Unclosed end tag", begin)
    reader.at += 1
    opened = reader.opened.pop()
    if tag and tag != opened.tag:
        what = f'Unmatched end tag at byte offset {reader.byte_offset(begin)}, expected "</{opened.tag}>"'
        raise MarkupError(f'{what}, found "</{tag}>"')
    if reader.length > opened.offset:
        inside = "".join(reader.parts[opened.begin :])
        close(opened, inside, reader.length - opened.offset, reader.entities)
