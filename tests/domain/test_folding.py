"""One form for all ways to write the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.folding import fold, parts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Industrial Internet", "industrial internet"),
        ("  two   spaces ", "two spaces"),
        ("５Ｇ", "5g"),
        ("São Paulo", "sao paulo"),
        ("Điện Biên Phủ", "dien bien phu"),
        ("Straße", "strasse"),
        ("Xi’an", "xian"),
        ("e-commerce", "e commerce"),
        ("5G+AI", "5g ai"),
        ("<b>&amp;</b>", "b amp b"),
        ("區塊鏈論壇", "区块链论坛"),
        ("臺灣", "台湾"),
        ("苗圩（部长）", "苗圩 部长"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("🙂…", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_changes_nothing_the_second_time(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("folded", "words"),
    [
        ("5g论坛", ["5g", "论坛"]),
        ("big data 大数据 分析", ["big", "data", "大数据", "分析"]),
        ("", []),
    ],
)
def test_parts_come_apart_where_the_script_changes(folded: str, words: list[str]) -> None:
    assert parts(folded) == words
