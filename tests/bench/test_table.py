"""The table says what was measured, also where that fell short or failed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bench.comparison import Comparison, Failure
from bench.growth import Series
from bench.plot import plot
from bench.rows import QUICK, Row, Scale
from bench.table import measured, table


def test_ratio_is_the_median_of_the_turns() -> None:
    pairs = [(10.0, 5.0), (30.0, 10.0), (8.0, 1.0)]
    row = Comparison.of("speed", "another", pairs, "/s", 3, at_most=False)
    assert (row.own, row.beside, row.ratio) == (10.0, 5.0, 3.0)


@pytest.mark.parametrize(
    ("own", "at_most", "met"), [(2, True, True), (4, True, False), (4, False, True), (2, False, False)]
)
def test_aim_is_a_least_or_a_most(own: float, at_most: bool, met: bool) -> None:
    assert Comparison.of("x", "y", [(own, 1.0)], "s", 3, at_most=at_most).met is met


def test_row_shows_both_sides_and_that_it_falls_short() -> None:
    row = Comparison.of("speed", "another", [(1234.0, 1000.0)], "/s", 3, at_most=False)
    assert row.cells() == ("speed", "1,234 /s", "another: 1,000 /s", "1.23", "≥ 3", "**no**")


async def test_row_that_fails_says_why_and_harms_no_other() -> None:
    async def fails(_: Scale) -> list[Comparison]:
        raise LookupError("the peers are not installed")

    async def works(_: Scale) -> list[Comparison]:
        return [Comparison.of("x", "y", [(1.0, 1.0)], "s", 1)]

    lines = await measured([Row("first", fails), Row("second", works)], QUICK)
    assert lines[0] == Failure("first", "LookupError: the peers are not installed")
    assert [line.met for line in lines] == [False, True]


def test_table_keeps_its_columns_whatever_a_cell_says() -> None:
    assert table(("a", "b"), [("1|2", "3")]) == ["| a | b |", "| --- | --- |", "| 1/2 | 3 |"]


def test_plot_is_an_image_with_a_line_for_each_curve() -> None:
    points = ((40, 1.5), (400, 1.6), (4000, 2.0))
    curves = [Series(name, of, points) for of in ("chats", "events") for name in ("an update", "a tick")]
    root = ElementTree.fromstring(plot(curves))  # noqa: S314 - our own
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [3, 3, 3, 3]


def test_growth_is_the_last_cost_in_terms_of_the_first() -> None:
    assert Series("a tick", "events", ((40, 2.0), (4000, 3.0))).growth == 1.5
