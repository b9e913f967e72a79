"""The stand-in as an HTTP server: the Bot API, the files, and the chat page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from aiohttp import web

from bot.clock import Clock
from bot.sandbox import chatpage
from bot.sandbox.accounts import Json
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault, Faults, Mishap
from bot.sandbox.methods import METHODS, WRITES, Method
from bot.sandbox.params import Params
from bot.sandbox.people import Channel, Group, Person, happening
from bot.sandbox.ratelimits import RateLimits, too_many_requests
from bot.sandbox.webhook import Deliveries
from bot.sandbox.wire import fault_page, granted, read_params, refused, reset
from bot.sandbox.world import World

__all__ = ["Sandbox"]

LARGEST_REQUEST = 52 * 1024 * 1024
UNAUTHORIZED = ApiError(401, "Unauthorized")
NOT_FOUND = ApiError(404, "Not Found: method not found")
TOO_LARGE = ApiError(413, "Request Entity Too Large")


class Sandbox:
    """A strict local Bot API for one bot, and people who use it.

    `zone` is the IANA zone that the chat page shows its clock in. `limits` are off unless given; `faults` are
    none until added. It can be started again after it stopped, and then remembers everything.
    """

    def __init__(
        self,
        token: str,
        clock: Clock,
        *,
        bot_username: str = "conference_bot",
        zone: str = "UTC",
        limits: RateLimits | None = None,
        messages_kept: int = 1000,
        query_seconds: float = 60,
        seed: int = 0,
        patience: float = 20,
    ) -> None:
        """`patience` is how long, in real seconds, people wait for the bot before they give up."""
        self.zone = zone
        self.limits = limits
        self.faults = Faults(seed)
        self.patience = patience
        self.world = World(
            clock, token, bot_username, messages_kept=messages_kept, query_seconds=query_seconds
        )
        self._stopping = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._deliveries: Deliveries | None = None
        self._address = ""

    @property
    def url(self) -> str:
        """The base of the Bot API: ``<url>/bot<token>/<method>``."""
        return self._address

    @property
    def page_url(self) -> str:
        """Where the chat page is."""
        return f"{self._address}/"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve on `host` and `port`; 0 takes any free one."""
        self._stopping.clear()
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        chatpage.add_routes(app, self.world, self.zone)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound_host, bound_port = self._runner.addresses[0][:2]
        self._address = f"http://{bound_host}:{bound_port}"
        self._deliveries = Deliveries(self.world)

    async def stop(self) -> None:
        self._stopping.set()
        self.world.updates.end_poll(ApiError(502, "Bad Gateway"))
        if self._deliveries is not None:
            await self._deliveries.stop()
            self._deliveries = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def user(self, first_name: str, *, language: str = "en", username: str | None = None) -> Person:
        """A new person with a Telegram in `language`."""
        user = self.world.add_user(first_name, language_code=language, username=username)
        return Person(self.world, user.id, self.patience)

    def group(self, title: str, members: Iterable[Person], *, administrators: Iterable[Person] = ()) -> Group:
        """A new group with people but without the bot; its owner is the first administrator, else member."""
        ids = [[person.id for person in people] for people in (members, administrators)]
        return Group(self.world, self.world.add_group(title, *ids).id)

    def channel(
        self, title: str, owner: Person, subscribers: Iterable[Person] = (), *, username: str | None = None
    ) -> Channel:
        """A new channel without the bot; without a `username` it is private."""
        ids = [person.id for person in subscribers]
        chat = self.world.add_channel(title, ids, owner.id, username=username)
        return Channel(self.world, chat.id, owner)

    async def happens(self, wanted: Callable[[Json], bool]) -> Json:
        """The next event of the world (see `Feed`) that is `wanted`; BotTooSlowError when there is none."""
        return await happening(self.world, wanted, self.patience)

    async def _call(self, request: web.Request) -> web.Response:
        try:
            return await self._answer(request)
        except ApiError as error:
            return refused(error)
        except web.HTTPRequestEntityTooLarge:
            return refused(TOO_LARGE)

    async def _answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.token:
            raise UNAUTHORIZED
        name = request.match_info["method"].lower()
        method = METHODS.get(name)
        if method is None:
            raise NOT_FOUND
        params = await read_params(request)
        self.world.feed.tell({"type": "called", "method": name})
        mishap = self.faults.meet(name, params.text("chat_id"))
        if mishap is not None:
            return await self._go_wrong(mishap, request, method, params)
        if self.limits is not None and name in WRITES:
            self.limits.check(params.text("chat_id"))
        return granted(await self._do(method, params))

    async def _do(self, method: Method, params: Params) -> Json:
        result = method(self.world, params)
        return await result if asyncio.iscoroutine(result) else result  # type: ignore[no-any-return]

    async def _go_wrong(
        self, mishap: Mishap, request: web.Request, method: Method, params: Params
    ) -> web.Response:
        match mishap.fault:
            case ApiError() as error:
                raise error
            case Fault.TOO_MANY_REQUESTS:
                raise too_many_requests(mishap.retry_after)
            case Fault.SERVER_ERROR:
                raise ApiError(500, "Internal Server Error")
            case Fault.BAD_GATEWAY:
                return fault_page()
            case Fault.RESET_AFTER | Fault.HANG_AFTER:
                await self._do(method, params)
        if mishap.fault in {Fault.HANG_BEFORE, Fault.HANG_AFTER}:
            await self._stopping.wait()
        return reset(request)

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.world.token:
            return refused(UNAUTHORIZED)
        parts = request.match_info["path"].split("/")
        file = self.world.files.get(parts[1]) if len(parts) > 1 else None
        if file is None or file.path != request.match_info["path"]:
            return refused(ApiError(404, "Not Found"))
        return web.Response(body=file.data, content_type=file.mime_type)
