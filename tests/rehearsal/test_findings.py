"""A rehearsal's findings: the plan held against what was measured, and how a terminal shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.spread import Sending
from bot.rehearsal.findings import Burst, Findings, Measured, Planned, Replies, Watched, held_together
from bot.rehearsal.table import print_findings
from bot.storage import Kind, Told
from tests.samples import BEIJING, at

DUE, START = at("2020-07-23 13:50"), at("2020-07-23 14:00")
MORNING = at("2020-07-23 07:00")


def after(seconds: float) -> datetime:
    return DUE + timedelta(seconds=seconds)


SENDING = Sending(DUE, START, 600, DUE, after(20), 0)
TOLD = Told(Kind.REMINDER, DUE, START, 590, 588, 2, after(1), after(21))
PLANNED = Planned(600, DUE, after(20), 0)
MEASURED = Measured(590, 588, after(1), after(21), 2, 650, 31.0)
NOTHING = Watched({}, {})


def test_plan_stands_beside_what_was_measured() -> None:
    queues = {after(-1): 9000, after(0): 590, after(2): 650, after(22): 9000}
    arrivals = {after(0): 99, **{after(n): 31 for n in range(1, 21)}, after(21): 99}
    found = list(held_together([SENDING], {MORNING: 60}, [TOLD], Watched(queues, arrivals), 30))
    digest = Planned(60, MORNING, MORNING + timedelta(seconds=2), 0)
    assert found == [
        Burst(Kind.DIGEST, MORNING, MORNING, digest, None),
        Burst(Kind.REMINDER, DUE, START, PLANNED, MEASURED),
    ]


def test_queue_is_never_shorter_than_the_burst() -> None:
    [found] = held_together([], {}, [TOLD], NOTHING, 30)
    assert found.measured is not None
    assert (found.planned, found.measured.largest_queue) == (None, 590)


@pytest.mark.parametrize(("first", "last"), [(after(1), after(1)), (None, None)])
def test_pace_of_a_moment_is_none(first: datetime | None, last: datetime | None) -> None:
    told = TOLD._replace(first_at=first, last_at=last)
    [found] = held_together([], {}, [told], Watched({}, {after(1): 30}), 30)
    assert found.measured is not None
    assert found.measured.per_second is None


def findings(*bursts: Burst, **others: object) -> Findings:
    found = Findings(2000, 9480, 1, 30.0, 5.0, 126.4, bursts, Replies(111, 0.017, 0.157), 0)
    return replace(found, **others)  # type: ignore[arg-type]


REMINDERS = Burst(Kind.REMINDER, DUE, START, PLANNED, replace(MEASURED, sent=590, after_start=0))


@pytest.mark.parametrize(("per_second", "kept"), [(30.0, True), (22.5, True), (22.4, False), (None, True)])
def test_pace_is_kept_within_a_quarter(per_second: float | None, kept: bool) -> None:
    measured = replace(MEASURED, per_second=per_second)
    assert findings(replace(REMINDERS, measured=measured)).kept_pace is kept


def test_burst_of_a_few_seconds_tells_nothing_of_the_pace() -> None:
    slow = replace(MEASURED, sent=149, per_second=2.0)
    assert findings(replace(REMINDERS, measured=slow)).kept_pace


CLOSING = """
What a rehearsal cannot show:
- the way to Telegram and its own delays: here it is a stand-in on this machine
- what Telegram refuses: chats that blocked the bot, and a pace that it slows down
- real people: these star by a seeded dice, and only a few press buttons
- changes and announcements: each is a burst of its own, sent beside these
"""
TABLE = """\
2,000 people with 9,480 stars (seed 1), 30 messages a second; the clock ran ×5 while messages went out; played in 126 s

due           starts             planned            from–to  late  sent            from–to  late  a second  queue
Thu 23 07:00          digests         60  07:00:00–07:00:02     0     –                                          \n\
Thu 23 13:50  14:00   reminders      600  13:50:00–13:50:20     0   590  13:50:01–13:50:21     0        31    650

answers to 111 presses and commands meanwhile: half of them within 17 ms, all within 157 ms
"""


def test_findings_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    digest = Burst(
        Kind.DIGEST, MORNING, MORNING, Planned(60, MORNING, MORNING + timedelta(seconds=2), 0), None
    )
    print_findings(findings(digest, REMINDERS), BEIJING)
    assert capsys.readouterr().out == TABLE + CLOSING


def test_small_bursts_are_counted_and_late_ones_always_shown(capsys: pytest.CaptureFixture[str]) -> None:
    small = Measured(2, 2, after(0), after(0), 0, 2, None)
    many = [
        Burst(Kind.REMINDER, DUE + timedelta(hours=n), START + timedelta(hours=n), None, small)
        for n in range(24)
    ]
    late = Burst(Kind.REMINDER, DUE, START, Planned(1, DUE, DUE, 1), Measured(1, 1, START, START, 1, 1, None))
    print_findings(findings(late, REMINDERS, *many), BEIJING)
    printed = capsys.readouterr().out.split("\n")
    assert "… and 5 smaller bursts, of 2 messages at the most, all in time" in printed
    assert sum("  reminders  " in line for line in printed) == 21


def test_busy_machine_and_refusals_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    slow = replace(REMINDERS, measured=replace(MEASURED, per_second=10.0))
    print_findings(findings(slow, refused=3, replies=Replies(5, 0.1, 0.2, missing=2)), BEIJING)
    printed = capsys.readouterr().out.split("\n")
    assert printed[5:9] == [
        "answers to 5 presses and commands meanwhile: half of them within 100 ms, all within 200 ms; "
        "2 got no answer",
        "429 (too fast), and sent again after that: 3",
        "This machine was too busy to keep the pace: what came late here may be its own doing. Try again with "
        "fewer people, or when it has less to do.",
        "",
    ]
