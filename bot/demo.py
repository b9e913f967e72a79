"""The bot and its sandbox in one process: everything to be tried without a Telegram account."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, StartError
from bot.clock import Clock
from bot.domain.model import Conference
from bot.formats.schedule import read_schedule
from bot.sandbox import Sandbox
from bot.settings import OFF, ChannelBinding, Settings

__all__ = ["serve"]

OPENING_SOON = datetime(2020, 7, 23, 13, 40)  # noqa: DTZ001  # the conference's zone is added
"""On the conference's clock: twenty minutes before the opening of the conference that ships with the bot."""
PEOPLE = (("Sari", "id"), ("Alex", "en"), ("小林", "zh-hans"))
CHANNELS = (ChannelBinding("@demo_programme", None, "en"),)
"""Those of the demo where the settings name none."""


async def serve(settings: Settings, port: int, ready: Callable[[str], None]) -> None:
    """Run until cancelled; `ready` gets the address of the chat page. Raises StartError."""
    conference = conference_of(settings.schedule)
    zone = conference.zone
    now = settings.now or OPENING_SOON
    clock = Clock(now if now.tzinfo else now.replace(tzinfo=zone), settings.speed)
    token = f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)}"
    sandbox = Sandbox(token, clock, zone=zone.key)
    sandbox.world.bot.names[""] = conference.acronym.upper()
    try:
        await sandbox.start(port=port)
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        raise StartError(f"port {port} cannot be had: {why}; try: python -m bot demo --port 0") from None
    with tempfile.TemporaryDirectory(prefix="confbot-demo-") as folder:
        channels = settings.channels or CHANNELS
        people(sandbox, [one.chat.removeprefix("@") for one in channels if one.chat.startswith("@")])
        its_own = {
            "channels": channels,
            "token": SecretStr(token),
            "api_url": sandbox.url,
            "listen": "127.0.0.1:0",
            "metrics_listen": OFF,
            "webhook_url": None,
            "public_url": None,
            "database_url": f"sqlite:///{Path(folder) / 'demo.sqlite3'}",
        }
        try:
            async with App(settings.model_copy(update=its_own), clock, sandbox=sandbox.page_url) as app:
                ready(sandbox.page_url)
                await app.serve()
        finally:
            await sandbox.stop()


def conference_of(path: Path) -> Conference:
    """What the schedule file says of the conference. Raises StartError naming every error of the file."""
    try:
        reading = read_schedule(path.read_bytes(), path.name)
    except OSError as error:
        raise StartError(f"{path}: {error.strerror}; expected a schedule file (BOT_SCHEDULE)") from None
    if reading.schedule is None:
        raise StartError("\n".join(map(str, reading.problems)))
    return reading.schedule.conference


def people(sandbox: Sandbox, channels: Iterable[str]) -> None:
    """Three people to be, a group they share, and public channels that they read and the bot may post in."""
    sari, *others = [sandbox.user(name, language=language) for name, language in PEOPLE]
    sandbox.group("CIC 2020", [sari, *others], administrators=[sari])
    for username in channels:
        title = f"📣 {username.replace('_', ' ').capitalize()}"
        channel = sandbox.channel(title, sari, others, username=username)
        sandbox.world.set_bot_in_channel(sari.id, channel.id)
