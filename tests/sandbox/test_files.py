from __future__ import annotations

import pytest

from bot.sandbox.files import Files, image_size
from tests.sandbox.pictures import jpeg, png


def test_png_tells_its_size() -> None:
    assert image_size(png(640, 480)) == (640, 480)


def test_jpeg_tells_its_size() -> None:
    assert image_size(jpeg(640, 480)) == (640, 480)


@pytest.mark.parametrize("data", [b"", b"GIF89a", png(1, 1)[:18], jpeg(1, 1)[:10]])
def test_anything_else_is_no_picture(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any
        image_size(data)


def test_files_beyond_the_bound_go_oldest_first() -> None:
    files = Files(bytes_kept=10)
    first, second = files.add(b"x" * 6, "a.txt"), files.add(b"y" * 6, "b.txt")
    assert (files.get(first.file_id), files.get(second.file_id)) == (None, second)


def test_type_comes_from_the_name_when_not_given() -> None:
    assert Files().add(b"BEGIN:VCALENDAR", "my.ics").mime_type == "text/calendar"
