"""What only one process may do follows who leads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.jobs.leadership import Leadership
from bot.storage import Fleet, Word
from tests.jobs.scene import until


class Election(Fleet):
    """A fleet in which the test says who leads."""

    shared = True

    def __init__(self) -> None:
        super().__init__()
        self._leads = False

    @property
    def leads(self) -> bool:
        return self._leads

    def choose(self, *, leads: bool) -> None:
        self._leads = leads
        self._changed()

    async def join(self, *, may_lead: bool) -> None:
        self.choose(leads=may_lead)

    async def leave(self) -> None:
        self.choose(leads=False)

    def tell(self, word: Word, about: str = "") -> None:
        pass


class Noted:
    """A duty that writes down what is done with it, and fails as often as it is told to."""

    def __init__(self, name: str, done: list[str], failures: int = 0) -> None:
        self._name, self._done, self._failures = name, done, failures

    async def take_up(self) -> None:
        if self._failures:
            self._failures -= 1
            raise OSError("the database is away")
        self._done.append(f"{self._name} up")

    async def lay_down(self) -> None:
        self._done.append(f"{self._name} down")


@pytest.fixture
def fleet() -> Election:
    return Election()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
async def leadership(fleet: Election, done: list[str]) -> AsyncIterator[Leadership]:
    made = Leadership(fleet, [Noted("jobs", done), Noted("polling", done)])
    yield made
    await made.stop()


async def test_who_leads_from_the_start_has_taken_up_all_when_started(
    fleet: Election, leadership: Leadership, done: list[str]
) -> None:
    fleet.choose(leads=True)
    await leadership.start()
    assert done == ["jobs up", "polling up"]


async def test_who_does_not_lead_does_nothing(leadership: Leadership, done: list[str]) -> None:
    await leadership.start()
    await asyncio.sleep(0)
    assert done == []


async def test_duties_follow_who_leads(fleet: Election, leadership: Leadership, done: list[str]) -> None:
    await leadership.start()
    for leads, count in ((True, 2), (False, 4), (True, 6)):
        fleet.choose(leads=leads)
        await until(lambda count=count: len(done) == count)  # type: ignore[misc]
    assert done == ["jobs up", "polling up", "polling down", "jobs down", "jobs up", "polling up"]


async def test_lead_lost_and_won_in_one_moment_changes_nothing(
    fleet: Election, leadership: Leadership, done: list[str]
) -> None:
    fleet.choose(leads=True)
    await leadership.start()
    fleet.choose(leads=False)
    fleet.choose(leads=True)
    await asyncio.sleep(0)
    assert done == ["jobs up", "polling up"]


async def test_stop_leaves_what_is_held(fleet: Election, leadership: Leadership, done: list[str]) -> None:
    fleet.choose(leads=True)
    await leadership.start()
    await leadership.stop()
    fleet.choose(leads=False)
    await asyncio.sleep(0)
    assert done == ["jobs up", "polling up"]


async def test_failure_of_the_first_taking_up_ends_the_start(fleet: Election, done: list[str]) -> None:
    fleet.choose(leads=True)
    leadership = Leadership(fleet, [Noted("jobs", done, failures=1)])
    with pytest.raises(OSError, match="the database is away"):
        await leadership.start()
    await leadership.stop()


async def test_duty_that_failed_later_is_tried_again(fleet: Election, done: list[str]) -> None:
    leadership = Leadership(fleet, [Noted("jobs", done, failures=1)])
    await leadership.start()
    fleet.choose(leads=True)
    await until(lambda: bool(done))
    await leadership.stop()
    assert done == ["jobs up"]
