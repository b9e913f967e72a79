from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock

START = datetime(2020, 7, 23, 5, 40, tzinfo=UTC)
WALL = datetime(2026, 1, 1, tzinfo=UTC)


class Machine:
    """A machine's two readings of time, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def clock(self, start: datetime | None = START, speed: float = 1.0) -> Clock:
        return Clock(start, speed, monotonic=lambda: self.seconds, wall=lambda: WALL)


def test_clock_without_start_begins_at_the_real_present() -> None:
    assert Machine().clock(start=None).now() == WALL


def test_clock_runs_at_its_speed() -> None:
    machine = Machine()
    clock = machine.clock(speed=60)
    machine.seconds += 2
    assert clock.now() == START + timedelta(minutes=2)


def test_clock_keeps_its_moment_when_the_speed_changes() -> None:
    machine = Machine()
    clock = machine.clock(speed=60)
    machine.seconds += 1
    clock.run_at(1)
    machine.seconds += 1
    assert clock.now() == START + timedelta(seconds=61)


def test_clock_jumps_to_a_moment_of_any_zone() -> None:
    clock = Machine().clock()
    clock.jump(datetime.fromisoformat("2020-07-25T00:30+08:00"))
    assert clock.now() == datetime(2020, 7, 24, 16, 30, tzinfo=UTC)


def test_clock_tells_its_watchers_of_jumps_and_speeds() -> None:
    clock = Machine().clock()
    told: list[datetime] = []
    clock.watch(lambda: told.append(clock.now()))
    clock.jump(START + timedelta(hours=1))
    clock.run_at(10)
    assert told == [START + timedelta(hours=1)] * 2


def test_real_seconds_until_a_moment_shrink_with_the_speed() -> None:
    clock = Machine().clock(speed=60)
    assert clock.real_seconds_until(START + timedelta(hours=1)) == 60.0


def test_real_seconds_until_the_past_are_none() -> None:
    assert Machine().clock().real_seconds_until(START - timedelta(hours=1)) == 0.0


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_clock_refuses_to_stand_still(speed: float) -> None:
    with pytest.raises(ValueError, match="expected a number above 0"):
        Machine().clock(speed=speed)


class SetMachine:
    """A machine whose time is `set_by` so much; `passed` are the seconds that have really gone by."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.set_by = timedelta()

    def wall(self) -> datetime:
        return START + timedelta(seconds=self.passed) + self.set_by


@pytest.mark.parametrize("hours", [5, -5])
def test_present_goes_with_the_machines_time_that_was_set(hours: int) -> None:
    machine = SetMachine()
    clock = Clock(monotonic=lambda: machine.passed, wall=machine.wall)
    machine.set_by = timedelta(hours=hours)
    machine.passed = 60
    assert clock.now() == machine.wall()


def test_rehearsed_time_does_not_go_with_the_machines() -> None:
    machine = SetMachine()
    start = datetime(2021, 1, 1, tzinfo=UTC)
    clock = Clock(start, monotonic=lambda: machine.passed, wall=machine.wall)
    machine.set_by = timedelta(hours=5)
    machine.passed = 60
    assert clock.now() == start + timedelta(seconds=60)


def test_who_watches_is_told_once_that_the_machines_time_was_set() -> None:
    machine, told = SetMachine(), []
    clock = Clock(monotonic=lambda: machine.passed, wall=machine.wall)
    clock.watch(lambda: told.append(machine.set_by))
    for moment, hours in ((60, 0), (120, -5), (180, -5)):
        machine.passed, machine.set_by = moment, timedelta(hours=hours)
        clock.look()
    assert told == [timedelta(hours=-5)]
