"""Every character that is drawn has a glyph; none is a box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Schedule, Text
from bot.pictures import glyphs
from bot.pictures.glyphs import BOLD, RARE, REGULAR, Style, advance, covered, face, legible, pieces
from tests.pictures.scene import shipped

LOCALE = Path(glyphs.__file__).parents[1] / "texts" / "locale"
NOWHERE = "\U0010ffff"
"""No font has a glyph for it."""


@pytest.mark.parametrize("weight", [REGULAR, BOLD, RARE])
def test_font_has_every_character_that_its_list_names(weight: str) -> None:
    font = face(weight, 12)
    box = bytes(font.getmask(NOWHERE))
    assert box
    boxed = [letter for letter in covered(weight) if bytes(font.getmask(letter)) == box]
    assert boxed == []


@pytest.mark.parametrize("weight", [REGULAR, BOLD, RARE])
def test_blank_characters_are_spaces(weight: str) -> None:
    font = face(weight, 12)
    blank = {letter for letter in covered(weight) if not any(bytes(font.getmask(letter)))}
    assert {unicodedata.category(letter) for letter in blank} <= {"Zs", "Zl", "Zp", "Cf", "Lo", "So"}


def test_both_weights_have_the_same_characters() -> None:
    assert covered(BOLD) == covered(REGULAR)


def test_every_chinese_character_has_one_font() -> None:
    chinese = {chr(code) for code in range(0x4E00, 0x9FA6)} | set("𬭎𫖮𬍛𬸚𠙶")
    assert chinese - covered(REGULAR) - covered(RARE) == set()
    assert covered(REGULAR) & covered(RARE) == set()


def test_both_weights_have_what_simple_chinese_texts_keep_to() -> None:
    wanted = {
        letter
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        for letter in bytes((row, cell)).decode("gb2312", "ignore")
    }
    assert len(wanted) == 6763
    assert wanted - covered(BOLD) == set()


def texts_of(schedule: Schedule) -> Iterator[Text]:
    yield schedule.conference.title
    for track in schedule.tracks.values():
        yield track.name
    for room in schedule.rooms.values():
        yield room.name
    for person in schedule.persons.values():
        yield from filter(None, (person.name, person.role, person.affiliation))
    for event in schedule.events.values():
        yield from filter(None, (event.title, event.abstract))


def test_shipped_programme_is_legible_as_it_is() -> None:
    wordings = {wording for text in texts_of(shipped()) for wording in text.all()}
    lost = {
        wording for wording in wordings if "〓" in legible(wording) or len(legible(wording)) < len(wording)
    }
    assert {wording for wording in lost if " ".join(wording.split()) == wording} == set()


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_no_message_in_a_language_has_a_letter_without_a_glyph(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "confbot.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    said = "".join(str(message.string) for message in catalogue if message.id)
    letters = {letter for letter in said if unicodedata.category(letter)[0] in "LNP"}
    assert letters - covered(REGULAR) == set()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Forum AI & Masyarakat", "Forum AI & Masyarakat"),
        ("  two\n lines ", "two lines"),
        ("🎉 Party 🏳️‍🌈!", "Party !"),
        ("e\u0301clair", "éclair"),
        ("Кирилл Ελληνικά かな", "Кирилл Ελληνικα かな"),
        ("ก ب", "〓 〓"),
        ("镕喆堃𬭎", "镕喆堃𬭎"),
        ("“city brain” …", "\ue01ccity brain\ue01d ..."),
        ("“城市大脑”…", "“城市大脑”…"),
        ("a · b", "a \ue0b7 b"),
        ("北京 · b", "北京 \ue0b7 b"),
        ("", ""),
    ],
)
def test_legible_keeps_what_can_be_shown(text: str, shown: str) -> None:
    assert legible(text) == shown


@given(st.text(max_size=60))
def test_legible_text_has_a_glyph_for_every_letter_and_stays_as_it_is(text: str) -> None:
    shown = legible(text)
    assert set(shown) <= covered(REGULAR) | covered(RARE)
    assert legible(shown) == shown


def test_rare_letter_is_set_in_its_own_font() -> None:
    style = Style(30, BOLD)
    found = list(pieces("朱镕基 Zhu", style))
    assert found == [(face(BOLD, 30), "朱"), (face(RARE, 30), "镕"), (face(BOLD, 30), "基 Zhu")]


def test_ideographs_are_as_wide_as_high() -> None:
    assert advance("北京", Style(30)) == 60
