"""A measured figure beside what it should be."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """`aim` says what was aimed at, `met` whether `value` meets it; None where there is no aim."""

    name: str
    value: float
    unit: str
    aim: str = ""
    met: bool | None = None
