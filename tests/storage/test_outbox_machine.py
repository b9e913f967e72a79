"""Any order of stars, publishes, clock steps, sends, faults and crashes, against a small model of a promise.

Nothing due is lost, and nothing is sent again unless nobody knows whether an earlier try arrived.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.storage import LEASE, Arrived, Claimed, Storage
from tests.storage.scene import REAL, empty, hang_up, joined, minute, publish, row, rows

CHATS = (1, 2, -3)
EVENTS = ("a", "b", "c")
TRACK = ("a", "b")
LEADS = (None, 0, 5, 30, 60)
LENGTH = 60
DEFAULT_LEAD = 10

Message = tuple[Claimed, ...]
Told = tuple[int, str, int]
"""(chat, event, its start in minutes)"""


@dataclass
class Star:
    created: int
    lead: int | None = None
    by_follow: bool = False


@dataclass(frozen=True)
class Slot:
    start: int
    published: int
    cancelled: bool = False


class OutboxMachine(RuleBasedStateMachine):
    """Times are whole minutes after 13:00."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.storage = self.runner.run(Storage.open(self.url))
        self.now, self.real = 0, REAL
        self.stars: dict[tuple[int, str], Star] = {}
        self.slots: dict[str, Slot] = {}
        self.silent: set[int] = set()
        self.followers: set[int] = set()
        self.flying: list[Message] = []
        self.told: Counter[tuple[Told, int]] = Counter()
        self.doubts: Counter[int] = Counter()
        self.lead_changes: Counter[tuple[int, str]] = Counter()
        self.closed: set[int] = set()

    def teardown(self) -> None:
        self.crash(arrived=False)
        self.deliver_all()
        self.runner.run(self.storage.close())
        self.runner.close()
        empty(self.url)

    @initialize(starts=st.lists(st.integers(-30, 120), min_size=3, max_size=3))
    def begin(self, starts: list[int]) -> None:
        for chat_id in CHATS:
            self.runner.run(joined(self.storage, chat_id))
        self.publish(dict(zip(EVENTS, (Slot(start, 0) for start in starts), strict=True)))

    def publish(self, slots: dict[str, Slot]) -> None:
        self.slots.update(slots)
        programme = [
            row(id_, slot.start, LENGTH, cancelled=slot.cancelled) for id_, slot in self.slots.items()
        ]
        self.runner.run(publish(self.storage, *programme, now=minute(self.now)))

    @rule(event_id=st.sampled_from(EVENTS), start=st.integers(-30, 240))
    def move(self, event_id: str, start: int) -> None:
        if start != self.slots[event_id].start or self.slots[event_id].cancelled:
            self.publish({event_id: Slot(start, self.now)})

    @rule(event_id=st.sampled_from(EVENTS))
    def call_off(self, event_id: str) -> None:
        self.publish({event_id: Slot(self.slots[event_id].start, self.now, cancelled=True)})

    @rule(chat_id=st.sampled_from(CHATS), event_id=st.sampled_from(EVENTS))
    def star(self, chat_id: int, event_id: str) -> None:
        self.stars.setdefault((chat_id, event_id), Star(self.now)).by_follow = False
        self.runner.run(self.storage.favourites.add(chat_id, [event_id], minute(self.now)))

    @rule(chat_id=st.sampled_from(CHATS), event_id=st.sampled_from(EVENTS))
    def unstar(self, chat_id: int, event_id: str) -> None:
        self.stars.pop((chat_id, event_id), None)
        self.runner.run(self.storage.favourites.remove(chat_id, [event_id]))

    @rule(chat_id=st.sampled_from(CHATS))
    def follow(self, chat_id: int) -> None:
        self.followers.add(chat_id)
        for event_id in TRACK:
            self.stars.setdefault((chat_id, event_id), Star(self.now, by_follow=True))
        self.runner.run(self.storage.follows.add(chat_id, "track", "5g", TRACK, minute(self.now)))

    @rule(chat_id=st.sampled_from(CHATS))
    def unfollow(self, chat_id: int) -> None:
        self.followers.discard(chat_id)
        for event_id in EVENTS:
            if (star := self.stars.get((chat_id, event_id))) and star.by_follow:
                del self.stars[chat_id, event_id]
        self.runner.run(self.storage.follows.remove(chat_id, "track", "5g", EVENTS))

    @rule()
    def join_the_track(self) -> None:
        """The event that is in no track comes to this one."""
        for chat_id in self.followers:
            self.stars.setdefault((chat_id, "c"), Star(self.now, by_follow=True))
        self.runner.run(self.storage.follows.star_new([("track", "5g", "c")], minute(self.now)))

    @rule(chat_id=st.sampled_from(CHATS), event_id=st.sampled_from(EVENTS), lead=st.sampled_from(LEADS))
    def set_lead(self, chat_id: int, event_id: str, lead: int | None) -> None:
        if star := self.stars.get((chat_id, event_id)):
            star.lead = lead
            self.lead_changes[chat_id, event_id] += 1
        self.runner.run(self.storage.favourites.set_lead(chat_id, event_id, lead))

    @rule(chat_id=st.sampled_from(CHATS), how=st.sampled_from(["blocks", "switches"]))
    def fall_silent(self, chat_id: int, how: str) -> None:
        self.silent.add(chat_id)
        if how == "blocks":
            self.runner.run(self.storage.chats.retire(chat_id, minute(self.now)))
        else:
            self.runner.run(self.storage.chats.update(chat_id, reminders=False))

    @rule(chat_id=st.sampled_from(CHATS))
    def come_back(self, chat_id: int) -> None:
        self.silent.discard(chat_id)
        self.runner.run(joined(self.storage, chat_id, at_minute=self.now))
        self.runner.run(self.storage.chats.update(chat_id, reminders=True))

    @rule(minutes=st.sampled_from([1, 5, 10, 25, 60, -45]))
    def clock_steps(self, minutes: int) -> None:
        self.now += minutes
        self.real += timedelta(seconds=20)

    @rule()
    def tick(self) -> None:
        self.runner.run(self.storage.outbox.fan_out_reminders(minute(self.now)))
        written = {(chat_id, id_, start) for chat_id, id_, start, _ in self.outbox()}
        assert self.due() - written == set()

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        claimed = self.runner.run(self.storage.outbox.claim(minute(self.now), self.real, limit))
        for item in claimed:
            slot = self.slots[item.event_id]
            assert (item.chat_id, item.event_id) in self.stars
            assert item.chat_id not in self.silent
            assert (item.starts_at, slot.cancelled) == (minute(slot.start), False)
            assert minute(self.now) < item.useful_until
            assert item.id not in self.closed
            assert item.unknowns == self.doubts[item.id] <= 1
        self.flying += [tuple(group) for _, group in groupby(claimed, key=lambda item: item.chat_id)]

    @precondition(lambda self: self.flying)
    @rule(outcome=st.sampled_from(["sent", "sent", "failed", "throttled", "lost", "unheard"]))
    def report(self, outcome: str) -> None:
        message = self.flying.pop(0)
        ids, outbox = [item.id for item in message], self.storage.outbox
        if outcome in ("sent", "unheard"):
            self.arrive(message)
        if outcome == "sent":
            self.runner.run(outbox.sent([Arrived(tuple(ids), 1, minute(self.now))]))
        elif outcome == "failed":
            self.runner.run(outbox.failed(ids, "400"))
        elif outcome == "throttled":
            self.runner.run(outbox.retry_later(ids, self.real + timedelta(seconds=30), "429"))
        else:
            self.doubts.update(ids)
            self.runner.run(outbox.unknown(ids))
        if outcome in ("sent", "failed"):
            self.closed.update(ids)

    @rule(arrived=st.booleans())
    def crash(self, arrived: bool) -> None:
        """The process is killed; another starts."""
        self.lose_track(arrived)
        self.runner.run(self.storage.close())
        hang_up(self.url)
        self.storage = self.runner.run(Storage.open(self.url))
        self.runner.run(self.storage.outbox.recover(self.real))

    @rule(arrived=st.booleans())
    def lease_runs_out(self, arrived: bool) -> None:
        self.lose_track(arrived)
        self.real += LEASE + timedelta(seconds=1)
        self.runner.run(self.storage.outbox.recover(self.real))

    def lose_track(self, arrived: bool) -> None:
        for message in self.flying:
            self.doubts.update(item.id for item in message)
            if arrived:
                self.arrive(message)
        self.flying.clear()

    def arrive(self, message: Message) -> None:
        for item in message:
            key = (item.chat_id, item.event_id, round((item.starts_at - minute(0)).total_seconds() / 60))
            self.told[key, item.lead_time] += 1
            assert self.told[key, item.lead_time] <= 1 + self.doubts[item.id]
            assert sum(told == key for told, _ in self.told) <= 1 + self.lead_changes[key[:2]]

    def deliver_all(self) -> None:
        """The world is well again: whatever is due arrives."""
        self.real += timedelta(minutes=1)
        self.tick()
        self.claim(1000)
        while self.flying:
            self.report("sent")
        states = {(chat_id, id_, start): state for chat_id, id_, start, state in self.outbox()}
        assert {states[key] for key in self.due()} <= {"sent", "failed", "unknown", "expired"}
        assert "sending" not in states.values()

    def outbox(self) -> list[tuple[int, str, int, str]]:
        zero = int(minute(0).timestamp())
        query = f"SELECT chat_id, event_id, (starts_at - {zero}) / 60, state FROM outbox ORDER BY due_at"  # noqa: S608
        return rows(self.url, query)  # type: ignore[return-value]

    def due(self) -> set[Told]:
        """The reminders that someone is owed now."""
        return {
            (chat_id, event_id, self.slots[event_id].start)
            for (chat_id, event_id), star in self.stars.items()
            if chat_id not in self.silent and owed(star, self.slots[event_id], self.now)
        }


def owed(star: Star, slot: Slot, now: int) -> bool:
    """Whether a reminder of a starred event is due and of use."""
    moment = slot.start - (DEFAULT_LEAD if star.lead is None else star.lead)
    if star.created > moment and star.created >= slot.published:
        moment = slot.start
        if star.created > slot.start:
            return False
    return moment <= now < slot.start + LENGTH and not slot.cancelled


EXAMPLES = {"sqlite": 25, "postgresql": 8}


def test_outbox_keeps_its_promise(url: str) -> None:
    class Machine(OutboxMachine):
        pass

    Machine.url = url
    examples = EXAMPLES[url.partition(":")[0]]
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=40, deadline=None, derandomize=True, print_blob=False
        ),
    )
