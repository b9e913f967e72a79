from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.limits import units
from bot.sandbox.markup import MarkupError, parse_html


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_tag_without_attributes_gives_its_entity(tag: str, kind: str) -> None:
    assert parse_html(f"5G <{tag}>now</{tag}>!") == ("5G now!", [entity(kind, 3, 3)])


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("<blockquote expandable=no>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [entity("pre", 0, 1, language="py")]),
        ('<code class="language-py"><pre>x</pre></code>', "x", [entity("pre", 0, 1, language="py")]),
        ('<tg-emoji emoji-id="53">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="53")]),
        (
            '<a href="https://a.cn/b?c&amp;d">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://a.cn/b?c&d")],
        ),
        ("<a href=a.cn>x</a>", "x", [entity("text_link", 0, 1, url="http://a.cn/")]),
        ("<a>a.cn</a>", "a.cn", [entity("text_link", 0, 4, url="http://a.cn/")]),
        ("<a href='nowhere'>x</a>", "x", []),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        ("<b  odd = 'one'  other>x</b >", "x", [entity("bold", 0, 1)]),
        ("<i><b>x</b>y</i>", "xy", [entity("bold", 0, 1), entity("italic", 0, 2)]),
    ],
)
def test_tag_gives_what_telegram_makes_of_it(source: str, text: str, entities: list[object]) -> None:
    assert parse_html(source) == (text, entities)


def test_offsets_count_utf_16_units() -> None:
    assert parse_html("👋🏽 <b>你好👋</b>") == ("👋🏽 你好👋", [entity("bold", 5, 4)])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
        ("&lt5G", "<5G"),
        ("&lt;5G", "<5G"),
        ("&nbsp;&copy", "&nbsp;&copy"),
        ("&#20320;&#x597d;", "你好"),
        ("&#0;&#99999999;", "&#0;&#99999999;"),
        ("R&D", "R&D"),
        ("a > b", "a > b"),
    ],
)
def test_references_telegram_knows_are_read_and_others_stay(source: str, text: str) -> None:
    assert parse_html(source) == (text, [])


@pytest.mark.parametrize("style", ["", "r", "t", "T", "d", "D", "wDT", "wd"])
def test_time_with_a_format_telegram_knows_gives_a_date_time(style: str) -> None:
    more = {"date_time_format": style} if style else {}
    text, entities = parse_html(f'<tg-time unix="1595484000" format="{style}">14:00</tg-time>')
    assert (text, entities) == ("14:00", [entity("date_time", 0, 5, unix_time=1595484000, **more)])


@pytest.mark.parametrize("unix", ["", "0", "-1", "soon", "9999999999999"])
def test_time_that_is_none_stays_text(unix: str) -> None:
    assert parse_html(f'<tg-time unix="{unix}">14:00</tg-time>') == ("14:00", [])


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("你<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ("x<b ", "Unclosed start tag at byte offset 1"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="0">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1" format="tt">x</tg-time>', "Invalid date-time format specified"),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(MarkupError) as raised:
        parse_html(source)
    assert str(raised.value) == error


@given(st.text(alphabet="<>&/=\"' abit#x你👋;-", max_size=40))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except MarkupError:
        return
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= units(text) for one in entities)
