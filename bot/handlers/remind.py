"""/remind, the chat's lead time, pausing, and the snooze under a reminder."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.chat import LEAD_TIMES
from bot.domain.reminders import SNOOZE_LEADS
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.visit import Visit
from bot.views import event as event_views
from bot.views import remind as views
from bot.views.settings import group_only

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [
        desk.command("remind", remind),
        desk.command("reminders", remind),
        desk.press("remind", remind),
        desk.press("default", default),
        desk.press("reminders", reminders),
        desk.press("snooze", snooze),
    ]


async def remind(visit: Visit) -> None:
    await visit.show(views.upcoming(visit.viewer))


async def default(visit: Visit) -> None:
    """``default:<minutes>``: the lead time of all events without one of their own."""
    if not await visit.may_change():
        return await visit.answer(group_only(visit.viewer), alert=True)
    if (minutes := visit.number(0)) in LEAD_TIMES:
        await visit.change(lead_time=minutes)
    await visit.show(views.upcoming(visit.viewer))


async def reminders(visit: Visit) -> None:
    """``reminders:on`` and ``reminders:off``."""
    if not await visit.may_change():
        return await visit.answer(group_only(visit.viewer), alert=True)
    await visit.change(reminders=visit.argument(0) == "on")
    await visit.show(views.upcoming(visit.viewer))


async def snooze(visit: Visit) -> None:
    """``snooze:<event id>:<minutes before the start>``; the reminder itself stays as it is."""
    event, lead = visit.event(0), visit.number(1)
    if event is None:
        return await visit.show(event_views.gone(visit.viewer))
    if not await visit.may_change():
        return await visit.answer(group_only(visit.viewer), alert=True)
    if lead not in SNOOZE_LEADS or event.cancelled or event.start <= visit.now:
        return await visit.answer(visit.t("It has begun already."))
    await visit.storage.outbox.add_snooze(visit.chat.id, event.id, event.start, event.end, lead)
    await visit.answer(views.snoozed(visit.viewer, lead))
