"""Follow a track or a speaker: all its events as if starred, and new ones as they come."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.agenda import followed
from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.settings import by_admin
from bot.handlers.visit import Visit

__all__ = ["handlers"]

SHOWN_BY = {"track": "track", "person": "person"}
"""What is followed, and the verb that shows it."""


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    async def follow(visit: Visit) -> None:
        """``follow:on:<kind>:<id>`` and ``follow:off:…``; what it was pressed under stays on the screen."""
        wanted, kind, id_ = (visit.argument(at) for at in range(3))
        if kind not in SHOWN_BY or id_ not in (
            visit.schedule.tracks if kind == "track" else visit.schedule.persons
        ):
            return await desk.follow(visit, "tracks")
        toast = await (start if wanted == "on" else stop)(visit, kind, id_)
        await visit.reread()
        await visit.answer(toast)
        await desk.follow(visit, f"{SHOWN_BY[kind]}:{id_}")

    return [desk.press("follow", by_admin(follow))]


async def start(visit: Visit, kind: str, id_: str) -> str:
    events = [
        event
        for event in followed(visit.schedule, kind, id_)
        if event.end > visit.now and not event.cancelled
    ]
    await visit.storage.follows.add(visit.chat.id, kind, id_, [event.id for event in events], visit.now)
    return visit.t.n(
        "🔔 Followed: {n} event is in your agenda.",
        "🔔 Followed: {n} events are in your agenda.",
        len(events),
    )


async def stop(visit: Visit, kind: str, id_: str) -> str:
    """The stars that came with it go, but for those that another follow brought as well."""
    others = await visit.storage.follows.of(visit.chat.id) - {(kind, id_)}
    kept = {event.id for other in others for event in followed(visit.schedule, *other)}
    ids = [event.id for event in followed(visit.schedule, kind, id_) if event.id not in kept]
    await visit.storage.follows.remove(visit.chat.id, kind, id_, ids)
    return visit.t("No longer followed. What you starred yourself stays.")
