"""What a running process does by itself, by its role: it sends, does what time triggers, takes updates."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import AT_FIRST, Clock
from bot.gateway.bot import TelegramBot
from bot.handlers.profile import introduce
from bot.incoming import GRACE
from bot.jobs.alerts import Alerts
from bot.jobs.announcing import Announcing
from bot.jobs.asking import Asking
from bot.jobs.binding import Binding
from bot.jobs.cleaning import Cleaning
from bot.jobs.following import Following
from bot.jobs.leadership import Duty, Leadership
from bot.jobs.organizers import Organizers
from bot.jobs.reload import Reload
from bot.jobs.sender import Sender
from bot.jobs.ticker import Ticker
from bot.roles import Role
from bot.settings import Settings
from bot.storage import Storage, Word
from bot.storage.published import Published
from bot.views.entrance import Entrance

__all__ = ["Duty", "Introducing", "Timed", "Work"]

log = structlog.get_logger()


class Timed:
    """All that time triggers. Every process has it ready; it runs in the one that leads."""

    def __init__(
        self,
        bot: TelegramBot,
        clock: Clock,
        storage: Storage,
        published: Published,
        *,
        settings: Settings,
        wake: Callable[[], None],
    ) -> None:
        self.scheduler = scheduler = AsyncIOScheduler(timezone="UTC")
        common = scheduler, clock, storage, published
        self.ticker = Ticker(*common, wake, per_second=settings.messages_per_second)
        organizers = Organizers(bot, clock, storage, published, settings.admins)
        self.reload = Reload(*common, settings=settings, organizers=organizers)
        self.alerts = Alerts(*common, wake)
        self.asking = Asking(*common, wake)
        self.announcing = Announcing(*common, wake, bot=bot)
        self.binding = Binding(*common, self.ticker.tick_soon, bot=bot, settings=settings)
        deriving = (self.binding, self.ticker, self.reload, self.alerts, self.asking, self.announcing)
        self._jobs = (*deriving, Cleaning(scheduler, clock, storage))

    def start(self) -> None:
        """Be ready: what falls due from now on waits until it is taken up."""
        for job in self._jobs:
            job.start()
        self.scheduler.start(paused=True)

    async def take_up(self) -> None:
        """Do what is due; also what the process before left undone."""
        await self.binding.prepare()
        self.look_at_all()
        self.scheduler.resume()

    def look_at_all(self) -> None:
        """Something may be due that is not known here."""
        self.binding.look_soon()
        self.ticker.tick_soon()
        self.alerts.tell_soon()
        self.asking.ask_soon()
        self.announcing.look_soon()

    async def lay_down(self) -> None:
        """Begin nothing more. What is under way may end: done twice it is as if done once."""
        self.scheduler.pause()

    async def finish(self) -> None:
        """End for good, within `GRACE`."""
        self.scheduler.pause()
        finishing = (asyncio.wait_for(job.finish(), GRACE) for job in self._jobs)
        _report(await asyncio.gather(*finishing, return_exceptions=True))
        self.scheduler.shutdown(wait=False)


class Introducing:
    """What Telegram shows of the bot outside its chats is set anew, a moment after it was taken up."""

    def __init__(
        self, bot: TelegramBot, published: Published, admins: Collection[int], entrance: Entrance | None
    ) -> None:
        self._bot = bot
        self._published = published
        self._admins = admins
        self._entrance = entrance
        self._running: asyncio.Task[None] | None = None

    async def take_up(self) -> None:
        self._running = asyncio.create_task(self._introduce(), name="introduction")

    async def _introduce(self) -> None:
        await asyncio.sleep(AT_FIRST)
        await introduce(self._bot, self._published.schedule, self._admins, self._entrance)

    async def lay_down(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})


class Work:
    """The parts of one process, from `start` to `stop`."""

    def __init__(
        self,
        bot: TelegramBot,
        clock: Clock,
        storage: Storage,
        published: Published,
        *,
        settings: Settings,
        role: Role,
    ) -> None:
        self._fleet = storage.fleet
        pace = settings.messages_per_second
        self.sender = Sender(bot, clock, storage, published, per_second=pace)
        self.timed = Timed(bot, clock, storage, published, settings=settings, wake=self._wake)
        self._following = Following(clock, storage, published)
        self._role = role
        self._duties: Sequence[Duty] = []
        self._ending: list[Callable[[], Awaitable[None]]] = []
        self._leadership: Leadership | None = None

    async def start(self, duties: Sequence[Duty] = ()) -> None:
        """`duties` are what only the process that leads does besides what time triggers."""
        self._duties = duties
        self._leadership = Leadership(self._fleet, [self.timed, *duties] if self._role.serves else [])
        self._listen()
        self._fleet.watch(self.sender.wake)
        self._following.start()
        if self._role.sends:
            self.sender.start()
        if self._role.serves:
            self.timed.start()
        await self._leadership.start()
        if not self._fleet.leads:
            self.sender.wake()

    def ending(self, end: Callable[[], Awaitable[None]]) -> None:
        """Await `end` too, together with all else, when it stops; it ends within `GRACE`."""
        self._ending.append(end)

    async def stop(self) -> None:
        """Finish what was begun, within `GRACE`."""
        if self._leadership is not None:
            await self._leadership.stop()
        parts = [self._following.finish(), self.sender.stop(GRACE)]
        if self._role.serves:
            parts.append(self.timed.finish())
        parts += [duty.lay_down() for duty in self._duties]
        ends = (end() for end in self._ending)
        _report(await asyncio.gather(*parts, *ends, return_exceptions=True))

    def announced(self) -> None:
        """An announcement was begun or stopped."""
        self.timed.announcing.look_soon()
        self._fleet.tell(Word.ANNOUNCED)

    def feedback_turned(self) -> None:
        """Feedback was turned on or off."""
        self.timed.asking.ask_soon()
        self._fleet.tell(Word.FEEDBACK)

    def channel_changed(self, chat_id: int, username: str | None) -> None:
        """The bot's place in that channel changed."""
        self.timed.binding.changed(chat_id, username)
        self._fleet.tell(Word.CHANNEL, f"{chat_id} {username or ''}")

    def _wake(self) -> None:
        self.sender.wake()
        self._fleet.tell(Word.WORK)

    def _listen(self) -> None:
        """To what other processes tell. Where this one does not lead, what it looks at soon waits."""
        hear, timed = self._fleet.hear, self.timed
        hear(Word.WORK, lambda _: self.sender.wake())
        if not self._role.serves:
            return
        hear(Word.ANNOUNCED, lambda _: timed.announcing.look_soon())
        hear(Word.FEEDBACK, lambda _: timed.asking.ask_soon())
        hear(Word.CHANNEL, self._channel_told)

    def _channel_told(self, about: str) -> None:
        chat_id, _, username = about.partition(" ")
        if chat_id:
            self.timed.binding.changed(int(chat_id), username or None)


def _report(ends: list[BaseException | None]) -> None:
    for failure in filter(None, ends):
        log.error("not ended well", reason=repr(failure))
