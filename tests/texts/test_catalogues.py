"""The catalogue files: up to date, complete, and alike in what must be alike."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.texts import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TAG = re.compile(r"</?[a-z][^>]*>")
HAN = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(f"{HAN}[,;:!?()]|[,;!?()]{HAN}|{HAN}\\.(?!\\w)|\\.\\.\\.")


def catalogue(language: str) -> Catalog:
    path = ROOT / "bot" / "texts" / "locale" / language / "LC_MESSAGES" / "confbot.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def originals(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_catalogues_hold_just_the_messages_of_the_program() -> None:
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, ROOT / "tools" / "messages.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", ["id", "zh"])
def test_every_message_is_translated(language: str) -> None:
    assert [originals(message)[0] for message in messages(language) if not all(translations(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [originals(message)[0] for message in messages(language) if message.fuzzy] == []


@pytest.mark.parametrize(("language", "forms"), [("id", 1), ("en", 2), ("zh", 1)])
def test_plural_messages_have_the_forms_of_the_language(language: str, forms: int) -> None:
    plurals = [message for message in messages(language) if message.pluralizable]
    assert catalogue(language).num_plurals == forms
    assert {len(translations(message)) for message in plurals} == {forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_placeholders_of_the_message(language: str) -> None:
    wrong = [
        text
        for message in messages(language)
        for text in filter(None, translations(message))
        if placeholders(text) != set().union(*map(placeholders, originals(message)))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_tags_of_the_message(language: str) -> None:
    wrong = [
        text
        for message in messages(language)
        for text in filter(None, translations(message))
        if Counter(TAG.findall(text)) != Counter(TAG.findall(originals(message)[-1]))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_begin_and_end_with_the_space_of_the_message(language: str) -> None:
    wrong = [
        text
        for message in messages(language)
        for text in filter(None, translations(message))
        if language != "zh" and _edges(text) != _edges(originals(message)[-1])
    ]
    assert wrong == []


def test_chinese_punctuation_is_full_width() -> None:
    texts = [text for message in messages("zh") for text in translations(message)]
    assert [text for text in texts if HALF_WIDTH.search(text)] == []


def test_chinese_characters_are_simplified() -> None:
    from bot.domain.traditional import SIMPLIFIED

    texts = [text for message in messages("zh") for text in translations(message)]
    assert [text for text in texts if text.translate(SIMPLIFIED) != text] == []


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()
