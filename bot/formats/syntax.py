"""What libyaml could not read, in words for people who edit a schedule."""

from __future__ import annotations

import re
from itertools import islice

import yaml

__all__ = ["explained", "quoted"]

LONGEST = 60
ELSEWHERE = {
    "while scanning a simple key": "found a line without a colon; expected  key: value",
    "while scanning a quoted scalar": "found a quotation mark that is never closed; expected a closing one",
}
"""By what was being read; these stand where it began, not where the reader gave up."""
FULL_WIDTH = "found a full-width colon (：) after {key}; expected a plain one and a space, {key}: value"
NO_SPACE = "found no space after the colon of {key}; expected  {key}: value"
UNMADE_KEY = re.compile(r" *(?:- +)?([a-z][a-z_]*)(：|:(?=[^\s/]))")
"""A key that the colon after it does not make one."""
TAB = "found a tab; expected spaces"
OPEN = "found no end of the {what} begun in line {line}; expected a comma or the closing {bracket}"
HERE = {
    "mapping values are not allowed in this context": (
        "found a colon that makes no key here; expected the key at the depth of its neighbours,"
        " or quotes around a text with a colon in it"
    ),
    "did not find expected key": (
        "found something that is no key; expected  key: value  at the depth of the keys above,"
        " or quotes around the whole text"
    ),
    "did not find expected '-' indicator": (
        "found a line at another depth; expected the indentation of the lines above, or a list item (-)"
    ),
    "did not find expected ',' or ']'": OPEN.replace("{what}", "list").replace("{bracket}", "]"),
    "did not find expected ',' or '}'": OPEN.replace("{what}", "mapping").replace("{bracket}", "}}"),
    "found undefined alias": "found an alias (*) without its anchor (&); expected that earlier in the file",
    "expected a single document in the stream": "found a second document (---); expected one",
    "found duplicate anchor; first occurrence": (
        "found an anchor (&) that another bears, in line {line}; expected a name of its own"
    ),
    "did not find expected node content": (
        "found punctuation where a value belongs; expected a value, or quotes around one that begins with it"
    ),
    "found unexpected ':'": "found a colon in a text without quotes; expected quotes around the text",
    "did not find expected comment or line break": (
        "found text right after | or >; expected it on the lines below"
    ),
    "found unknown escape character": "found an unknown escape; expected \\\\ for a backslash",
    "found a tab character that violates indentation": TAB,
    "found a tab character where an indentation space is expected": TAB,
    "block sequence entries are not allowed in this context": (
        "found a list item (-) where none can be; expected it on a line of its own"
    ),
}


def quoted(text: str) -> str:
    """A found text for a message: on one line, cut, in quotes."""
    return repr(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def explained(error: yaml.YAMLError, text: str) -> tuple[int, int, str]:
    """Line and column (from 1) of what `error` complains about in `text`, and the complaint."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, 1, f"not YAML: {error}".splitlines()[0]
    context, problem = str(error.context or ""), str(error.problem or "")
    elsewhere = ELSEWHERE.get(context) if "escape" not in problem else None
    mark = (error.context_mark if elsewhere else None) or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message = elsewhere or HERE.get(problem) or HERE.get(context) or _stray(problem, text, line, column)
    if found := _unmade_key(context, problem, text, line, column):
        return found
    begun = error.context_mark.line + 1 if error.context_mark else 1
    if message:
        return line + 1, column + 1, message.format(line=begun) if "{line}" in message else message
    return line + 1, column + 1, f"not YAML: {f'{context}, ' if context else ''}{problem}"


def _unmade_key(context: str, problem: str, text: str, line: int, column: int) -> tuple[int, int, str] | None:
    """The colon meant to make a key: in `line`, or in the last before, if its text runs on to `column`."""
    lines = text.splitlines()
    if context == "while scanning a simple key":
        suspects = [line]
    elif problem == "mapping values are not allowed in this context" and line < len(lines):
        above = (at for at in range(line - 1, -1, -1) if lines[at].strip() and lines[at].lstrip()[0] != "#")
        suspects = [line] if ":" in lines[line][:column] else [line, *islice(above, 1)]
    else:
        return None
    for suspect in suspects:
        if suspect < len(lines) and (key := UNMADE_KEY.match(lines[suspect])):
            message = FULL_WIDTH if key[2] == "：" else NO_SPACE
            return suspect + 1, key.start(2) + 1, message.format(key=key[1])
    return None


def _stray(problem: str, text: str, line: int, column: int) -> str | None:
    if problem != "found character that cannot start any token":
        return None
    lines = text.splitlines()
    character = lines[line][column : column + 1] if line < len(lines) else ""
    if character == "\t":
        return TAB
    return f"found {quoted(character)} at the start of a value; expected quotes around the whole value"
