"""All that the HTTP side serves, in one visible list."""

from __future__ import annotations

from itertools import chain

from bot.clock import Clock
from bot.storage import Storage
from bot.storage.published import Published
from bot.web.admission import Admission
from bot.web.api import Api
from bot.web.feeds import CalendarFeeds
from bot.web.front import Front
from bot.web.live import Live
from bot.web.reader import Readers
from bot.web.server import WebServer
from bot.web.timetable import TimetablePage
from bot.web.webhook import WebhookRoute

__all__ = ["site"]


def site(
    token: str,
    storage: Storage,
    published: Published,
    clock: Clock,
    front: Front,
    *,
    webhook: WebhookRoute | None = None,
) -> WebServer:
    """The server, not started yet; `token` is the bot's, with which Telegram signs who opened the page."""
    admission, readers = Admission(token, clock), Readers(storage, published, clock)
    live = Live(published, readers, storage.notices, clock, admission)
    feeds = CalendarFeeds(storage, published, clock)
    features = (TimetablePage(published, front), Api(published, readers, clock, admission), live, feeds)
    routes = chain(webhook.routes() if webhook else (), *(feature.routes() for feature in features))
    return WebServer(routes, [live.close])
