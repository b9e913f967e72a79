"""What is no question at all: code, markup, addresses, texts without end."""

from __future__ import annotations

import re

__all__ = ["LONGEST", "cleaned", "is_noise"]

LONGEST = 400
"""Characters of a question; nobody types more to ask what is on."""
_AT = re.compile(r"(?<!\w)@\s*(?=\d)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.|t\.me/)\S*|(?<!\w)@\w+", re.IGNORECASE)
_CODE = re.compile(
    r"</?[a-z!][^<>]*>|&[a-z]+;|\{\{|\}\}|\$\{|[{}\\|]|\w\(\s*[\"')]|==|=>|&&|;\s*--|--\s*$|/\*|\*\*|```|`[^`]+`|\[[^\]]*\]\("
    r"|\w=['\"\w]|\d\s*[+*×÷]\s*\d|\d\s*%\s*(?:of|dari|的)|的\s*\d+\s*%|\bselect\b.+\bfrom\b|\bunion\b.+\bselect\b|\bor\b\s+\d+\s*=",
    re.IGNORECASE,
)


def cleaned(text: str) -> str:
    """The text without addresses and mentions; ``@ 11`` is said in words."""
    return _ADDRESS.sub(" ", _AT.sub(" at ", text))


def is_noise(text: str) -> bool:
    """Whether a text is not to be read as a question."""
    return len(text) > LONGEST or _CODE.search(text) is not None
