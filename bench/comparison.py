"""One row of the table: the bot beside something else, and the ratio aimed at."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Comparison", "Failure"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`own` and `beside`, both in `unit`, are medians; `ratio` is own / beside.

    `beside` is what `than` names. `aim` is the ratio aimed at: the least, or with `at_most` the most.
    """

    what: str
    own: float
    than: str
    beside: float
    unit: str
    ratio: float
    aim: float
    at_most: bool = True

    @classmethod
    def of(
        cls,
        what: str,
        than: str,
        pairs: Sequence[tuple[float, float]],
        unit: str,
        aim: float,
        *,
        at_most: bool = True,
    ) -> Comparison:
        """Of pairs measured side by side: the ratio is the median of theirs."""
        own, beside = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(mine / other for mine, other in pairs)
        return cls(what, own, than, beside, unit, ratio, aim, at_most)

    @property
    def met(self) -> bool:
        return self.ratio <= self.aim if self.at_most else self.ratio >= self.aim

    def cells(self) -> tuple[str, ...]:
        """What, the bot, beside, ratio, aim, whether it is met."""
        sign = "≤" if self.at_most else "≥"
        return (
            self.what,
            f"{_figure(self.own)} {self.unit}",
            f"{self.than}: {_figure(self.beside)} {self.unit}",
            _figure(self.ratio),
            f"{sign} {self.aim:g}",
            "yes" if self.met else "**no**",
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that could not be measured, and why."""

    what: str
    why: str
    met: bool = False

    def cells(self) -> tuple[str, ...]:
        return self.what, "not measured", self.why, "", "", "**no**"


def _figure(value: float) -> str:
    """Three digits that count, and whole ones all."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
