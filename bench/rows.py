"""The rows of the table. Each measures the bot and what it stands beside in turns, in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bench import check, fanout, inbound, outbound, pacing, questions, resting, start
from bench.comparison import Comparison
from bench.limiter import limited
from bench.programme import rich

__all__ = ["ROWS", "Row", "Scale"]

QUESTION_AIM = 2.0
"""Milliseconds of a question."""
ROOM = 20.0
"""MB that stored chats may add."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: whole for the record, small to try it."""

    chats: int
    rounds: int
    sends: int
    at_30: int
    at_1000: int
    asked: int
    lead: str
    """When the bot of the long send starts, so long before it that all can be asked that is asked before."""
    people: int
    jobs: int
    starts: int


WHOLE = Scale(500, 3, 5_000, 900, 10_000, 400, pacing.BEFORE_DUE, 1_000_000, 10_000, 5)
QUICK = Scale(100, 1, 2_000, 90, 1_000, 24, "2020-07-23T13:49:40", 20_000, 500, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """`measure` gives one or several lines of the table."""

    name: str
    measure: Callable[[Scale], Awaitable[list[Comparison]]]


async def agenda_mix(scale: Scale) -> list[Comparison]:
    paces = await inbound.in_turns(scale.chats, scale.rounds)
    own = paces["confbot"]
    return [
        Comparison.of(
            "agenda mix: updates per CPU-second",
            f"{name} echoing",
            list(zip(own, paces[name], strict=True)),
            "/s",
            aim,
            at_most=False,
        )
        for name, aim in inbound.AIMS.items()
    ]


async def unpaced(scale: Scale) -> list[Comparison]:
    pairs = await outbound.unpaced(scale.sends, scale.rounds)
    what = "sending without a limit: messages per CPU-second"
    return [Comparison.of(what, "a bare aiohttp loop", pairs, "/s", 0.8, at_most=False)]


async def paced(scale: Scale) -> list[Comparison]:
    rows = []
    for per_second, size, aim in ((30, scale.at_30, 0.99), (1000, scale.at_1000, 0.95)):
        people = await pacing.sent(per_second, size)
        what = f"{size:,} reminders at once, {people.limits.refused} refused"
        pairs = [(people.pace, float(per_second))]
        rows.append(Comparison.of(what, "the limit", pairs, "/s", aim, at_most=False))
    return rows


async def replies(scale: Scale) -> list[Comparison]:
    before, then, _ = await pacing.waiting(30, 10_000, scale.asked, scale.lead)
    theirs = await limited(30, 10_000, scale.asked)
    what = "a reply at p99 while 10,000 messages go out"
    own = 1000 * then
    return [
        Comparison.of(what, "while none do", [(own, 1000 * before)], "ms", 1.5),
        Comparison.of(what, "python-telegram-bot with AIORateLimiter", [(own, 1000 * theirs)], "ms", 1.0),
    ]


async def fan_out(scale: Scale) -> list[Comparison]:
    with tempfile.TemporaryDirectory() as folder:
        own = await fanout.reminders(f"sqlite:///{Path(folder) / 'fanout.sqlite3'}", scale.people)
        url = f"sqlite:///{Path(folder) / 'jobs.sqlite3'}"
        jobs = await fanout.in_child("jobs", url, str(scale.jobs))
    if own["written"] != scale.people:
        raise RuntimeError(f"{own['written']:,.0f} reminders were written, not {scale.people:,}")
    times = scale.people / scale.jobs
    theirs = jobs["seconds"] * times
    what = f"{scale.people:,} reminders written"
    than = f"an APScheduler job each ({scale.jobs:,} measured"
    seconds, held = (own["seconds"], theirs), (own["memory"], jobs["memory"])
    return [
        Comparison.of(f"{what}: time", f"{than}, times {times:g})", [seconds], "s", 1),
        Comparison.of(f"{what}: memory", f"{than})", [held], "MB", 1),
    ]


async def checking(scale: Scale) -> list[Comparison]:
    turns = check.in_turns(rich(20).encode(), 3 * scale.rounds)
    pairs = [(1000 * checked, 1000 * loaded) for checked, loaded in turns]
    return [Comparison.of("reading and checking 1,000 events", "CSafeLoader alone", pairs, "ms", check.MOST)]


async def asking(_: Scale) -> list[Comparison]:
    taken = questions.timed()[1]
    slow = taken[len(taken) * 99 // 100]
    what = f"a question about {questions.EVENTS:,} events at p99"
    return [Comparison.of(what, "the aim", [(slow, QUESTION_AIM)], "ms", 1)]


async def starting(scale: Scale) -> list[Comparison]:
    pairs = [await start.starts() for _ in range(scale.starts)]
    first = [(new.seconds, start.AIM) for new, _ in pairs]
    later = [(again.seconds, start.AIM) for _, again in pairs]
    return [
        Comparison.of("from the first start to the first answer", "the aim", first, "s", 1),
        Comparison.of("from a later start to the first answer", "the aim", later, "s", 1),
    ]


async def memory(scale: Scale) -> list[Comparison]:
    idle = await resting.bot_with(0)
    echo = await resting.echo_bot()
    crowded = await resting.bot_with(scale.people)
    what = f"memory with {scale.people:,} chats stored"
    return [
        Comparison.of("memory at rest", "python-telegram-bot's echo bot", [(idle, echo)], "MB", 4),
        Comparison.of(what, "none, and 20 MB", [(crowded, idle + ROOM)], "MB", 1),
    ]


ROWS = (
    Row("inbound", agenda_mix),
    Row("outbound", unpaced),
    Row("pace", paced),
    Row("replies", replies),
    Row("fan-out", fan_out),
    Row("check", checking),
    Row("questions", asking),
    Row("start", starting),
    Row("memory", memory),
)
