"""What all files of a deployment have in common: they parse, and name what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.settings import Settings
from tests.deploy.files import ROOT, documents, parsed, text

DEPLOYED = [
    "Containerfile",
    "compose.yaml",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "deploy").rglob("*") if path.is_file()),
]
PINNED = re.compile(r"[a-z]+(/[a-z]+)?:v?\d+\.\d+\.?\d*(-[a-z0-9.-]+)?")
"""An image by its exact version, without a registry's host."""


@pytest.mark.parametrize(
    "name", [name for name in DEPLOYED if Path(name).suffix in {".yaml", ".yml", ".json"}]
)
def test_file_parses(name: str) -> None:
    assert all(documents(name))


@pytest.mark.parametrize("name", DEPLOYED)
def test_settings_that_are_named_exist(name: str) -> None:
    named = {found.lower() for found in re.findall(r"\bBOT_([A-Z_]+)\b", text(name))}
    assert named - Settings.model_fields.keys() == set()


@pytest.mark.parametrize("name", DEPLOYED)
def test_no_secret_is_in_a_file(name: str) -> None:
    secrets = re.findall(r"\w*(?:TOKEN|PASSWORD|SECRET)(?:=|: )([^\s$…]\S*)", text(name))
    assert secrets == []


def test_services_run_what_the_command_line_knows() -> None:
    services = parsed("compose.yaml")["services"]
    pods = [each for each in documents("deploy/kubernetes.yaml") if each["kind"] == "Deployment"]
    containers = [pod["spec"]["template"]["spec"]["containers"][0] for pod in pods]
    lines = [
        services["bot"]["command"],
        services["sender"]["command"],
        *(each["args"] for each in containers),
    ]
    roles = [getattr(parser().parse_args(line), "role", None) for line in lines]
    assert [str(role) for role in roles] == ["all", "sender", "web", "sender"]


def test_images_are_pinned_and_name_no_registry() -> None:
    services = parsed("compose.yaml")["services"]
    (base,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)", text("Containerfile"), re.MULTILINE)
    images = [base, *(each["image"] for each in services.values() if "build" not in each)]
    assert [image for image in images if not PINNED.fullmatch(image)] == []


def test_health_and_metrics_are_on_one_port_everywhere() -> None:
    services = parsed("compose.yaml")["services"]
    pods = [each for each in documents("deploy/kubernetes.yaml") if each["kind"] == "Deployment"]
    ports = [
        re.findall(r"BOT_METRICS_LISTEN=0.0.0.0:(\d+)", text("Containerfile"))[0],
        services["bot"]["environment"]["BOT_METRICS_LISTEN"].rpartition(":")[2],
        parsed("deploy/prometheus.yml")["scrape_configs"][0]["dns_sd_configs"][0]["port"],
        *(pod["spec"]["template"]["metadata"]["annotations"]["prometheus.io/port"] for pod in pods),
        *(
            port["containerPort"]
            for pod in pods
            for port in pod["spec"]["template"]["spec"]["containers"][0]["ports"]
            if port["name"] == "metrics"
        ),
    ]
    assert {str(port) for port in ports} == {"9464"}


def test_only_caddy_is_open_to_the_world() -> None:
    services = parsed("compose.yaml")["services"]
    open_to_all = {
        name
        for name, service in services.items()
        for port in service.get("ports", [])
        if not port.startswith("127.0.0.1:")
    }
    assert open_to_all == {"caddy"}


def test_prometheus_meets_each_process_once() -> None:
    services = parsed("compose.yaml")["services"]
    shared = [
        set(services["prometheus"]["networks"]) & set(services[name]["networks"])
        for name in ("bot", "sender")
    ]
    assert shared == [{"outside"}, {"outside"}]


def test_caddy_lets_through_what_is_for_the_public_and_nothing_else() -> None:
    patterns = re.findall(r"^\s+path (.+)$|^\t@pages path (.+)$", text("deploy/Caddyfile"), re.MULTILINE)
    allowed = " ".join(filter(None, (word for found in patterns for word in found))).split()
    through = re.compile("|".join(re.escape(pattern).replace(r"\*", ".*") for pattern in allowed))
    served: list[str] = []
    closed: list[str] = []
    for file in sorted((ROOT / "bot" / "web").glob("*.py")):
        routes = re.findall(r'web\.(?:get|put|delete|post)\(\s*"([^"]+)"', file.read_text(encoding="utf-8"))
        (closed if file.name == "operations.py" else served).extend(routes)
    assert [route for route in [*served, "/telegram"] if not through.fullmatch(route)] == []
    assert {route: bool(through.fullmatch(route)) for route in closed} == {
        "/healthz": False,
        "/readyz": False,
        "/metrics": False,
    }


def test_unit_confines_the_bot() -> None:
    lines = dict(
        line.split("=", 1)
        for line in text("deploy/confbot.service").splitlines()
        if re.match(r"[A-Z]\w+=", line)
    )
    expected = {
        "User": "confbot",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "StateDirectory": "confbot",
        "EnvironmentFile": "/etc/confbot/env",
        "Restart": "always",
        "TimeoutStopSec": "20",
    }
    assert {name: lines.get(name) for name in expected} == expected


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = text("deploy/confbot.service").replace(
        "/opt/confbot/.venv/bin/python", shutil.which("python3") or ""
    )
    (tmp_path / "confbot.service").write_text(unit, encoding="utf-8")
    assert outcome("systemd-analyze", "verify", "--man=no", tmp_path / "confbot.service") == (0, "")


@pytest.mark.skipif(not shutil.which("caddy"), reason="needs caddy")
def test_caddyfile_is_one_that_caddy_takes() -> None:
    code, _ = outcome("caddy", "validate", "--adapter", "caddyfile", "--config", ROOT / "deploy/Caddyfile")
    assert code == 0


def outcome(*command: str | Path) -> tuple[int, str]:
    """The exit code, and what was said."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own files
    return ended.returncode, ended.stdout + ended.stderr
