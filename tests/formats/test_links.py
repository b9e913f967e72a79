"""Addresses that look dead."""

from __future__ import annotations

import pytest

from bot.formats.links import doubt
from bot.formats.scalars import url
from tests.formats.files import edited, lines

DOUBTFUL = {
    "https://live": "whose host 'live' has no dot in it; expected a public address",
    "http://localhost:8080/a": (
        "whose host 'localhost' is known inside one network only; expected a public address"
    ),
    "https://stage.local/a": (
        "whose host 'stage.local' is known inside one network only; expected a public address"
    ),
    "http://127.0.0.1/": "whose host 127.0.0.1 is a private address; expected a public address",
    "http://192.168.1.1:8080/a": "whose host 192.168.1.1 is a private address; expected a public address",
    "http://[::1]/": "whose host ::1 is a private address; expected a public address",
    "https://example.com": "whose host 'example.com' is a placeholder; expected a public address",
    "https://www.example.org/a": "whose host 'www.example.org' is a placeholder; expected a public address",
    "https://live.test/": "whose host 'live.test' is a placeholder; expected a public address",
    "https://https://isc.org.cn/a": "which has its scheme twice; did you mean 'https://isc.org.cn/a'?",
    "https://http//isc.org.cn/a": "which has its scheme twice; did you mean 'http://isc.org.cn/a'?",
    "https://isc.org.cn/a”": ("with the character U+201D (right double quotation mark) in it; expected none"),
    "https://isc.org.cn/a\u200b": "with the character U+200B (zero width space) in it; expected none",
    "https://isc.org.cn/a,": "which ends in ','; did you mean 'https://isc.org.cn/a'?",
    "https://isc.org.cn/a。": "which ends in '。'; did you mean 'https://isc.org.cn/a'?",
    "https://isc.org.cn/a%20": "which ends in '%20'; did you mean 'https://isc.org.cn/a'?",
    "https://isc.org.cn/a).": "which ends in ').'; did you mean 'https://isc.org.cn/a'?",
}
FINE = [
    "https://www.isc.org.cn",
    "https://isc.org.cn./a?b=c#d",
    "https://大会.中国/直播",
    "http://8.8.8.8/a",
    "https://en.wikipedia.org/wiki/Shanghai_(city)",
    "https://web.archive.org/web/2020/https://isc.org.cn/",
    "https://http.cat/200",
]


@pytest.mark.parametrize("address", DOUBTFUL)
def test_address_that_looks_dead(address: str) -> None:
    assert (url(address), doubt(address)) == (address, DOUBTFUL[address])


@pytest.mark.parametrize("address", FINE)
def test_address_that_looks_alive(address: str) -> None:
    assert (url(address), doubt(address)) == (address, None)


def test_address_that_looks_dead_is_warned_of_where_it_stands() -> None:
    assert lines(edited(("recording: https://pretalx.com/5g.mp4", "recording: https://live/5g.mp4"))) == [
        "schedule.yaml:40:16: warning: recording: found 'https://live/5g.mp4', whose host 'live' has no dot in it;"
        " expected a public address"
    ]
