"""Messages: language by Telegram's code, placeholders, plurals, escaping."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from markupsafe import Markup

from bot.texts import LANGUAGES, Texts, language_for, mark, texts


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("id", "id"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh", "zh"),
        ("zh-hans", "zh"),
        ("zh-Hant-TW", "zh"),
        ("yue", "zh"),
        ("ms", "id"),
        ("jv", "id"),
        ("su", "id"),
        ("de", "id"),
        ("", "id"),
        (None, "id"),
    ],
)
def test_language_for_a_telegram_code(code: str | None, language: str) -> None:
    assert language_for(code) == language


def test_texts_are_read_once() -> None:
    assert texts("zh") is texts("zh")


def test_texts_of_an_unknown_language_name_what_was_expected() -> None:
    with pytest.raises(ValueError, match=r"^language is 'de'; expected one of id, en, zh$"):
        texts("de")


def test_message_comes_in_each_language() -> None:
    assert [texts(language)("My agenda") for language in LANGUAGES] == [
        "Agenda saya",
        "My agenda",
        "我的日程",
    ]


def test_message_without_a_translation_comes_in_english() -> None:
    assert Texts("zh", NullTranslations())("My agenda") == "My agenda"


def test_message_is_filled_with_values() -> None:
    assert texts("id")("in {duration}", duration="1 jam") == "dalam 1 jam"


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [("en", 1, "1 day"), ("en", 2, "2 days"), ("id", 1, "1 hari"), ("id", 2, "2 hari"), ("zh", 2, "2天")],
)
def test_plural_follows_the_number(language: str, n: int, text: str) -> None:
    assert texts(language).n("{n} day", "{n} days", n) == text


def test_html_escapes_values() -> None:
    message = texts("en").html("<b>{title}</b>", title="R&D <5G>")
    assert message == Markup("<b>R&amp;D &lt;5G&gt;</b>")


def test_html_keeps_markup_values() -> None:
    assert texts("en").html("see {link}", link=Markup("<i>here</i>")) == Markup("see <i>here</i>")


def test_html_plural_escapes_values() -> None:
    message = texts("en").html_n("<b>{n}</b> in {where}", "<b>{n}</b> in {where}", 2, where="<A>")
    assert message == Markup("<b>2</b> in &lt;A&gt;")


def test_marked_message_is_itself() -> None:
    assert mark("Forum") == "Forum"
