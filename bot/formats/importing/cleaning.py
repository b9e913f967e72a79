"""Texts as other systems keep them, made plain: no markup, no control characters, no surprises."""

from __future__ import annotations

import html
import re
import unicodedata

from bot.formats.importing.notes import Notes, Topic
from bot.formats.scalars import BIDI
from bot.formats.tree import UNWANTED

__all__ = ["LONGEST_TITLE", "Cleaner", "folded", "shortened"]

LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
"""Characters of a title or a name; a phone shows about 40 in a line."""
LINE_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
TAG = re.compile(
    r"<(/?)(a|abbr|b|big|blockquote|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|pre|q|s|script"
    r"|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)"
    r"((?:\s[^<>=]*=[^<>]*)?\s*/?)>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
LINK = re.compile(
    r"!?\[([^\[\]\n]{1,300})\]\((https?://[^\s()]{1,1000}(?:\([^\s()]{0,100}\)[^\s()]{0,1000})?)\)"
)
STRONG = re.compile(r"\*\*([^\s*](?:[^*\n]{0,300}[^\s*])?)\*\*")
HREF = re.compile(r"""\bhref\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)
PARAGRAPH = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "pre",
    "dl",
    "section",
}
LINE = {"br", "tr", "li", "hr", "dt", "dd"}
UNSEEN = {"script", "style"}


class Cleaner:
    """Cleans texts and notes what that took. `plain` texts are no HTML, however they look."""

    def __init__(self, notes: Notes, *, plain: bool = False) -> None:
        self._notes = notes
        self._plain = plain

    def line(self, text: str, of: str) -> str:
        """One line; `of` names in notes what it belongs to."""
        return " ".join(self._cleaned(text, of).split())

    def paragraphs(self, text: str, of: str) -> str:
        """Lines without blanks at their ends, with at most one empty line in a row."""
        lines = "\n".join(line.rstrip() for line in self._cleaned(text, of).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()

    def _cleaned(self, text: str, of: str) -> str:
        text = LINE_BREAKS.sub("\n", text[:LONGEST_TEXT])
        if not self._plain and any(markup.search(text) for markup in (TAG, ENTITY, LINK, STRONG)):
            self._notes.add(Topic.MARKUP, of)
            text = LINE_BREAKS.sub("\n", _without_markup(text))
        if BIDI.search(text):
            self._notes.add(Topic.BIDI, of)
            text = BIDI.sub("", text)
        if UNWANTED.search(text):
            self._notes.add(Topic.CONTROLS, of)
            text = UNWANTED.sub("", text)
        return text


def shortened(title: str) -> str:
    """A title cut at a word, with an ellipsis, where it is too long; the same otherwise."""
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[: LONGEST_TITLE - 1]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > LONGEST_TITLE // 2 else cut).rstrip() + "…"


def _without_markup(text: str) -> str:
    """HTML and Markdown as one reads them: blocks apart, list items with a dash, addresses in brackets."""
    text = STRONG.sub(r"\1", LINK.sub(_named_link, text))
    if re.search(r"<(p|br|li|div)\b", text, re.IGNORECASE):
        text = re.sub(r"\s+", " ", text)
    parts: list[str] = []
    links: list[str] = []
    unseen: str | None = None
    at = 0
    for tag in TAG.finditer(text):
        between, at = text[at : tag.start()], tag.end()
        closing, name = bool(tag[1]), tag[2].lower()
        if unseen:
            unseen = None if closing and name == unseen else unseen
            continue
        parts.append(between)
        if name in UNSEEN and not closing:
            unseen = name
        elif name == "a":
            _link(parts, links, closing, tag[3], between)
        else:
            parts.append(_break(name, closing))
    if not unseen:
        parts.append(text[at:])
    lines = re.sub(r" *\n *", "\n", html.unescape("".join(parts)))
    return re.sub(r"\n{3,}", "\n\n", lines).replace("\xa0", " ")


def _named_link(link: re.Match[str]) -> str:
    return link[2] if link[1] == link[2] else f"{link[1]} ({link[2]})"


def _break(name: str, closing: bool) -> str:
    """What a tag puts between the texts before and after it."""
    if name in PARAGRAPH:
        return "\n\n"
    if name in LINE and not closing:
        return "\n- " if name == "li" else "\n"
    return " " if name in ("td", "th") else ""


def _link(parts: list[str], links: list[str], closing: bool, attributes: str, inside: str) -> None:
    """The address of a link follows its text, where it is not that text."""
    if not closing:
        found = HREF.search(attributes)
        links.append(found[1] if found else "")
    elif links:
        address = links.pop()
        if address and address not in inside:
            parts.append(f" ({address})")


def folded(name: str) -> str:
    """A name for comparing: without case, width and the number of blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
