"""People for tests: they act, wait until the bot is done, and look at what it said."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.sandbox.accounts import Act, Json
from bot.sandbox.shown import Answer, Shown
from bot.sandbox.world import World

__all__ = ["BotTooSlowError", "Channel", "Group", "Person", "happening"]

SHOWN_KEPT = 1000


class BotTooSlowError(AssertionError):
    """The bot did not do in time what a person waited for."""


async def happening(world: World, wanted: Callable[[Json], bool], patience: float) -> Json:
    """The next `wanted` event; BotTooSlowError when there is none within `patience` real seconds."""
    found: asyncio.Future[Json] = asyncio.get_running_loop().create_future()

    def look(event: Json) -> None:
        if not found.done() and wanted(event):
            found.set_result(event)

    unwatch = world.watch(look)
    try:
        return await asyncio.wait_for(found, patience)
    except TimeoutError:
        raise BotTooSlowError(f"nothing of what was expected happened within {patience} s") from None
    finally:
        unwatch()


@dataclass(slots=True)
class _Watch:
    """Collects what the bot does in one chat."""

    bot_id: int
    shown: deque[Shown] = field(default_factory=lambda: deque(maxlen=SHOWN_KEPT))
    answers: dict[str, Json] = field(default_factory=dict)
    stir: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, event: Json) -> None:
        kind = event["type"]
        if kind == "callback_answer":
            self.answers[event["query_id"]] = event
        elif kind in {"message", "edited"} and event["message"]["from"]["id"] == self.bot_id:
            self.shown.append(Shown(event["message"], event.get("silent", False), kind == "edited"))
            self.stir.set()


class Group:
    """A group chat; its id changes when it becomes a supergroup."""

    def __init__(self, world: World, chat_id: int) -> None:
        self._world = world
        self.id = chat_id

    def migrate(self, by: Person) -> None:
        """The group becomes a supergroup."""
        self.id = self._world.migrate(by.id, self.id).id


class Channel:
    """A channel; `owner` is the one who lets the bot post in it."""

    def __init__(self, world: World, chat_id: int, owner: Person) -> None:
        self._world = world
        self._owner = owner
        self.id = chat_id

    @property
    def posts(self) -> list[Shown]:
        """What was posted, as it stands now, oldest first."""
        found = self._world.chats[self.id]
        return [Shown(message, id_ in found.silent) for id_, message in found.messages.items()]

    async def admit_bot(self, *, may_post: bool = True) -> None:
        """Make the bot an administrator, or change its right to post."""
        await self._set("administrator", may_post=may_post)

    async def remove_bot(self) -> None:
        await self._set("left")

    async def post(self, text: str) -> None:
        """The owner posts."""
        await self._owner.done(self._world.post_in_channel(self._owner.id, self.id, text))

    async def _set(self, status: str, *, may_post: bool = True) -> None:
        owner = self._owner
        await owner.done(self._world.set_bot_in_channel(owner.id, self.id, status, may_post=may_post))


class Person:
    """Someone with Telegram. Acts are in the private chat with the bot, or in the group `chat`.

    An act returns when the bot is done with it, that is, when it acknowledged the update.
    """

    def __init__(self, world: World, user_id: int, patience: float) -> None:
        self._world = world
        self._patience = patience
        self.id = user_id
        self._private = _Watch(world.bot.id)
        world.watch(self._private, user_id)

    @property
    def messages(self) -> list[Shown]:
        """The bot's messages in the private chat as they stand now, oldest first."""
        return self.messages_in(None)

    @property
    def last(self) -> Shown:
        """The bot's latest message in the private chat; AssertionError when there is none."""
        messages = self.messages
        if not messages:
            raise AssertionError("the bot has not said anything")
        return messages[-1]

    def messages_in(self, chat: Group | None) -> list[Shown]:
        """The bot's messages in `chat` as they stand now, oldest first."""
        found = self._world.chats[self._chat_id(chat)]
        bot_id = self._world.bot.id
        return [
            Shown(message, message_id in found.silent)
            for message_id, message in found.messages.items()
            if message["from"]["id"] == bot_id
        ]

    async def send(self, text: str, *, chat: Group | None = None, reply_to: int | None = None) -> Shown:
        """Send a text; the first message that the bot sent or edited in answer."""
        return (
            await self.act(lambda chat_id: self._world.send_text(self.id, chat_id, text, reply_to), chat)
        ).message

    async def press(
        self,
        starts: str = "",
        *,
        data: str | None = None,
        message: Shown | None = None,
        chat: Group | None = None,
    ) -> Answer:
        """Press the button that starts so, or any `data`, of `message` or the latest with buttons."""
        shown = message or self._latest_with_buttons(chat)
        if data is None:
            button = shown.button(starts)
            if button.data is None:
                raise AssertionError(f"the button {button.text!r} does not ask the bot: {button.json}")
            data = button.data
        pressed = data
        return await self.act(lambda chat_id: self._world.press(self.id, chat_id, shown.id, pressed), chat)

    async def type_inline(self, query: str, offset: str = "") -> Json:
        """Type ``@bot query`` in any chat; what the bot answers: `results`, `next_offset`, `button`."""
        answers: list[Json] = []

        def look(event: Json) -> None:
            if event["type"] == "inline_answer":
                answers.append(event)

        unwatch = self._world.watch(look)
        try:
            act = self._world.inline_query(self.id, query, offset)
            await self.done(act)
        finally:
            unwatch()
        return next(answer for answer in answers if answer["query_id"] == act.query_id)

    async def send_inline(self, result: Json, *, chat: Group | None = None) -> Answer:
        """Pick one of the results of `type_inline`; what the bot says to that."""
        return await self.act(lambda chat_id: self._world.send_inline_result(self.id, chat_id, result), chat)

    async def send_location(self, latitude: float, longitude: float, *, chat: Group | None = None) -> Answer:
        return await self.act(
            lambda chat_id: self._world.send_location(self.id, chat_id, latitude, longitude), chat
        )

    async def send_sticker(self, emoji: str = "👍", *, chat: Group | None = None) -> Answer:
        return await self.act(lambda chat_id: self._world.send_sticker(self.id, chat_id, emoji), chat)

    def set_language(self, language: str) -> None:
        """Switch the language of this person's Telegram."""
        self._world.set_language(self.id, language)

    async def block(self) -> None:
        """Block the bot."""
        await self.done(self._world.block(self.id))

    async def unblock(self) -> None:
        await self.done(self._world.unblock(self.id))

    async def add_bot(self, chat: Group, *, administrator: bool = False) -> None:
        """Add the bot to a group."""
        await self.done(self._world.add_bot_to_group(self.id, chat.id, administrator=administrator))

    async def act(self, do: Callable[[int], Act], chat: Group | None = None) -> Answer:
        """Do anything the world knows in a chat, given its id, and wait until the bot is done with it."""
        chat_id = self._chat_id(chat)
        watch = _Watch(self._world.bot.id)
        unwatch = self._world.watch(watch, chat_id)
        try:
            act = do(chat_id)
            await self.done(act)
        finally:
            unwatch()
        if chat is None:
            self._private.shown.clear()
        answer = watch.answers.get(act.query_id or "")
        toast = answer["text"] if answer else None
        return Answer(list(watch.shown), toast, bool(answer and answer["show_alert"]))

    async def expect_messages(self, count: int) -> list[Shown]:
        """The next `count` things the bot says in the private chat of its own accord, once they are there.

        They are counted from the last act, or from the last time they were expected.
        """
        shown = self._private.shown
        await self._wait(self._stirred(count), f"{count} messages", lambda: f"{len(shown)}")
        return [shown.popleft() for _ in range(count)]

    async def expect_message(self) -> Shown:
        """The next thing the bot says in the private chat of its own accord, once it is there."""
        return (await self.expect_messages(1))[0]

    async def _stirred(self, count: int) -> None:
        while len(self._private.shown) < count:
            self._private.stir.clear()
            await self._private.stir.wait()

    async def done(self, act: Act) -> None:
        """Wait until the bot is done with what somebody did."""
        update_id = act.update_id
        await self._wait(
            self._world.acknowledged(update_id), f"update {update_id} acknowledged", lambda: "none"
        )

    async def _wait(self, waiting: Awaitable[None], what: str, found: Callable[[], str]) -> None:
        try:
            await asyncio.wait_for(waiting, self._patience)
        except TimeoutError:
            raise BotTooSlowError(f"expected {what} within {self._patience} s, found {found()}") from None

    def _latest_with_buttons(self, chat: Group | None) -> Shown:
        for shown in reversed(self.messages_in(chat)):
            if shown.buttons:
                return shown
        raise AssertionError("no message of the bot has buttons")

    def _chat_id(self, chat: Group | None) -> int:
        return self.id if chat is None else chat.id
