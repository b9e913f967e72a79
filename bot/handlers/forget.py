"""/forget: asks, then deletes all that is stored on the chat."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.desk import AnyHandler, Desk
from bot.handlers.settings import by_admin
from bot.handlers.visit import Visit
from bot.views import settings as views

__all__ = ["handlers"]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    return [desk.command("forget", by_admin(forget)), desk.press("forget", by_admin(forget))]


async def forget(visit: Visit) -> None:
    if visit.query is None or visit.argument(0) != "yes":
        return await visit.show(views.ask_forget(visit.viewer))
    await visit.storage.chats.forget(visit.chat.id)
    await visit.show(views.forgotten(visit.viewer))
