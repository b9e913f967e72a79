"""Progress bars on standard error, where that is a terminal; nothing elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

__all__ = ["Bars", "bars"]

T = TypeVar("T")


class Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._fetching = progress.add_task("fetching", total=None, visible=False)

    def watch(self, things: Sequence[T]) -> Iterable[T]:
        """The things, with a bar that says how many of them are done."""
        return self._progress.track(things, description="reading events")

    def fetched(self, size: int, total: int | None) -> None:
        """So many bytes are there, of so many."""
        self._progress.update(self._fetching, completed=size, total=total, visible=True)


@contextmanager
def bars() -> Iterator[Bars]:
    """Bars that go when the work is done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bars(progress)
