"""The composition root: settings and a clock become a running application."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import chain, repeat
from typing import Self

import structlog
from telegram import Update
from telegram.error import NetworkError, RetryAfter

from bot.clock import Clock
from bot.features import application
from bot.gateway.bot import TelegramBot, build_bot
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import TokenRefused
from bot.gateway.pacing import Pacer
from bot.gateway.reception import Reception, measured
from bot.gateway.sends import CountedRequest, Sends
from bot.gateway.transport import Transport
from bot.gateway.webhook import WebhookAddress, derived_secret
from bot.handlers.desk import Desk
from bot.handlers.fallback import on_flood
from bot.incoming import Polling, Posted
from bot.jobs.beginning import NothingToShowError, published_at_start
from bot.jobs.pace import StoredPace
from bot.jobs.sender import at_once
from bot.metrics import Metrics
from bot.roles import Role
from bot.settings import OFF, Settings
from bot.settling import settle
from bot.storage import Storage, StorageError
from bot.storage.amending import Amender
from bot.storage.schedulefile import ScheduleFile
from bot.views.entrance import Entrance
from bot.web.front import Front
from bot.web.operations import Operations
from bot.web.server import WebServer
from bot.web.site import site
from bot.web.webhook import WebhookRoute
from bot.work import Duty, Introducing, Work

__all__ = ["App", "StartError", "serve"]

log = structlog.get_logger()

FOR_REPLIES = 56
"""Connections to Telegram that bulk leaves to the answers to people."""
SWITCH = 0.0005
"""Seconds until the event loop lets a thread of the database go on; the default of 5 ms adds up."""


class StartError(Exception):
    """The bot cannot start; its text says what was found and what to do."""


class App:
    """The bot, running from `start` to `stop`. As a context manager it does both.

    `sandbox` is the address of the chat page where that stands in for Telegram.
    """

    def __init__(
        self, settings: Settings, clock: Clock, *, role: Role = Role.ALL, sandbox: str | None = None
    ) -> None:
        if settings.token is None:
            raise StartError("BOT_TOKEN is not set")
        self.settings = settings
        self.clock = clock
        self.role = role
        self._token = settings.token.get_secret_value()
        self._sandbox = sandbox
        self._parts = AsyncExitStack()
        self._refused: asyncio.Future[TokenRefused] | None = None
        self.metrics = Metrics()
        self._sends = Sends(self.metrics, clock.monotonic)
        self.webhook = self._webhook_route()
        self.operations_url = ""
        """Where health and metrics are; empty where they are not served."""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Open storage, publish the schedule, take up jobs and updates. Raises StartError."""
        try:
            await self._start()
        except (StorageError, NothingToShowError, TokenRefused) as error:
            await self.stop()
            raise StartError(str(error)) from None
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Take no more updates, finish what was begun, close everything; within 10 seconds."""
        await self._parts.aclose()

    async def until_refused(self) -> None:
        """Return never; raises StartError once Telegram refuses the token."""
        raise StartError(str(await (self._refused or asyncio.get_running_loop().create_future())))

    async def serve(self) -> None:
        """The same, and a moment from now what the first answers do without is made ready."""
        await asyncio.gather(settle(self.published, self.role), self.until_refused())

    async def _start(self) -> None:
        self.storage = await Storage.open(self.settings.database_url)
        self._parts.push_async_callback(self.storage.close)
        await self._join()
        self.published = await published_at_start(self.settings, self.storage, self.clock, self.role)
        self.operations = await self._serve_operations()
        self.bot = await self._connect()
        self.work = Work(
            self.bot, self.clock, self.storage, self.published, settings=self.settings, role=self.role
        )
        self._name_parts()
        duties = await self._serve() if self.role.serves else []
        self._parts.push_async_callback(self.work.stop)
        await self.work.start(duties)
        self.operations.started(self.work.timed.scheduler if self.role.serves else None)

    async def _join(self) -> None:
        """Be one of the processes on the database. Raises StartError, StorageError."""
        fleet = self.storage.fleet
        if self.role is not Role.ALL and not fleet.shared:
            raise StartError(
                f"--role {self.role} is for several processes, and {self.storage.address} is for one; "
                "expected --role all, or a PostgreSQL server in BOT_DATABASE_URL (docs/database.md)"
            )
        await fleet.join(may_lead=self.role.serves)

    async def _connect(self) -> TelegramBot:
        shared = StoredPace(self.storage.pacing, self.clock)
        pace = self.settings.messages_per_second
        pacer = Pacer(pace, self.clock.monotonic, shared)
        paid = self.settings.paid_broadcast
        bot = build_bot(self._token, self.settings.api_url, self.transport(), pacer, paid=paid)
        self._parts.push_async_callback(bot.shutdown)
        await until_reached(bot)
        return bot

    def transport(self) -> Transport:
        """What carries all calls to Telegram but polling."""
        connections = at_once(self.settings.messages_per_second) + FOR_REPLIES
        return CountedRequest(self._sends, connections=connections)

    def _webhook_route(self) -> WebhookRoute | None:
        """Where Telegram is to post updates; None where they are polled."""
        url, given = self.settings.webhook_url, self.settings.webhook_secret
        if url is None:
            return None
        secret = given.get_secret_value() if given else derived_secret(self._token)
        address = WebhookAddress.of(url, secret, self.settings.webhook_connections)
        return WebhookRoute(address, self.metrics)

    async def _serve_operations(self) -> Operations:
        """Health and metrics, on BOT_METRICS_LISTEN. Raises StartError where the operator chose it."""
        operations = Operations(self.metrics, self._sends, self.storage, self.published, self.clock)
        if (listen := self.settings.metrics_listen) == OFF:
            return operations
        server = WebServer(operations.routes(), [operations.close])
        try:
            await self._listen(server, "BOT_METRICS_LISTEN", listen, "127.0.0.1:9465, or off")
        except StartError as error:
            # Of several processes on one machine the first has the default.
            if "metrics_listen" in self.settings.model_fields_set:
                raise
            log.warning("no health and metrics", reason=str(error))
        self.operations_url = server.url
        return operations

    async def _serve_http(self) -> WebServer:
        """The timetable page and the webhook, on BOT_LISTEN. Raises StartError."""
        front = Front.sandbox(self._sandbox) if self._sandbox else Front.telegram(self.bot.username)
        server = site(self._token, self.storage, self.published, self.clock, front, webhook=self.webhook)
        await self._listen(server, "BOT_LISTEN", self.settings.listen, "127.0.0.1:8081")
        return server

    async def _listen(self, server: WebServer, variable: str, listen: str, such_as: str) -> None:
        """Serve there until the end. Raises StartError."""
        self._parts.push_async_callback(server.stop)
        try:
            await server.start(listen)
        except OSError as error:
            why = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else error.strerror
            found = f"{variable}: {listen} cannot be had: {why}"
            raise StartError(f"{found}; expected a free address and port, such as {such_as}") from None

    def _entrance(self) -> Entrance | None:
        """How chats lead to the page. Telegram opens Mini Apps over TLS only, the sandbox also its own."""
        page = self.settings.public_url or (self.web.url if self._sandbox else "")
        if not page:
            return None
        direct = f"https://t.me/{self.bot.username}?startapp" if self.bot.bot.has_main_web_app else ""
        return Entrance(page, bool(self._sandbox) or page.startswith("https://"), direct)

    async def _serve(self) -> list[Duty]:
        """Serve the pages, and be ready for updates; what of it is only for who leads. Raises StartError."""
        self.web = await self._serve_http()
        entrance = self._entrance()
        self.desk = self._desk(entrance)
        handling = await application(self.bot, self.desk)

        async def process(update: Update) -> None:
            with self.bot.answering():
                await handling.process_update(update)

        incoming = self._incoming(measured(process, self.metrics, self.clock.monotonic), on_flood(self.desk))
        self._refused = incoming.refused
        self.work.ending(incoming.end)
        return [incoming, Introducing(self.bot, self.published, self.settings.admins, entrance)]

    def _incoming(
        self, process: Callable[[Update], Awaitable[None]], flooded: Callable[[Update], Awaitable[None]]
    ) -> Polling | Posted:
        """Where updates come from: the webhook where one is set, else polling."""
        if self.webhook is None:
            return Polling(self.bot, Reception(self.bot, Dispatcher(process, flooded), self.metrics))
        dispatcher = Dispatcher(process, flooded, concurrency=self.webhook.address.connections)
        return Posted(self.bot, Reception(self.bot, dispatcher, self.metrics), self.webhook)

    def _desk(self, entrance: Entrance | None) -> Desk:
        return Desk(
            self.bot,
            self.storage,
            self.published,
            self.clock,
            self.settings,
            self.work.announced,
            self.work.channel_changed,
            self.work.feedback_turned,
            Amender(
                ScheduleFile(self.settings.schedule),
                self.published,
                self.storage.amendments,
                self.storage.favourites,
            ),
            entrance,
        )

    def _name_parts(self) -> None:
        """The parts of the work under their own names, for whoever runs this application in-process."""
        timed = self.work.timed
        self.sender, self.ticker, self.reload = self.work.sender, timed.ticker, timed.reload
        self.alerts, self.asking, self.announcing = timed.alerts, timed.asking, timed.announcing
        self.binding = timed.binding


async def until_reached(bot: TelegramBot) -> None:
    """Ask Telegram who the bot is, for as long as the network takes. Raises TokenRefused."""
    for seconds in chain((1, 2, 4, 8, 15), repeat(30)):
        try:
            await bot.initialize()
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram is not reached; trying again", seconds=seconds, reason=type(error).__name__)
            await asyncio.sleep(seconds)
        else:
            return


async def serve(settings: Settings, role: Role = Role.ALL) -> None:
    """Run until cancelled. Raises StartError."""
    sys.setswitchinterval(SWITCH)
    start_at = settings.now if settings.now and settings.now.tzinfo else None
    async with App(settings, Clock(start_at, settings.speed), role=role) as app:
        schedule, now = app.published.schedule.version, app.clock.now().isoformat()
        page = {"page": app.web.url} if role.serves else {}
        log.info("ready", role=str(role), bot=app.bot.username, schedule=schedule, now=now, **page)
        await app.serve()
