from __future__ import annotations

import pytest

from bot.sandbox.links import checked_link


@pytest.mark.parametrize(
    ("link", "sent"),
    [
        ("https://isc.org.cn", "https://isc.org.cn/"),
        ("HTTPS://ISC.org.cn/Path?q=1#f", "https://isc.org.cn/Path?q=1#f"),
        ("isc.org.cn:8080/x", "http://isc.org.cn:8080/x"),
        ("http://a.cn?b", "http://a.cn/?b"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("tg:resolve?domain=x", "tg://resolve?domain=x"),
        ("tg://user?id=1", "tg://user?id=1"),
    ],
)
def test_link_is_written_as_telegram_sends_it_on(link: str, sent: str) -> None:
    assert checked_link(link) == sent


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("", "URL host is empty"),
        ("https://", "URL host is empty"),
        ("not-a-url", "Wrong HTTP URL"),
        ("http://localhost:8080/", "Wrong HTTP URL"),
        ("ftp://a.cn", "Unsupported URL protocol"),
        ("https://a.cn:0", "Wrong port number specified in the URL"),
        ("https://a cn.cn/", "Disallowed character in URL host"),
        ("https://a.cn/b c", "Wrong HTTP URL"),
        ("tg://", "Wrong tg URL"),
    ],
)
def test_link_that_telegram_refuses_is_refused(link: str, why: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - compared below
        checked_link(link)
    assert str(raised.value) == why


@pytest.mark.parametrize("link", ["http://a.cn/", "a.cn", "tg://user?id=1"])
def test_link_of_an_app_must_be_https(link: str) -> None:
    with pytest.raises(ValueError, match="Only HTTPS links are allowed"):
        checked_link(link, https_only=True)


def test_link_of_an_app_on_this_machine_may_be_http() -> None:
    assert checked_link("http://127.0.0.1:8080/?e=a", https_only=True) == "http://127.0.0.1:8080/?e=a"
