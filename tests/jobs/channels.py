"""What the tests of channels share: a channel that the bot may post in, and its posts as readers see them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock
from bot.sandbox import Channel, Person, Sandbox, Shown
from bot.settings import ChannelBinding
from tests.jobs.scene import BEGINNING, edit
from tests.stage import Stage, stage, still_clock

__all__ = ["NAME", "bound", "links", "owned", "posts", "publish", "with_tracks"]

NAME = "@uji_all"


@asynccontextmanager
async def bound(
    folder: Path,
    programme: Path,
    language: str = "en",
    track: str | None = None,
    *,
    clock: Clock | None = None,
    may_post: bool = True,
) -> AsyncIterator[tuple[Stage, Channel]]:
    """The application, and a channel that is bound to the track or to the whole programme."""
    binding = ChannelBinding(NAME, track, language)
    clock = clock or still_clock(BEGINNING)
    made: list[Channel] = []

    def set_up(sandbox: Sandbox) -> None:
        made.append(owned(sandbox, sandbox.user("Olga"), may_post=may_post))

    async with stage(folder, schedule=programme, clock=clock, channels=(binding,), before=set_up) as running:
        await running.app.binding.look()
        yield running, made[0]


def owned(sandbox: Sandbox, owner: Person, *, may_post: bool) -> Channel:
    """The channel of that name, before the bot runs."""
    channel = sandbox.channel("Uji", owner, username=NAME[1:])
    if may_post:
        sandbox.world.set_bot_in_channel(owner.id, channel.id)
    return channel


def posts(channel: Channel) -> list[str]:
    """The first line of each post."""
    return [post.text.partition("\n")[0] for post in channel.posts]


def links(post: Shown) -> list[list[tuple[str, str]]]:
    """The buttons, row by row: what is on them, and where they lead."""
    return [[(button.text, button.json["url"]) for button in row] for row in post.rows]


def with_tracks(programme: Path) -> None:
    """The 5G forum is of the track 5g, the AI forum of ai."""
    tracks = "tracks:\n  - {id: 5g, name: 5G}\n  - {id: ai, name: AI}\n\nevents:\n"
    edit(programme, ("events:\n", tracks))
    for id_ in ("mobile", "ai"):
        track = {"mobile": "5g", "ai": "ai"}[id_]
        edit(programme, (f"  - id: {id_}\n", f"  - id: {id_}\n    track: {track}\n"))


async def publish(scene: Stage, programme: Path, *edits: tuple[str, str]) -> None:
    """Edit the file, and wait until what it changes is written down."""
    edit(programme, *edits)
    await scene.app.reload.look()
    await scene.app.binding.look()
    await scene.app.alerts.tell()
