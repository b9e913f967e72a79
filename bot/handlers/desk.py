"""What every handler works with, and how commands and presses find theirs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import Update, User
from telegram.ext import BaseHandler, CallbackContext, CommandHandler, filters

from bot.clock import Clock
from bot.gateway.bot import TelegramBot
from bot.handlers.menubutton import caption_menu_button
from bot.handlers.visit import Visit, visit_of
from bot.settings import Settings
from bot.storage import Storage, UnwritableError
from bot.storage.amending import Amender
from bot.storage.published import Published
from bot.views.entrance import Entrance
from bot.views.shelf import Shelf

__all__ = ["AnyHandler", "Desk", "Step"]

Step = Callable[[Visit], Awaitable[None]]
AnyHandler = BaseHandler[Update, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """The application's parts behind the handlers. `presses` maps the verb of callback data to its step."""

    bot: TelegramBot
    storage: Storage
    published: Published
    clock: Clock
    settings: Settings
    announced: Callable[[], None]
    """To be called when an announcement is to be sent or stopped."""
    channel_changed: Callable[[int, str | None], None]
    """To be called with a channel's id and name when the bot's place in it changed."""
    feedback_turned: Callable[[], None]
    """To be called when feedback was turned on or off."""
    amender: Amender
    entrance: Entrance | None = None
    shelf: Shelf = field(default_factory=Shelf)
    presses: dict[str, Step] = field(default_factory=dict)
    answers: dict[str, Step] = field(default_factory=dict)
    """By what a chat awaits: the step that takes the next text."""

    def command(self, name: str, step: Step, *, organizers: bool = False) -> AnyHandler:
        """Answer ``/name`` with `step`; the words after it are the visit's arguments.

        What is for `organizers` is to anyone else, and in a group, an unknown command.
        """
        theirs = filters.ChatType.PRIVATE & filters.User(self.settings.admins)
        who = filters.UpdateType.MESSAGE & theirs if organizers else filters.UpdateType.MESSAGE

        async def answer(update: Update, context: Context) -> None:
            await self.receive(update, step, tuple(context.args or ()))

        return _Command(name, answer, who)

    def organizes(self, user: User | None) -> bool:
        """Whether this is one of the organizers."""
        return user is not None and user.id in self.settings.admins

    def press(self, verb: str, step: Step) -> AnyHandler:
        """Answer callback data ``verb[:argument…]`` with `step`. ValueError when another feature does."""
        if verb in self.presses:
            raise ValueError(f"two features answer presses of {verb!r}; expected one")
        self.presses[verb] = step

        async def answer(update: Update, _: Context) -> None:
            await self.receive(update, step, data_of(update)[1:])

        return _Press(verb, answer)

    async def receive(
        self, update: Update, step: Step, arguments: tuple[str, ...] = (), *, answers: bool = False
    ) -> None:
        """Take one update through `step`; a press that the step left unanswered is answered at the end.

        `answers` says that it may answer what the bot asked last; anything else drops that question.
        """
        visit = await self._visit(update, arguments)
        if visit is None:
            return
        if visit.chat.awaiting and not answers:
            with suppress(UnwritableError):  # what else is wanted may be read all the same
                await visit.change(awaiting=None)
        await step(visit)
        await visit.answer()
        await caption_menu_button(visit)

    async def apologize(self, update: Update, step: Step) -> None:
        """Take an update that failed through `step`, writing nothing: what failed may be the database."""
        visit = await self._visit(update, stores=False)
        if visit is not None:
            await step(visit)

    async def follow(self, visit: Visit, data: str) -> None:
        """Show what a press of `data` would show."""
        verb, *arguments = data.split(":")
        await self.presses[verb](visit.at(tuple(arguments)))

    async def _visit(
        self, update: Update, arguments: tuple[str, ...] = (), *, stores: bool = True
    ) -> Visit | None:
        return await visit_of(
            update,
            arguments,
            self.clock.now(),
            bot=self.bot,
            storage=self.storage,
            published=self.published,
            shelf=self.shelf,
            admins=self.settings.admins,
            entrance=self.entrance,
            stores=stores,
        )


class _Command(CommandHandler[Any, Any]):
    """The library's handler, which looks into the entities and the words of every text it is asked about.

    Of those it may be, this one asks first whether the text begins with its name.
    """

    __slots__ = ("_start",)

    def __init__(self, name: str, *given: Any) -> None:
        super().__init__(name, *given)
        self._start = f"/{name}"

    def check_update(self, update: object) -> Any:
        text = update.message.text if isinstance(update, Update) and update.message else None
        if text is None or text[: len(self._start)].lower() != self._start:
            return None
        return super().check_update(update)


class _Press(BaseHandler[Update, Any, None]):
    """What the library's handler does with a pattern: it is asked about every update, as all handlers are."""

    __slots__ = ("_data", "_start")

    def __init__(self, verb: str, answer: Callable[[Update, Context], Coroutine[Any, Any, None]]) -> None:
        super().__init__(answer)
        self._data, self._start = verb, f"{verb}:"

    def check_update(self, update: object) -> bool:
        query = update.callback_query if isinstance(update, Update) else None
        data = query.data if query else None
        return data is not None and (data.startswith(self._start) or data == self._data)


def data_of(update: Update) -> tuple[str, ...]:
    """The parts of a press's callback data."""
    query = update.callback_query
    return tuple((query.data or "").split(":")) if query else ()
