from __future__ import annotations

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params, Upload


def test_text_of_any_value_is_as_in_a_form() -> None:
    params = Params({"a": "x", "b": 7, "c": True, "d": {"e": 1}, "f": None})
    assert [params.text(name) for name in "abcdfg"] == ["x", "7", "true", '{"e": 1}', "", ""]


@pytest.mark.parametrize(("value", "number"), [("7", 7), (7, 7), ("", 5), (None, 5), ("x", 5), ([], 5)])
def test_integer_that_is_none_is_the_default(value: object, number: int) -> None:
    assert Params({"n": value}).integer("n", 5) == number


def test_number_that_is_none_is_refused() -> None:
    with pytest.raises(ApiError, match="latitude must be a number"):
        Params({"latitude": "north"}).number("latitude")


@pytest.mark.parametrize(
    ("value", "yes"), [("true", True), ("1", True), (True, True), ("false", False), ("", False)]
)
def test_flag_is_read_as_telegram_reads_it(value: object, *, yes: bool) -> None:
    assert Params({"on": value}).flag("on") == yes


@pytest.mark.parametrize(
    ("value", "found"), [('{"a": 1}', {"a": 1}), ({"a": 1}, {"a": 1}), ("", None), (None, None)]
)
def test_object_may_come_as_json_or_as_it_is(value: object, found: object) -> None:
    assert Params({"x": value}).json("x", "thing") == found


def test_upload_is_told_from_text() -> None:
    upload = Upload("a.txt", b"x", "text/plain")
    params = Params({"a": upload, "b": "x"})
    assert (params.upload("a"), params.upload("b"), "a" in params, "c" in params) == (
        upload,
        None,
        True,
        False,
    )
