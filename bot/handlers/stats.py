"""/stats, for organizers only: to anyone else it is an unknown command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.fallback import refresh
from bot.handlers.visit import Visit
from bot.storage.outlook import outlook
from bot.views import stats as views

__all__ = ["handlers"]

SPAN = timedelta(hours=24)


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def stats(visit: Visit) -> None:
        await visit.answer()
        await visit.show(views.stats(visit.viewer, await figures(desk, visit)))

    async def pressed(visit: Visit) -> None:
        await (stats if desk.organizes(visit.update.effective_user) else refresh)(visit)

    return [desk.command("stats", stats, organizers=True), desk.press("stats", pressed)]


async def figures(desk: Desk, visit: Visit) -> views.Figures:
    """All that the view shows, as it is now; one after the other, as they read much that others wait for."""
    now, rate, statistics = visit.now, desk.settings.messages_per_second, visit.storage.statistics
    served = {channel.name for channel in await visit.storage.channels.all() if channel.posts}
    return views.Figures(
        people=await statistics.people(),
        reminders=await statistics.reminders(now - SPAN),
        waiting=await statistics.waiting(now),
        sendings=await outlook(statistics, visit.schedule, rate / desk.clock.speed, now),
        rate=rate,
        channels=[
            views.ChannelStanding(one.chat, one.track, one.language, posts=one.chat in served)
            for one in desk.settings.channels
        ],
    )
