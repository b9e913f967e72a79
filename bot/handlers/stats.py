"""/stats, for organizers only: to anyone else it is an unknown command."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.fallback import refresh
from bot.handlers.uploader import Uploader
from bot.handlers.visit import Visit
from bot.views.stats import Page

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    uploader = Uploader(desk.bot, desk.storage.uploads, desk.clock)

    async def stats(visit: Visit) -> None:
        """``stats:<page>``, of the interest also ``:<day>``; an earlier version's ``stats`` is the first."""
        from bot.standing import Standing, channel_standings, page  # noqa: PLC0415 - slow to load

        await visit.answer()
        asked = visit.argument(0) if visit.query else ""
        name = Page(asked) if asked in list(Page) else Page.PEOPLE
        day = next((day for day in visit.schedule.days if day.index == visit.number(1)), None)
        settings, storage = desk.settings, visit.storage
        standing = Standing(
            storage,
            visit.schedule,
            visit.now,
            settings.messages_per_second,
            desk.clock.speed,
            await channel_standings(storage, settings.channels),
        )
        chart, caption = await page(standing, name, visit.viewer, f"@{visit.bot.username}", day)
        await uploader.show_picture(visit, chart, caption)

    async def pressed(visit: Visit) -> None:
        await (stats if desk.organizes(visit.update.effective_user) else refresh)(visit)

    return [desk.command("stats", stats, organizers=True), desk.press("stats", pressed)]
