"""The lexicon's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.model import EventType
from bot.domain.questions.lexicon import Meaning, Part, Rule
from bot.domain.questions.patterns import variants
from bot.texts import LANGUAGES
from bot.texts.phrasebook import FOLDER, LexiconError, grammar, lexicon, read_lexicon

MINIMAL = """\
fillers: [no, on, 10:30]
parts: {pagi: {from: "05:00", to: "11:00", say: [pagi], day: 1}}
names: {opening: {type: ceremony, say: [pembukaan]}}
spellings: {pagi: [pg]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "id.yaml"


def test_each_language_has_a_file() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        f"{language}.yaml" for language in LANGUAGES
    )


def test_words_stay_as_they_are_written(file: Path) -> None:
    file.write_text(MINIMAL)
    read = read_lexicon({"id": file})
    assert read.rules[:3] == (
        Rule("no", Meaning("filler")),
        Rule("on", Meaning("filler")),
        Rule("10:30", Meaning("filler")),
    )
    assert read.parts == {"id.pagi": Part(300, 660, day=1)}
    assert read.preferred == {"opening": EventType.CEREMONY}
    assert read.spellings == {"pg": "pagi"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("filers: [a]", "id.yaml: found ['filers']; expected only the sections ["),
        ("- a", "id.yaml: found list; expected only the sections ["),
        ("fillers: ['(a']", "pattern '(a': found a '(' without its partner"),
        ("fillers: ['?!']", "pattern '?!': found no word in it; expected at least one"),
    ],
)
def test_wrong_file_is_named(file: Path, text: str, complaint: str) -> None:
    file.write_text(text)
    with pytest.raises(LexiconError) as raised:
        read_lexicon({"id": file})
    assert str(raised.value).startswith(complaint)


def test_every_slot_of_every_pattern_is_filled_by_something() -> None:
    used = {name for rule in lexicon().rules for name in _slots(rule.pattern)}
    assert used - set(grammar().slots) - {"number", "hour", "minutes"} == set()


def _slots(pattern: str) -> list[str]:
    return [piece.partition("}")[0] for piece in pattern.split("{")[1:]]


def test_calendar_names_come_from_cldr() -> None:
    words = {(rule.pattern, rule.meaning) for rule in lexicon().rules if rule.slot in {"weekday", "month"}}
    assert {
        ("Kamis", Meaning("weekday", "4")),
        ("Thursday", Meaning("weekday", "4")),
        ("星期四", Meaning("weekday", "4")),
        ("Agustus", Meaning("month", "8")),
        ("Aug", Meaning("month", "8")),
        ("八月", Meaning("month", "8")),
    } <= words


def test_lexicon_names_nothing_of_the_conference_that_ships() -> None:
    text = "".join(path.read_text(encoding="utf-8").casefold() for path in FOLDER.iterdir())
    named = [
        "blockchain",
        "区块链",
        "5g",
        "工业互联网",
        "miao",
        "苗圩",
        "caict",
        "互联网大会",
        "internet conference",
    ]
    assert [name for name in named if name in text] == []


def test_no_cue_hides_a_type() -> None:
    """``Next forum`` must stay two phrases: the cue and the type."""
    cut = grammar().atoms
    types = {
        words
        for rule in lexicon().rules
        if rule.meaning.category == "type"
        for words in variants(rule.pattern, cut)
    }
    hiding = {
        rule.pattern
        for rule in lexicon().rules
        if (rule.meaning.category == "ask" and rule.meaning.key not in {"my", "who", "help"})
        or rule.slot == "event"
        for words in variants(rule.pattern, cut)
        if any(words[at : at + len(type_)] == type_ for type_ in types for at in range(len(words)))
    }
    assert hiding == set()
