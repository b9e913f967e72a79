"""``bot ask``: a question or a file of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.questions.cases import answer, cases

ROOT = Path(__file__).parent.parent.parent
SHIPPED = str(ROOT / "schedule.yaml")
ANSWERS = {
    "id": """\
Blockchain

Jum, 24 Jul · 09:00–11:30 Beijing · 08:00–10:30 WIB
1. Forum Penerapan Blockchain\xa0◌
    Blockchain

Sab, 25 Jul · 09:00–11:00 Beijing · 08:00–10:00 WIB
2. Forum Blockchain untuk Layanan Publik\xa0◌
    Blockchain

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.
""",
    "en": """\
Blockchain

Fri 24 Jul · 09:00–11:30 Beijing · 02:00–04:30 UTC+1
1. Blockchain Applications Forum\xa0◌
    Blockchain

Sat 25 Jul · 09:00–11:00 Beijing · 02:00–04:00 UTC+1
2. Blockchain in Public Services Forum\xa0◌
    Blockchain

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.
""",
    "zh": """\
区块链

7月24日周五 · 09:00–11:30 北京
1. 区块链应用论坛\xa0◌
    区块链

7月25日周六 · 09:00–11:00 北京
2. 区块链与政务服务论坛\xa0◌
    区块链

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。
""",
}
ZONES = {"id": "Asia/Jakarta", "en": "Europe/London", "zh": "Asia/Shanghai"}


@pytest.mark.parametrize("language", ANSWERS)
def test_ask_answers_as_the_chat_would(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    reader = ["--language", language, "--zone", ZONES[language], "--at", "2020-07-23T09:00"]
    assert main(["ask", "--schedule", SHIPPED, *reader, "blockchain"]) == 0
    assert capsys.readouterr().out == ANSWERS[language]


def test_ask_writes_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    reader = ["--language", "id", "--at", "2020-07-23T09:00", "--json"]
    assert main(["ask", "--schedule", SHIPPED, *reader, "blockchain besok pagi"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written.pop("ms") > 0
    assert written == {
        "intent": "list",
        "events": ["forum-blockchain-applications"],
        "window": ["2020-07-24T05:00:00+07:00", "2020-07-24T11:00:00+07:00"],
    }


def test_ask_writes_null_where_no_time_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--schedule", SHIPPED, "--json", "makasih"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert (written["intent"], written["events"], written["window"]) == ("help", [], None)


BATCH = """\
{"question": "what's on now", "language": "en", "at": "2020-07-23T14:10", "zone": "Europe/London"}
{"question": "今天有什么论坛", "language": "zh", "at": "2020-07-23T20:00+08:00"}
not json
{"question": "when", "zone": "Mars/Base"}
{"question": "when", "at": "yesterday"}
{"question": "when", "language": "fr"}
{"quest": "when"}
[1]

{"question": "opening ceremony"}
"""


def test_ask_answers_each_line_of_a_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(BATCH.encode() + b'{"question": "\xff"}\n')
    assert main(["ask", "--schedule", SHIPPED, "--at", "2020-07-23T09:00", "--batch", str(file)]) == 0
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line.get("intent"), line.get("events"), line.get("error")) for line in written] == [
        ("now", ["opening-ceremony"], None),
        ("list", ["opening-forum"], None),
        (None, None, "found 'not json'; expected a JSON object in UTF-8"),
        (None, None, "zone: found 'Mars/Base'; expected a zone such as Asia/Jakarta"),
        (None, None, "at: found 'yesterday'; expected a date and time, such as 2020-07-23T13:40"),
        (None, None, "language: found 'fr'; expected one of id, en, zh"),
        (None, None, 'expected an object such as {"question": "what is on?", "language": "en"}'),
        (None, None, 'expected an object such as {"question": "what is on?", "language": "en"}'),
        (None, None, "found ''; expected a JSON object in UTF-8"),
        ("list", ["opening-ceremony"], None),
        (None, None, 'found \'{"question": "\ufffd"}\'; expected a JSON object in UTF-8'),
    ]


def test_ask_of_a_missing_batch_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.jsonl"
    assert main(["ask", "--schedule", SHIPPED, "--batch", str(missing)]) == 1
    assert capsys.readouterr().err == f"{missing}: No such file or directory; expected a file of JSON lines\n"


@pytest.mark.parametrize("arguments", [[], ["now", "--batch", "-"]])
def test_ask_wants_a_question_or_a_batch(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "python -m bot ask: error: expected a question, or --batch and a file, and not both"
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "id_ID.UTF-8"},
    ],
)
def test_answers_do_not_depend_on_the_environment(environment: dict[str, str]) -> None:
    asked = "\n".join(
        json.dumps({"question": case.question, "at": f"{case.at:%Y-%m-%dT%H:%M}", "zone": case.zone})
        for case in cases("tuned")
        if case.schedule == "shipped"
    )
    command = [sys.executable, "-m", "bot", "ask", "--schedule", SHIPPED, "--batch", "-"]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=ROOT,
        input=asked.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    expected = [answer(case) for case in cases("tuned") if case.schedule == "shipped"]
    assert [(line["intent"], line["events"]) for line in found] == [
        (one.question.intent, list(one.events)) for one in expected
    ]


def test_ask_of_a_broken_schedule_says_what_is_wrong(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--schedule", str(broken), "anything"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2
