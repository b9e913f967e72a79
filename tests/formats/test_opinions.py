"""Feedback as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feedback import Opinion
from bot.domain.model import Track
from bot.formats.opinions import opinions_csv
from tests.samples import event, schedule, text

PROGRAMME = schedule(
    event("a", "2020-07-23 09:00", track="ai", title=text("AI, today", zh="今日人工智能")),
    tracks=(Track("ai", text("AI", zh="人工智能")),),
)
RISKY = ("=", "+", "-", "@", "\t", "\r")


def rows(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def test_opinions_are_rows_under_a_byte_order_mark() -> None:
    given = [("a", Opinion(5, "Bagus!")), ("a", Opinion(2)), ("gone", Opinion(4, "下次再来"))]
    assert opinions_csv(PROGRAMME, given, "zh") == (
        "\ufeffevent,title,track,start,rating,line\r\n"
        "a,今日人工智能,人工智能,2020-07-23 09:00,5,Bagus!\r\n"
        "a,今日人工智能,人工智能,2020-07-23 09:00,2,\r\n"
        "gone,,,,4,下次再来\r\n"
    )


def test_comma_quote_and_new_line_are_quoted() -> None:
    assert opinions_csv(PROGRAMME, [("a", Opinion(3, 'so, "so"\nla la'))], "en").split("\r\n")[1] == (
        'a,"AI, today",AI,2020-07-23 09:00,3,"so, ""so""\nla la"'
    )


@pytest.mark.parametrize("first", RISKY)
def test_formula_is_defused(first: str) -> None:
    [_, row] = rows(opinions_csv(PROGRAMME, [("a", Opinion(1, f'{first}HYPERLINK("http://x")'))], "en"))
    assert row[-1] == f'\'{first}HYPERLINK("http://x")'


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_no_text_becomes_a_formula_and_none_is_lost(remark: str) -> None:
    [_, row] = rows(opinions_csv(PROGRAMME, [("a", Opinion(1, remark))], "en"))
    assert row[-1] in (remark, f"'{remark}")
    assert not row[-1].startswith(RISKY)
