"""The channels of the settings: found, checked and bound to their part of the programme.

A channel is stored as a chat that follows a track or the whole programme, so that all that serves people's
stars serves it. It is derived from the settings at the start, at every publish, and when the bot's rights in
it change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot, ChatMember, ChatMemberAdministrator
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.clock import Clock
from bot.domain.agenda import WHOLE_PROGRAMME, followed
from bot.domain.channel import Trouble, Why
from bot.domain.chat import Chat
from bot.jobs.job import Deriving
from bot.settings import ChannelBinding, Settings
from bot.storage import Storage
from bot.storage.published import Published
from bot.texts import LANGUAGES, texts
from bot.views import bindings as views

__all__ = ["Binding"]

log = structlog.get_logger()
AGAIN = timedelta(minutes=1)
"""In real time, until a channel is looked at again about which Telegram did not answer."""
REMEDIES = {
    Why.UNKNOWN: "check its name in BOT_CHANNELS; a private channel must have the bot as an administrator",
    Why.NO_CHANNEL: "name a channel in BOT_CHANNELS, not a group or a person",
    Why.NO_RIGHT: "make the bot an administrator of the channel with the right to post",
    Why.SAME: "name each channel once in BOT_CHANNELS",
    Why.NO_TRACK: "name one of the programme's tracks in BOT_CHANNELS; nothing is posted until there is one",
}


class Binding(Deriving):
    """`derive` is called once something may have been bound otherwise; the admins hear of troubles."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        storage: Storage,
        published: Published,
        derive: Callable[[], None],
        *,
        bot: Bot,
        settings: Settings,
    ) -> None:
        super().__init__(scheduler, clock, storage, published, derive)
        self._bot = bot
        self._bindings = {binding.chat.lower(): binding for binding in settings.channels}
        self._admins = settings.admins
        self._looking: asyncio.Task[bool] | None = None
        self._told: set[tuple[Trouble, ...]] = set()

    async def prepare(self) -> None:
        """Before anything is sent: forget the channels that are not bound any more, bind the others anew."""
        for bound in await self._storage.channels.all():
            named = self._bindings.get(bound.name.lower())
            binding = named or self._bindings.get(str(bound.chat_id))
            if binding is None:
                await self._storage.chats.forget(bound.chat_id)
                log.info("channel not bound any more", channel=bound.name, chat_id=bound.chat_id)
            else:
                await self._bind(binding, bound.chat_id)

    def start(self) -> None:
        """Look at them now and after every publish."""
        self._published.watch(self.look_soon)
        self.look_soon()

    def look_soon(self) -> None:
        if self._bindings:
            self._run_at(self._clock.real_now(), self.look)

    def changed(self, chat_id: int, username: str | None) -> None:
        """The bot's place in a channel changed."""
        if {str(chat_id), f"@{username or ''}".lower()} & self._bindings.keys():
            self.look_soon()

    async def finish(self) -> None:
        """Wait no longer for Telegram's answers: the next start looks anew."""
        if self._looking is not None:
            self._looking.cancel()
        await super().finish()

    async def look(self) -> None:
        """Find and bind them all; again a little later where Telegram did not answer."""
        async with self._running:
            self._looking = asyncio.create_task(self._look(), name="channels")
            [answered] = await asyncio.gather(self._looking, return_exceptions=True)
            if isinstance(answered, asyncio.CancelledError):
                return
            if isinstance(answered, BaseException):
                log.error("channels not bound", exc_info=answered)
            if answered is not True:
                self._run_at(self._clock.real_now() + AGAIN, self.look)
        self._wake()

    async def _look(self) -> bool:
        """Whether Telegram answered about all of them."""
        found: dict[int, str] = {}
        troubles: list[Trouble] = []
        answered = True
        for binding in self._bindings.values():
            if binding.track is not None and binding.track not in self._published.schedule.tracks:
                troubles.append(Trouble(binding.chat, Why.NO_TRACK, binding.track))
            try:
                chat_id = await self._find(binding.chat)
            except TelegramError as error:
                log.warning("channel not looked at", channel=binding.chat, reason=error.message)
                answered = False
                continue
            if isinstance(chat_id, Why):
                troubles.append(Trouble(binding.chat, chat_id))
                await self._rest(binding)
            elif chat_id in found:
                troubles.append(Trouble(binding.chat, Why.SAME, found[chat_id]))
            else:
                found[chat_id] = binding.chat
                await self._admit(binding, chat_id)
        if answered:
            await self._say(tuple(troubles))
        return answered

    async def _find(self, name: str) -> int | Why:
        """The channel's id, or why the bot cannot post there. Raises TelegramError while nobody knows."""
        try:
            chat = await self._bot.get_chat(name if name.startswith("@") else int(name))
        except (BadRequest, Forbidden) as error:
            return Why.UNKNOWN if isinstance(error, BadRequest) else Why.NO_RIGHT
        if chat.type != ChatType.CHANNEL:
            return Why.NO_CHANNEL
        try:
            itself = await self._bot.get_chat_member(chat.id, self._bot.id)
        except (BadRequest, Forbidden):
            return Why.NO_RIGHT
        return chat.id if may_post(itself) else Why.NO_RIGHT

    async def _admit(self, binding: ChannelBinding, chat_id: int) -> None:
        await self._storage.channels.admit(chat_id, binding.chat, binding.language, self._clock.now())
        await self._bind(binding, chat_id)
        log.info("channel bound", channel=binding.chat, chat_id=chat_id, track=binding.track or "*")

    async def _bind(self, binding: ChannelBinding, chat_id: int) -> None:
        follow = ("track", binding.track) if binding.track else WHOLE_PROGRAMME
        ids = [event.id for event in followed(self._published.schedule, *follow)]
        channel = Chat(chat_id, group=False, language=binding.language, channel=binding.chat)
        await self._storage.channels.bind(channel, follow, ids, self._clock.now())

    async def _rest(self, binding: ChannelBinding) -> None:
        """Write nothing for it until the bot may post there."""
        for bound in await self._storage.channels.all():
            if bound.name == binding.chat:
                await self._storage.chats.retire(bound.chat_id, self._clock.now())

    async def _say(self, troubles: tuple[Trouble, ...]) -> None:
        """Log what is wrong and tell the admins, once for each distinct set of troubles until all is well."""
        if not troubles:
            self._told.clear()
        if not troubles or troubles in self._told:
            return
        self._told.add(troubles)
        for trouble in troubles:
            log.warning(
                "channel cannot be served",
                channel=trouble.channel,
                found=trouble.why.value,
                what=trouble.what or None,
                do=REMEDIES[trouble.why],
            )
        for admin in sorted(self._admins):
            await self._tell(admin, troubles)

    async def _tell(self, admin: int, troubles: Sequence[Trouble]) -> None:
        chat = await self._storage.chats.get(admin)
        t = texts(chat.language if chat else LANGUAGES[0])
        note = views.troubles(t, troubles, self._published.schedule.tracks)
        try:
            await self._bot.send_message(admin, note.text, parse_mode=ParseMode.HTML)
        except TelegramError as error:
            log.warning("admin not told", chat_id=admin, reason=error.message)


def may_post(member: ChatMember) -> bool:
    """Whether a bot that is this member of a channel may post in it."""
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
