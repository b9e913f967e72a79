from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import COMMANDS
from bot.commands.command import Command

ROOT = Path(__file__).parent.parent
SHIPPED = str(ROOT / "schedule.yaml")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with nothing in it, as on the first day."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_of_each_command_holds_an_example(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command.name, "--help"])
    assert ended.value.code == 0
    assert f"python -m bot {command.name}" in command.example
    assert capsys.readouterr().out.endswith(f"example:\n  {command.example}\n")


def test_help_of_the_program_holds_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.endswith("example:\n  python -m bot demo\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["demo", "--port", "65536"],
            "argument --port: found '65536'; expected a number from 0 to 65535",
        ),
        (["demo", "--port=-1"], "argument --port: found '-1'; expected a number from 0 to 65535"),
        (
            ["ask", "--at", "yesterday", "what"],
            "argument --at: found 'yesterday'; expected a date and time, such as 2020-07-23T13:40",
        ),
        (
            ["ask", "--zone", "Mars/Base", "what"],
            "argument --zone: found 'Mars/Base'; expected a zone such as Asia/Jakarta",
        ),
    ],
)
def test_wrong_value_of_an_option_is_named(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"python -m bot {arguments[0]}: error: {complaint}"


@pytest.mark.parametrize("arguments", [[], ["sing"], ["ask"], ["ask", "--zone", "Mars/Base", "when"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_run_without_a_token_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 1
    assert capsys.readouterr().err == (
        "BOT_TOKEN is not set. To run the bot on Telegram:\n"
        "  1. write to @BotFather in Telegram, send /newbot and answer its two questions;\n"
        "  2. start again with the token it gives you:  BOT_TOKEN=123456:ABC… make run\n"
        "To try everything without a token or an account:  make demo\n"
    )


def test_wrong_settings_end_a_command_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_SPEED", "fast")
    assert main(["run"]) == 1
    assert capsys.readouterr().err == (
        "BOT_SPEED: found 'fast'; expected a number above 0 and at most 100000, such as 60\n"
    )


def test_schema_is_the_file_beside_the_schedule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == (ROOT / "schedule.schema.json").read_text()
