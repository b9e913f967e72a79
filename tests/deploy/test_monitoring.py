"""Dashboard, alerts and the guide speak of metrics that the bot has."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from bot.metrics import OUTCOMES, REFUSED, Metrics
from tests.deploy.files import ROOT, parsed, text

FILES = ["deploy/alerts.yml", "deploy/grafana/confbot.json", "docs/deploy.md", "tests/deploy/alerts.yml"]
NAME = re.compile(r"\bconfbot_[a-z_]+\b")


def exposed() -> set[str]:
    """The names of all that a process shows, without those of a time of creation."""
    lines = Metrics().text().decode().splitlines()
    names = {re.split(r"[{ ]", line)[0] for line in lines if not line.startswith("#")}
    families = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    return {name for name in names | families if not name.endswith("_created")}


@pytest.mark.parametrize("name", FILES)
def test_metrics_that_are_named_exist(name: str) -> None:
    assert set(NAME.findall(text(name))) - exposed() == set()


def test_guide_tells_of_every_metric() -> None:
    told = set(NAME.findall(text("docs/deploy.md")))
    parts = re.compile(r"_(bucket|count|sum)$")
    assert {parts.sub("", name) for name in exposed()} - told == set()


def test_guide_tells_of_every_alert() -> None:
    alerts = {rule["alert"] for group in parsed("deploy/alerts.yml")["groups"] for rule in group["rules"]}
    assert alerts - set(re.findall(r"`(Confbot\w+)`", text("docs/deploy.md"))) == set()


def test_outcomes_and_reasons_that_are_named_exist() -> None:
    named = re.findall(r'(outcome|why)=~?"([a-z_|]+)"', text("deploy/alerts.yml"))
    known = {"outcome": set(OUTCOMES), "why": set(REFUSED)}
    assert [
        (label, word) for label, words in named for word in words.split("|") if word not in known[label]
    ] == []


def test_panels_have_places_of_their_own() -> None:
    panels = parsed("deploy/grafana/confbot.json")["panels"]
    cells = [
        (column, row)
        for place in (panel["gridPos"] for panel in panels)
        for column in range(place["x"], place["x"] + place["w"])
        for row in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(column for column, _ in cells) == 23


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs promtool")
@pytest.mark.parametrize(
    "arguments", [("check", "config", "deploy/prometheus.yml"), ("test", "rules", "tests/deploy/alerts.yml")]
)
def test_promtool_finds_nothing(arguments: tuple[str, ...]) -> None:
    ended = subprocess.run(["promtool", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert (ended.returncode, "FAILED" in ended.stdout) == (0, False), ended.stderr
