"""One update of one chat: who asks, about which schedule, and how to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypedDict, Unpack

from telegram import CallbackQuery, ChatMember, ReplyParameters, Update
from telegram import Message as Received
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.domain.chat import Chat
from bot.domain.model import Event, Schedule
from bot.gateway.bot import TelegramBot
from bot.storage import Reader, Storage, UnwritableError
from bot.storage.published import Published
from bot.texts import Texts, language_for
from bot.views.entrance import Entrance
from bot.views.message import Message, Ready
from bot.views.shelf import Shelf
from bot.views.viewer import Viewer

if TYPE_CHECKING:
    from bot.storage import ChatChanges

__all__ = ["Visit", "gone", "visit_of"]

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
ADMINS = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})
GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
"""In what Telegram says of a message that cannot become another one: then that is sent."""
P = ParamSpec("P")


class Place(TypedDict):
    """Arguments of any method that sends."""

    message_thread_id: int | None
    reply_parameters: ReplyParameters | None


@dataclass
class Visit:
    """`arguments` are the words after a command or the parts of callback data after its verb."""

    update: Update
    arguments: tuple[str, ...]
    bot: TelegramBot
    storage: Storage
    published: Published
    viewer: Viewer
    shelf: Shelf
    answered: list[bool] = field(default_factory=list)
    """Not empty once a press was answered; shared by all visits of one update."""

    @property
    def t(self) -> Texts:
        return self.viewer.t

    @property
    def chat(self) -> Chat:
        return self.viewer.chat

    @property
    def schedule(self) -> Schedule:
        return self.viewer.schedule

    @property
    def now(self) -> datetime:
        return self.viewer.now

    @property
    def query(self) -> CallbackQuery | None:
        return self.update.callback_query

    @cached_property
    def received(self) -> Received | None:
        """The message that came, or the one whose button was pressed where Telegram still shows it."""
        message = self.query.message if self.query else self.update.effective_message
        return message if isinstance(message, Received) else None

    def offered(self) -> list[str]:
        """The callback data of all buttons of the message whose button was pressed."""
        keyboard = self.received.api_kwargs.get("keyboard") if self.received else None
        rows = keyboard["inline_keyboard"] if keyboard else []
        return [button["callback_data"] for row in rows for button in row if "callback_data" in button]

    def at(self, arguments: tuple[str, ...]) -> Visit:
        """The same visit with other arguments."""
        return replace(self, arguments=arguments)

    def argument(self, index: int, default: str = "") -> str:
        return self.arguments[index] if index < len(self.arguments) else default

    def number(self, index: int, default: int = 0) -> int:
        """An argument as a number; whatever is none counts as `default`."""
        value = self.argument(index)
        return int(value) if value.isdecimal() and len(value) < 10 else default

    def event(self, index: int = 0) -> Event | None:
        """The event whose id is an argument, where the schedule has it."""
        return self.schedule.events.get(self.argument(index))

    async def change(self, **changes: Unpack[ChatChanges]) -> None:
        """Store a choice of the chat."""
        chat = await self.storage.chats.update(self.chat.id, **changes)
        self.viewer = replace(self.viewer, chat=chat)

    def has_starred(self, favourites: Mapping[str, int | None]) -> None:
        """Go on with these stars."""
        self.viewer = replace(self.viewer, favourites=favourites)

    async def reread(self) -> None:
        """Take the chat's favourites from storage anew."""
        self.has_starred(await self.storage.favourites.of(self.chat.id))

    async def follows(self, kind: str, target_id: str) -> bool:
        """Whether the chat follows a ``track`` or a ``person``."""
        return (kind, target_id) in await self.storage.follows.of(self.chat.id)

    async def may_change(self) -> bool:
        """Whether the sender may choose for the chat: anyone in private, admins in a group."""
        if not self.chat.group:
            return True
        message, user = self.update.effective_message, self.update.effective_user
        if self.query is None and isinstance(message, Received) and message.sender_chat == message.chat:
            return True  # an admin who writes anonymously, as the group itself
        if user is None:
            return False
        member = await self.bot.get_chat_member(self.chat.id, user.id)
        return member.status in ADMINS

    def view(
        self, view: Callable[Concatenate[Viewer, P], Message], *given: P.args, **more: P.kwargs
    ) -> Ready:
        """A view as its reader sees it, rendered only where nobody has seen the same this minute."""
        return self.shelf.message(view, self.viewer, *given, **more)

    async def show(self, message: Message | Ready, toast: str | None = None, *, reply: bool = False) -> None:
        """Answer with a view: a press edits its message in place, anything else gets a new one."""
        if self.query is None:
            await self.send(message, reply=reply)
        else:
            await asyncio.gather(self.answer(toast), self._edit(message))

    async def send(self, message: Message | Ready, *, reply: bool = False) -> None:
        """A new message, in groups and where `reply` says so as a reply to what was received."""
        ready, place = _ready(message), self.place(reply=reply)
        to = place["reply_parameters"]
        await self.bot.reply(
            self.chat.id,
            ready.text,
            ready.keyboard,
            topic=place["message_thread_id"],
            answered=to.message_id if to else None,
        )

    def place(self, *, reply: bool = False) -> Place:
        """Where in the chat a new message goes: its topic, and what it answers."""
        received = self.received
        answered = received if reply or self.chat.group else None
        topic = received.message_thread_id if received and received.is_topic_message else None
        to = ReplyParameters(answered.message_id, allow_sending_without_reply=True) if answered else None
        return {"message_thread_id": topic, "reply_parameters": to}

    async def answer(self, toast: str | None = None, *, alert: bool = False, url: str | None = None) -> None:
        """Answer a press, once; the first answer counts."""
        if self.query is not None and not self.answered:
            self.answered.append(True)
            await self.bot.answer_press(self.query.id, toast, alert=alert, url=url)

    async def _edit(self, message: Message | Ready) -> None:
        ready = _ready(message)
        if self.received is None or not ready.inline:
            return await self.send(ready)
        try:
            await self.bot.edit(self.chat.id, self.received.message_id, ready.text, ready.keyboard)
        except BadRequest as error:
            if not gone(error):
                raise
            await self.send(ready)


