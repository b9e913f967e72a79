"""Who opened the Mini App: what Telegram signed is believed, nothing else is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.initdata import LARGEST, InitData, InitDataRefused, Verifier
from tests.stage import TOKEN
from tests.web.scene import signed, signed_fields

NOW = datetime(2026, 7, 23, 6, 0, tzinfo=UTC)
SECONDS = str(int(NOW.timestamp()))
VERIFIER = Verifier(TOKEN)


def refusal(raw: str, now: datetime = NOW) -> tuple[str, str]:
    with pytest.raises(InitDataRefused) as caught:
        VERIFIER.read(raw, now)
    return caught.value.code, str(caught.value)


def test_signed_data_names_the_reader() -> None:
    assert VERIFIER.read(signed(1001, "zh-hans", at=NOW), NOW) == InitData(1001, "zh-hans", NOW)


def test_order_of_the_fields_does_not_matter() -> None:
    reversed_ = "&".join(reversed(signed(at=NOW).split("&")))
    assert VERIFIER.read(reversed_, NOW).user_id == 1001


def test_fields_yet_unknown_are_part_of_what_is_signed() -> None:
    raw = signed_fields(TOKEN, user='{"id":7}', auth_date=SECONDS, signature="x-y_z", chat_type="sender")
    assert VERIFIER.read(raw, NOW) == InitData(7, None, NOW)
    assert refusal(raw.replace("sender", "group"))[0] == "forged"


@pytest.mark.parametrize("token", ["654321:" + "s" * 35, TOKEN[:-1], TOKEN + "s", ""])
def test_data_of_another_bot_is_forged(token: str) -> None:
    assert refusal(signed(at=NOW, token=token)) == ("forged", "the hash is not this bot's")


def test_another_persons_id_under_ones_own_hash_is_forged() -> None:
    assert refusal(signed(1001, at=NOW).replace("1001", "1002"))[0] == "forged"


def test_data_holds_for_a_day_and_no_longer() -> None:
    day = timedelta(hours=24)
    assert VERIFIER.read(signed(at=NOW), NOW + day).opened_at == NOW
    assert refusal(signed(at=NOW), NOW + day + timedelta(seconds=1)) == ("stale", "signed too long ago")


def test_data_from_the_future_is_refused_beyond_what_clocks_differ_by() -> None:
    assert VERIFIER.read(signed(at=NOW + timedelta(minutes=2)), NOW).user_id == 1001
    assert refusal(signed(at=NOW + timedelta(minutes=2, seconds=1))) == ("early", "signed in the future")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("", f"0 characters; expected 1 to {LARGEST}"),
        ("a=" + "b" * LARGEST, f"{LARGEST + 2} characters; expected 1 to {LARGEST}"),
        ("&".join(f"a{n}=b" for n in range(33)), "no query string"),
        ("no query string", "no query string"),
        ("a=%ff%fe", "no query string"),
        ("a=1&a=1", "a field comes twice"),
        ("a=1", "no hash of 64 hexadecimal digits"),
        ("a=1&hash=" + "A" * 64, "no hash of 64 hexadecimal digits"),
        ("a=1&hash=" + "a" * 63, "no hash of 64 hexadecimal digits"),
        ("a=1&hash=" + "é" * 64, "no hash of 64 hexadecimal digits"),
    ],
)
def test_what_is_no_init_data_is_said_to_be_none(raw: str, found: str) -> None:
    assert refusal(raw) == ("malformed", found)


def test_field_that_comes_twice_is_refused_whatever_its_hash() -> None:
    raw = signed(at=NOW)
    assert refusal(f"{raw}&user={json.dumps({'id': 1002})}") == ("malformed", "a field comes twice")


@pytest.mark.parametrize("auth_date", ["", "now", "-1", "1e9", "１５９５４８４０００", "0", "999999999999"])
def test_signed_date_that_is_none_is_refused(auth_date: str) -> None:
    code, _ = refusal(signed_fields(TOKEN, user='{"id":7}', auth_date=auth_date))
    assert code in ("malformed", "early")


@pytest.mark.parametrize(
    "user",
    [
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        '{"id":"7"}',
        '{"id":true}',
        '{"id":0}',
        '{"id":-7}',
        '{"id":7.0}',
        '{"id":99999999999999999999}',
        "[" * 2000,
    ],
)
def test_signed_user_that_is_none_is_refused(user: str) -> None:
    assert refusal(signed_fields(TOKEN, user=user, auth_date=SECONDS))[0] == "malformed"


@pytest.mark.parametrize("code", ["7", "null", '"' + "x" * 36 + '"'])
def test_language_that_is_none_is_left_out(code: str) -> None:
    raw = signed_fields(TOKEN, user=f'{{"id":7,"language_code":{code}}}', auth_date=SECONDS)
    assert VERIFIER.read(raw, NOW).language_code is None


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_refused_and_nothing_else_happens(raw: str) -> None:
    with pytest.raises(InitDataRefused):
        VERIFIER.read(raw, NOW)


@given(st.data())
def test_no_letter_of_what_is_signed_can_be_changed(data: st.DataObject) -> None:
    raw = signed(at=NOW)
    at = data.draw(st.integers(0, len(raw) - 1))
    letter = data.draw(st.sampled_from("0123456789abcdef%&=+"))
    if letter == raw[at] or (letter.lower() == raw[at].lower() and "%" in raw[at - 2 : at]):
        return
    with pytest.raises(InitDataRefused):
        VERIFIER.read(raw[:at] + letter + raw[at + 1 :], NOW)
