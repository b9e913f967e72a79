"""Two schedules compared as attendees will hear of it, for `diff` and `publish`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.commands.command import plural, say
from bot.commands.editions import Edition, edition, present
from bot.commands.report import print_problems
from bot.domain.changes import Changes, compare
from bot.domain.chat import Chat
from bot.formats.problems import Problem
from bot.formats.reuse import reused_ids
from bot.settings import Settings
from bot.storage import Storage, StorageError
from bot.views.changes import account
from bot.views.message import plain
from bot.views.viewer import Viewer

__all__ = ["Comparison", "compared"]

LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')


@dataclass(frozen=True)
class Comparison:
    """`told` is the number of people and groups that hear of it, None where no database says it."""

    old: Edition
    new: Edition
    changes: Changes
    told: int | None
    reused: tuple[Problem, ...]
    now: datetime

    @property
    def same(self) -> bool:
        """Whether both are the same text."""
        return self.old.source.same(self.new.source)

    def text(self, language: str) -> str:
        """All of the alert's text, links with their addresses; empty where nobody is told anything."""
        if not self.changes:
            return ""
        viewer = Viewer(self.new.schedule, Chat(id=0, group=False, language=language), self.now)
        whole = account(viewer, self.old.schedule, self.changes)
        return plain(Markup(LINK.sub(r"\2: \1", whole)))  # noqa: S704  # what was Markup

    def show(self, language: str) -> None:
        """The text and the number to standard output, ids that seem reused to standard error."""
        print(self.text(language) or "nothing that attendees are told of")
        if self.changes and self.told is not None:
            print(f"\ntold: {plural(self.told, 'chat')}")
        print_problems(self.reused, self.new.source, result=False)


async def compared(old: str, new: str | None, settings: Settings) -> Comparison:
    """What changes from `old` to `new`, named as `edition` says. Raises WrongInputError."""
    before, after = await edition(old, settings), await edition(new, settings)
    changes = compare(before.schedule, after.schedule)
    return Comparison(
        old=before,
        new=after,
        changes=changes,
        told=await _told(changes, before, after, settings),
        reused=reused_ids(before.schedule, after.reading, after.source.name),
        now=present(settings, after.schedule.conference.zone),
    )


async def _told(changes: Changes, old: Edition, new: Edition, settings: Settings) -> int | None:
    try:
        async with await Storage.open(settings.database_url, create=False) as storage:
            return await storage.favourites.told_of(changes, old.schedule, new.schedule)
    except StorageError as error:
        say(f"how many are told is not known: {error}")
        return None
