"""Whole conversations as people have them: follow-ups, typos, slang, several languages, what nobody can answer.

``dialogues/<language>.txt`` holds the turns: what is typed after ``>>> ``, and under it the bot's exact answer;
the space before ◌ and ★ is one that no line breaks at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.scene import LANGUAGES, screen
from tests.stage import Stage

FOLDER = Path(__file__).with_name("dialogues")


def turns(language: str) -> list[tuple[str, str]]:
    """What is typed, and the screen that it is answered with."""
    text = (FOLDER / f"{language}.txt").read_text()
    parts = text.removeprefix(">>> ").split("\n>>> ")
    return [(typed, answer.rstrip("\n")) for typed, _, answer in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_dialogue(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    expected = turns(language)
    assert [(typed, screen(await reader.send(typed))) for typed, _ in expected] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_dialogue_has_more_than_ten_turns(language: str) -> None:
    assert len(turns(language)) > 10
