from __future__ import annotations

import pytest

from bot.sandbox.entities import detect, settled


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start e_opening", [("bot_command", "/start")]),
        ("see /now, /my", [("bot_command", "/now"), ("bot_command", "/my")]),
        ("/start@cic_bot", [("bot_command", "/start@cic_bot")]),
        ("and/or 24/7 a//b", []),
        ("ask @cic_bot.", [("mention", "@cic_bot")]),
        ("a@b.com", [("email", "a@b.com")]),
        ("#5G #中国 #2020", [("hashtag", "#5G"), ("hashtag", "#中国")]),
        ("(https://a.cn/b).", [("url", "https://a.cn/b")]),
        ("看 https://a.cn/b。", [("url", "https://a.cn/b")]),
        ("isc.org.cn/x", [("url", "isc.org.cn/x")]),
        ("23.07.2020, 5.5 km", []),
        ("https://a.cn/#b /now", [("url", "https://a.cn/#b"), ("bot_command", "/now")]),
        ("nothing", []),
    ],
)
def test_text_holds_what_telegram_finds(text: str, found: list[tuple[str, str]]) -> None:
    spans = [(one["type"], text[one["offset"] : one["offset"] + one["length"]]) for one in detect(text)]
    assert spans == found


def test_offsets_count_utf_16_units() -> None:
    assert detect("👋 /now") == [{"type": "bot_command", "offset": 3, "length": 4}]


def test_entities_side_by_side_become_one() -> None:
    bold = [{"type": "bold", "offset": 0, "length": 2}, {"type": "bold", "offset": 2, "length": 2}]
    assert settled("abcd", bold) == [{"type": "bold", "offset": 0, "length": 4}]


def test_code_holds_no_other_entity() -> None:
    code = {"type": "code", "offset": 0, "length": 4}
    assert settled("/now", [{"type": "bold", "offset": 1, "length": 2}, code]) == [code]


def test_the_wider_entity_comes_first() -> None:
    inner, outer = {"type": "bold", "offset": 0, "length": 1}, {"type": "italic", "offset": 0, "length": 2}
    assert settled("ab", [inner, outer]) == [outer, inner]


def test_what_is_found_stands_beside_what_is_marked() -> None:
    bold = {"type": "bold", "offset": 0, "length": 3}
    command = {"type": "bot_command", "offset": 4, "length": 4}
    assert settled("Try /now", [bold]) == [bold, command]
