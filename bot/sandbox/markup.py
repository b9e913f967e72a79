"""Telegram's HTML: the parse mode of the Bot API, with its messages and byte offsets (TDLib's parse_html)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox.accounts import Json
from bot.sandbox.limits import units
from bot.sandbox.links import checked_link

__all__ = ["DATE_TIME_FORMAT", "MarkupError", "parse_html"]

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*SIMPLE_TAGS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"})
DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
"""What ``format`` of tg-time may be."""
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


class MarkupError(ValueError):
    """The text cannot be parsed; the message is Telegram's, without ``can't parse entities``."""


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end; `offset` is in UTF-16 units, `begin` an index into the parts."""

    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


@dataclass(slots=True)
class _Reader:
    """Walks `source`, which ends with `END`; `length` is that of the text read so far, in UTF-16 units."""

    source: str
    at: int = 0
    length: int = 0
    parts: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
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
    reader.opened.append(_Open(tag, attributes, reader.length, len(reader.parts)))


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
        _close(reader, opened)


def _close(reader: _Reader, opened: _Open) -> None:
    span: Json = {"offset": opened.offset, "length": reader.length - opened.offset}
    if kind := SIMPLE_TAGS.get(opened.tag):
        reader.entities.append({"type": kind, **span})
    elif opened.tag in {"pre", "code"}:
        _close_code(reader.entities, opened, span)
    elif entity := _special(reader, opened):
        reader.entities.append({"type": entity.pop("type"), **span, **entity})


def _special(reader: _Reader, opened: _Open) -> Json | None:
    """The entity, without its span, of a tag whose attributes matter."""
    match opened.tag:
        case "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"}
        case "tg-emoji":
            return _custom_emoji(opened.attributes.get("emoji-id", ""))
        case "tg-time":
            return _date_time(opened.attributes)
        case _:
            return _link(opened.attributes.get("href") or "".join(reader.parts[opened.begin :]))


def _close_code(entities: list[Json], opened: _Open, span: Json) -> None:
    """``<pre><code class="language-x">`` in either order is one entity with a language."""
    language = opened.attributes.get("class", "").removeprefix("language-") if opened.tag == "code" else ""
    last = entities[-1] if entities else {}
    same_span = last.get("offset") == span["offset"] and last.get("length") == span["length"]
    if opened.tag == "pre" and same_span and last["type"] == "code" and last.get("language"):
        last["type"] = "pre"
        return
    if language and same_span and last["type"] == "pre":
        last["language"] = language
        return
    entity = {"type": opened.tag, **span}
    entities.append({**entity, "language": language} if language else entity)


def _custom_emoji(emoji_id: str) -> Json:
    if not emoji_id.isdecimal() or not 0 < int(emoji_id) < 2**63:
        raise MarkupError("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": emoji_id}


def _date_time(attributes: dict[str, str]) -> Json | None:
    unix, style = attributes.get("unix", ""), attributes.get("format", "")
    if not DATE_TIME_FORMAT.fullmatch(style):
        raise MarkupError("Invalid date-time format specified")
    if not unix.isdecimal() or not 0 < int(unix) < 2**31:
        return None
    entity = {"type": "date_time", "unix_time": int(unix)}
    return {**entity, "date_time_format": style} if style else entity


def _link(url: str) -> Json | None:
    try:
        return {"type": "text_link", "url": checked_link(url)}
    except ValueError:
        return None
