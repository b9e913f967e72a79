"""A rehearsal's findings for eyes: a table of the bursts, and what they do not show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from bot.rehearsal.findings import BLIND_SPOTS, Burst, Findings, Measured, Planned
from bot.storage import Kind

__all__ = ["print_findings"]

MOST = 20
"""Bursts with a line of their own."""
PIPED = 120
"""Cells of the table's width where there is no terminal to ask."""
KINDS = {Kind.REMINDER: "reminders", Kind.DIGEST: "digests"}


def print_findings(found: Findings, zone: ZoneInfo) -> None:
    """To standard output; times are on the conference's clock."""
    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = PIPED
    shown = notable(found.bursts)
    console.print(heading(found))
    console.print()
    console.print(table(shown, zone))
    for line in closing(found, shown):
        console.print(line)


def heading(found: Findings) -> str:
    return (
        f"{found.people:,} people with {found.stars:,} stars (seed {found.seed}), {found.pace:g} messages "
        f"a second; the clock ran ×{found.speed:g} while messages went out; played in {found.seconds:.0f} s"
    )


def notable(bursts: Sequence[Burst]) -> list[Burst]:
    """The largest, and all with messages that came late or not at all, in their order."""
    largest = sorted(bursts, key=size, reverse=True)[:MOST]
    return [burst for burst in bursts if burst in largest or troubled(burst)]


def size(burst: Burst) -> int:
    return max(side.chats for side in (burst.planned, burst.measured) if side)


def troubled(burst: Burst) -> bool:
    late = bool(burst.planned and burst.planned.too_late)
    measured = burst.measured
    return late or bool(measured and (measured.after_start or measured.sent < measured.chats))


def table(bursts: Sequence[Burst], zone: ZoneInfo) -> Table:
    made = Table(box=None, pad_edge=False)
    for name in ("due", "starts", ""):
        made.add_column(name, no_wrap=True)
    for name in ("planned", "from–to", "late", "sent", "from–to", "late", "a second", "queue"):
        made.add_column(name, justify="right", no_wrap=True)
    for burst in bursts:
        due, starts = burst.due_at.astimezone(zone), burst.starts_at.astimezone(zone)
        begins = f"{starts:%H:%M}" if starts != due else ""
        kind = KINDS.get(burst.kind, burst.kind.value)
        made.add_row(
            f"{due:%a %d %H:%M}", begins, kind, *plan(burst.planned, zone), *outcome(burst.measured, zone)
        )
    return made


def plan(planned: Planned | None, zone: ZoneInfo) -> tuple[str, str, str]:
    if planned is None:
        return "–", "", ""
    times = span(planned.begins_at, planned.ends_at, zone)
    return f"{planned.chats:,}", times, f"{planned.too_late:,}"


def outcome(measured: Measured | None, zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    if measured is None:
        return "–", "", "", "", ""
    pace = measured.per_second
    return (
        f"{measured.sent:,}",
        span(measured.first_at, measured.last_at, zone),
        f"{measured.after_start:,}",
        f"{pace:.0f}" if pace else "",
        f"{measured.largest_queue:,}",
    )


def span(first: datetime | None, last: datetime | None, zone: ZoneInfo) -> str:
    if first is None or last is None:
        return ""
    begin, end = f"{first.astimezone(zone):%H:%M:%S}", f"{last.astimezone(zone):%H:%M:%S}"
    return begin if begin == end else f"{begin}–{end}"


def closing(found: Findings, shown: Sequence[Burst]) -> Iterator[str]:
    rest = [burst for burst in found.bursts if burst not in shown]
    if rest:
        most = max(map(size, rest))
        yield f"… and {len(rest)} smaller bursts, of {most:,} messages at the most, all in time"
    yield ""
    yield answers(found)
    if found.refused:
        yield f"429 (too fast), and sent again after that: {found.refused:,}"
    if not found.kept_pace:
        yield (
            "This machine was too busy to keep the pace: what came late here may be its own doing. Try again "
            "with fewer people, or when it has less to do."
        )
    yield ""
    yield "What a rehearsal cannot show:"
    yield from (f"- {one}" for one in BLIND_SPOTS)


def answers(found: Findings) -> str:
    """How people were answered who pressed something meanwhile."""
    replies = found.replies
    missing = f"; {replies.missing:,} got no answer" if replies.missing else ""
    return (
        f"answers to {replies.count:,} presses and commands meanwhile: half of them within "
        f"{replies.median * 1000:.0f} ms, all within {replies.longest * 1000:.0f} ms{missing}"
    )
