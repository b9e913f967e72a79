"""What ``@bot words`` offers in any chat: events, each of which can be sent there as a card.

A card's readers may be anywhere and need not know the bot: its times are the conference's and, by Telegram,
each reader's own; its button leads into the bot.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup
from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain.model import Event, Status
from bot.texts import dates
from bot.views.buttons import Row, keyboard, link
from bot.views.channel import into_bot
from bot.views.event import facts
from bot.views.lines import TENTATIVE, both_times, here, joined, lines, located, speaker
from bot.views.listing import context
from bot.views.message import cut, plain
from bot.views.viewer import Viewer

__all__ = ["nothing", "offer"]

ANYWHERE = ""
"""The name of the channel whose readers a card is for: none that the settings know."""
LONGEST = 120
"""UTF-16 units of a title and of a line under it."""
MOST_SPEAKERS = 4
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def offer(viewer: Viewer, event: Event, bot: str) -> InlineQueryResultArticle:
    """One result, in the words and on the clocks of who asks; `bot` is the bot's username."""
    return InlineQueryResultArticle(
        id=event.id,
        title=cut(title(viewer, event), LONGEST),
        description=cut(description(viewer, event), LONGEST),
        input_message_content=InputTextMessageContent(
            card(viewer, event), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=keyboard(ways(viewer, event, bot)),
    )


def nothing(viewer: Viewer) -> str:
    """What a button into the bot says where nothing was found."""
    return viewer.t("Nothing found. Ask me in private ↗")


def title(viewer: Viewer, event: Event) -> str:
    marks = ["❌" if event.cancelled else "", "★" if viewer.starred(event) else ""]
    tentative = TENTATIVE if event.status is Status.TENTATIVE else ""
    return " ".join(part for part in (*marks, viewer.say(event.title), tentative) if part)


def description(viewer: Viewer, event: Event) -> str:
    """``Thu 23 Jul · 14:00–16:00 Beijing · 13:00–15:00 WIB · Artificial Intelligence``.

    A result is plain text, in which Telegram shows nobody's own clock: where it is not known it is left out.
    """
    day = dates.short_day(viewer.schedule.day_of(event), viewer.t)
    gone = viewer.t("called off") if event.cancelled else None
    times = (both_times if located(viewer) else here)(viewer, event.start, event.end)
    return plain(joined(gone, day, times, context(viewer, event)))


def card(viewer: Viewer, event: Event) -> str:
    """The event for readers anywhere: nothing that is only true at this moment or of who sends it."""
    reader = replace(viewer.chat, zone=None, channel=ANYWHERE)
    anyone = replace(viewer, chat=reader, now=event.end)
    persons = (viewer.schedule.persons[id_] for id_ in event.persons[:MOST_SPEAKERS])
    named = (Markup("👤 {}").format(speaker(viewer, person)) for person in persons)
    return lines(*facts(anyone, event), *named)


def ways(viewer: Viewer, event: Event, bot: str) -> Row:
    url = viewer.schedule.join_url(event)
    joinable = url and not event.cancelled and event.end > viewer.now
    return [*([link(viewer.t("Join ↗"), url)] if url and joinable else []), into_bot(viewer, bot, event.id)]