def _ready(message: Message | Ready) -> Ready:
    return message.ready() if isinstance(message, Message) else message


async def arrived(storage: Storage, new: Chat, now: datetime) -> Reader:
    """The chat that wrote, made as `new` where it is."""
    if known := await storage.favourites.visitor(new.id, now):
        return known
    try:
        chat = await storage.chats.ensure(new.id, group=new.group, language=new.language, now=now)
    except UnwritableError:  # who only reads needs no more
        return await looking(storage, new, now)
    return Reader(chat, await storage.favourites.of(chat.id))


async def looking(storage: Storage, new: Chat, _: datetime) -> Reader:
    """The same, and nothing is written."""
    return Reader(await storage.chats.get(new.id) or new, await storage.favourites.of(new.id))


def gone(error: BadRequest) -> bool:
    """Whether the message to edit is not there, or is of another kind."""
    return any(reason in error.message.lower() for reason in GONE)


async def visit_of(
    update: Update,
    arguments: tuple[str, ...],
    now: datetime,
    *,
    bot: TelegramBot,
    storage: Storage,
    published: Published,
    shelf: Shelf,
    admins: Collection[int] = (),
    entrance: Entrance | None = None,
    stores: bool = True,
) -> Visit | None:
    """The visit that an update is; None for one of no private chat and no group.

    Without `stores` nothing is written: a chat that is not known is taken as it would be made.
    """
    where, user = update.effective_chat, update.effective_user
    if where is None or (where.type != ChatType.PRIVATE and where.type not in GROUPS):
        return None
    language = language_for(user.language_code if user else None)
    group = where.type in GROUPS
    new = Chat(where.id, group, language)
    chat, favourites = await (arrived if stores else looking)(storage, new, now)
    compared = None
    if chat.seen_version and chat.seen_version != published.number:
        compared = await published.changes(chat.seen_version)
    changed = compared[1].event_ids if compared else frozenset[str]()
    organizer = not group and user is not None and user.id in admins
    viewer = Viewer(published.schedule, chat, now, favourites, changed, organizer, entrance)
    return Visit(update, arguments, bot, storage, published, viewer, shelf)
