"""The composition root: settings and a clock become a running application."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import chain, repeat
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Update
from telegram.constants import UpdateType
from telegram.error import NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder

from bot.clock import Clock
from bot.gateway.bot import TelegramBot, build_bot
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import TokenRefused
from bot.gateway.intake import Poller
from bot.gateway.pacing import Pacer
from bot.gateway.reception import Reception, measured
from bot.gateway.registration import Registration
from bot.gateway.sends import CountedRequest, Sends
from bot.gateway.webhook import WebhookAddress, WebhookIntake, derived_secret
from bot.handlers import (
    agenda,
    amend,
    announce,
    ask,
    calendar,
    changes,
    event,
    fallback,
    feedback,
    follow,
    forget,
    inline,
    membership,
    my,
    pictures,
    publish,
    remind,
    settings,
    speakers,
    start,
    stats,
    tracks,
    versions,
)
from bot.handlers.desk import Desk
from bot.handlers.profile import introduce
from bot.jobs.alerts import Alerts
from bot.jobs.announcing import Announcing
from bot.jobs.asking import Asking
from bot.jobs.beginning import NothingToShowError, published_at_start
from bot.jobs.binding import Binding
from bot.jobs.cleaning import Cleaning
from bot.jobs.organizers import Organizers
from bot.jobs.pace import StoredPace
from bot.jobs.reload import Reload
from bot.jobs.sender import Sender, at_once
from bot.jobs.ticker import Ticker
from bot.metrics import Metrics
from bot.settings import OFF, Settings
from bot.storage import Storage, StorageError
from bot.storage.amending import Amender
from bot.storage.schedulefile import ScheduleFile
from bot.views.entrance import Entrance
from bot.web.front import Front
from bot.web.operations import Operations
from bot.web.server import WebServer
from bot.web.site import site
from bot.web.webhook import WebhookRoute

__all__ = ["App", "StartError", "serve"]

log = structlog.get_logger()

FEATURES = (
    start,
    agenda,
    tracks,
    speakers,
    event,
    ask,
    my,
    pictures,
    calendar,
    changes,
    follow,
    remind,
    settings,
    forget,
    membership,
    inline,
    announce,
    publish,
    versions,
    stats,
    feedback,
    amend,
    fallback,
)
"""An update is offered to them in this order; the first that wants it takes it."""

UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
FOR_REPLIES = 56
"""Connections to Telegram that bulk leaves to the answers to people."""
GRACE = 8.0
"""Seconds in which what was begun is finished at the end; less than the 10 that operators allow."""
SWITCH = 0.0005
"""Seconds until the event loop lets a thread of the database go on; the default of 5 ms adds up."""


class StartError(Exception):
    """The bot cannot start; its text says what was found and what to do."""


class App:
    """The bot, running from `start` to `stop`. As a context manager it does both.

    `sandbox` is the address of the chat page where that stands in for Telegram.
    """

    def __init__(self, settings: Settings, clock: Clock, *, sandbox: str | None = None) -> None:
        if settings.token is None:
            raise StartError("BOT_TOKEN is not set")
        self.settings = settings
        self.clock = clock
        self._token = settings.token.get_secret_value()
        self._sandbox = sandbox
        self._parts = AsyncExitStack()
        self.metrics = Metrics()
        self._sends = Sends(self.metrics, clock.monotonic)
        self._webhook = self._webhook_route()
        self.operations_url = ""
        """Where health and metrics are; empty where they are not served."""

    async def __aenter__(self) -> App:
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
        try:
            await self._polling
        except TokenRefused as error:
            raise StartError(str(error)) from None

    async def _start(self) -> None:
        self.storage = await Storage.open(self.settings.database_url)
        self._parts.push_async_callback(self.storage.close)
        self.published = await published_at_start(self.settings, self.storage, self.clock)
        self.operations = await self._serve_operations()
        self.bot = await self._connect()
        self.web = await self._serve_http()
        desk = Desk(
            self.bot,
            self.storage,
            self.published,
            self.clock,
            self.settings,
            self._announced,
            self._channel_changed,
            self._feedback_turned,
            Amender(
                ScheduleFile(self.settings.schedule),
                self.published,
                self.storage.amendments,
                self.storage.favourites,
            ),
            self._entrance(),
        )
        application = await self._application(desk)
        await self._start_work(application, desk)

    async def _connect(self) -> TelegramBot:
        shared = StoredPace(self.storage.pacing, self.clock)
        pace = self.settings.messages_per_second
        pacer = Pacer(pace, self.clock.monotonic, shared)
        transport = CountedRequest(self._sends, connections=at_once(pace) + FOR_REPLIES)
        bot = build_bot(self._token, self.settings.api_url, transport, pacer)
        self._parts.push_async_callback(bot.shutdown)
        await until_reached(bot)
        return bot

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
        server = site(self._token, self.storage, self.published, self.clock, front, webhook=self._webhook)
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

    async def _application(self, desk: Desk) -> Application[Any, Any, Any, Any, Any, Any]:
        """PTB's dispatch of updates to handlers; its own polling, queue and jobs stay unused."""
        application = ApplicationBuilder().bot(self.bot).updater(None).job_queue(None).build()
        for feature in FEATURES:
            application.add_handlers(feature.handlers(desk))
        application.add_error_handler(fallback.on_error(desk))
        await application.initialize()
        return application

    async def _start_work(self, application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
        scheduler = AsyncIOScheduler(timezone="UTC")
        clock, storage, published = self.clock, self.storage, self.published
        pace = self.settings.messages_per_second
        self.sender = Sender(self.bot, clock, storage, published, per_second=pace)
        self.ticker = Ticker(scheduler, clock, storage, published, self.sender.wake, per_second=pace)
        organizers = Organizers(self.bot, clock, storage, published, self.settings.admins)
        self.reload = Reload(
            scheduler, clock, storage, published, settings=self.settings, organizers=organizers
        )
        self.alerts = Alerts(scheduler, clock, storage, published, self.sender.wake)
        self.asking = Asking(scheduler, clock, storage, published, self.sender.wake)
        self.announcing = Announcing(scheduler, clock, storage, published, self.sender.wake, bot=self.bot)
        derive = self.ticker.tick_soon
        self.binding = Binding(
            scheduler, clock, storage, published, derive, bot=self.bot, settings=self.settings
        )
        await self.binding.prepare()
        cleaning = Cleaning(scheduler, clock, storage)
        jobs = (self.binding, self.ticker, self.reload, self.alerts, self.asking, self.announcing, cleaning)
        for part in (self.sender, *jobs, scheduler):
            part.start()

        async def process(update: Update) -> None:
            with self.bot.answering():
                await application.process_update(update)

        source, stop_intake = self._intake(measured(process, self.metrics, clock.monotonic))
        self._polling = asyncio.create_task(source.run(), name="intake")
        self.operations.started(scheduler)
        introducing = asyncio.create_task(
            introduce(self.bot, published.schedule, self.settings.admins, desk.entrance), name="introduction"
        )

        async def stop() -> None:
            scheduler.pause()
            introducing.cancel()
            finishing = (asyncio.wait_for(job.finish(), GRACE) for job in jobs)
            ends = await asyncio.gather(
                stop_intake(), self.sender.stop(GRACE), *finishing, return_exceptions=True
            )
            for failure in filter(None, ends):
                log.error("not ended well", reason=repr(failure))
            scheduler.shutdown(wait=False)
            await asyncio.gather(self._polling, introducing, return_exceptions=True)

        self._parts.push_async_callback(stop)

    def _intake(
        self, process: Callable[[Update], Awaitable[None]]
    ) -> tuple[Poller | Registration, Callable[[], Awaitable[None]]]:
        """Where updates come from, and how to stop that: the webhook where one is set, else polling."""
        if self._webhook is None:
            poller = Poller(
                self.bot, Reception(self.bot, Dispatcher(process), self.metrics), allowed_updates=UPDATES
            )
            return poller, lambda: poller.stop(GRACE)
        address = self._webhook.address
        dispatcher = Dispatcher(process, concurrency=address.connections)
        intake = WebhookIntake(Reception(self.bot, dispatcher, self.metrics), address.connections)
        registration = Registration(self.bot, address, allowed_updates=UPDATES)
        self._webhook.intake = intake

        async def stop() -> None:
            registration.stop()
            await intake.stop(GRACE)

        return registration, stop

    def _announced(self) -> None:
        self.announcing.look_soon()

    def _feedback_turned(self) -> None:
        self.asking.ask_soon()

    def _channel_changed(self, chat_id: int, username: str | None) -> None:
        self.binding.changed(chat_id, username)


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


async def serve(settings: Settings) -> None:
    """Run until cancelled. Raises StartError."""
    sys.setswitchinterval(SWITCH)
    start_at = settings.now if settings.now and settings.now.tzinfo else None
    async with App(settings, Clock(start_at, settings.speed)) as app:
        schedule, now = app.published.schedule.version, app.clock.now().isoformat()
        log.info("ready", bot=app.bot.username, schedule=schedule, now=now, page=app.web.url)
        await app.until_refused()
