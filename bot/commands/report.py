"""Problems of files for people: each with its line and a caret under its column; in colour on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from bot.commands.command import plural
from bot.commands.excerpt import excerpt
from bot.commands.files import Source
from bot.formats.problems import Problem, Severity

__all__ = ["counted", "print_json", "print_problems"]

PIPED = 120
"""Cells of an excerpt where there is no terminal to ask."""
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def print_problems(problems: Iterable[Problem], source: Source, *, result: bool = True) -> None:
    """The line that editors and CI parse, ``file:line:column: severity: message``, and under it, indented,
    what the file says there. To standard output where they are the `result`, else to standard error."""
    console = Console(file=sys.stdout if result else sys.stderr, highlight=False, soft_wrap=True)
    width = console.width if console.is_terminal else PIPED
    for problem in problems:
        style = STYLES[problem.severity]
        place = f"{problem.file}:{problem.line}:{problem.column}:"
        severity = Text.assemble((place, "bold"), " ", (f"{problem.severity}:", style))
        console.print(severity.append(f" {problem.message}"))
        if 0 < problem.line <= len(source.lines) and (line := source.lines[problem.line - 1]):
            gutter = f"{problem.line:>6} | "
            shown, offset = excerpt(line, problem.column, max(20, width - len(gutter)))
            console.print(Text.assemble((gutter, "blue"), shown))
            console.print(Text.assemble((f"{'':>6} | ", "blue"), " " * offset, ("^", style)))


def print_json(problems: Iterable[Problem]) -> None:
    """To standard output: an object for each problem, on a line of its own."""
    for problem in problems:
        print(json.dumps(asdict(problem), ensure_ascii=False))


def counted(problems: Iterable[Problem]) -> str:
    """``2 errors and 1 warning``; empty where there are none."""
    found = [problem.severity for problem in problems]
    counts = {severity: found.count(severity) for severity in Severity if severity in found}
    return " and ".join(plural(n, severity) for severity, n in counts.items())
