"""Every command, option, setting and target has its line in the documentation."""

from __future__ import annotations

import argparse
import re
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.metrics import Metrics
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
    cwd=ROOT,
    capture_output=True,
    check=True,
    text=True,
).stdout.splitlines()


def commands() -> dict[str, argparse.ArgumentParser]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the program has no commands")


@pytest.mark.parametrize("command", commands())
def test_command_is_in_the_readme(command: str) -> None:
    assert f"| `python -m bot {command}" in README


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (name, option)
        for name, command in commands().items()
        for action in command._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ],
)
def test_option_is_in_the_readme_beside_its_command(command: str, option: str) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| `python -m bot {command}"))
    assert f"`{option}" in line or f"[{option}" in line


@pytest.mark.parametrize("name", Settings.model_fields)
def test_setting_is_in_the_readme(name: str) -> None:
    assert f"`BOT_{name.upper()}`" in README


def test_metrics_are_in_the_documentation_and_no_others() -> None:
    text = Metrics().text().decode()
    there = {
        name for name in re.findall(r"^# TYPE (\w+)", text, re.MULTILINE) if not name.endswith("_created")
    }
    listed = re.findall(r"^\| `(confbot_\w+)` \|", (ROOT / "docs/running.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(there)


def test_targets_that_are_spoken_of_exist() -> None:
    there = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    spoken_of = {target for page in PAGES for target in re.findall(r"\bmake ([a-z]+)\b", code_of(page))}
    assert spoken_of - there == set()


def code_of(page: Path) -> str:
    """What a page shows as code."""
    text = page.read_text()
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"(?:python -m |`)bot ([a-z]+)", page.read_text())
    assert [name for name in named if name not in commands()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"\bBOT_([A-Z_]+)\b", page.read_text())
    assert [name for name in named if name.lower() not in Settings.model_fields] == []


def test_sections_that_are_linked_exist() -> None:
    anchors = set(re.findall(r"\]\(#([^)]+)\)", README))
    sections = {
        re.sub(r"[^a-z0-9 -]", "", line.lower()).strip().replace(" ", "-")
        for line in README.splitlines()
        if line.startswith("#")
    }
    assert anchors - sections == set()


def test_every_dependency_has_its_reason() -> None:
    names = re.findall(
        r'^  "([A-Za-z-]+)',
        (ROOT / "pyproject.toml").read_text().partition("[dependency-groups]")[0],
        re.MULTILINE,
    )
    contributing = (ROOT / "CONTRIBUTING.md").read_text()
    assert [
        name for name in names if f"| {name}" not in contributing and f", {name}" not in contributing
    ] == []


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    unwanted = re.compile(r"pypi\.org|pythonhosted|npmjs|deb\.debian|/root/|/work/|\.\./shared")
    found = [
        name
        for name in TRACKED
        if name != "tests/test_docs.py" and Path(name).suffix not in {".otf", ".png", ".tsv"}
        if unwanted.search((ROOT / name).read_text(errors="replace"))
    ]
    assert found == []
