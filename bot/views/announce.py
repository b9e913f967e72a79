"""/announce: how an announcement is written, its preview, and who gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.announcement import FOR_ALL, Mistake, Slip, wording
from bot.domain.model import Day
from bot.texts import LANGUAGES, Texts, dates
from bot.views.announced import to
from bot.views.buttons import Row, keyboard, press, rows
from bot.views.lines import joined, lines
from bot.views.listing import listing, page_of, pager
from bot.views.message import TEXT_LIMIT, Message, cut, label
from bot.views.navigation import day_rows, menu_row
from bot.views.settings import LANGUAGE_NAMES
from bot.views.viewer import Viewer

__all__ = [
    "Draft",
    "cancelled",
    "commands",
    "days_events",
    "explanation",
    "gone",
    "preview",
    "tracks",
    "wrong",
]

AROUND = 1000
"""UTF-16 units that a preview needs beside the texts themselves."""
MOST_TRACKS = 40
MOST_MISTAKES = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """`texts` by language; `audience` as the storage writes it; `size` recipients at `rate` a second.

    `channels` are the names of those in which it is posted, too.
    """

    id: int
    texts: Mapping[str, str]
    audience: str
    size: int
    rate: float
    channels: Sequence[str] = ()


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have besides everyone's commands."""
    yield "announce", t("tell many people something")


def explanation(viewer: Viewer) -> Message:
    """How an announcement is written."""
    t = viewer.t
    example = ("/announce", "id: Aula dibuka pukul 9.", "en: The hall opens at 9.", "zh: 大厅九点开门。")
    text = lines(
        Markup("<b>{}</b>").format(t("Announcement")),
        t("Write the text right after /announce. You see a preview before anything is sent."),
        "",
        t("For several languages, begin each text on a new line with its code:"),
        *(Markup("<code>{}</code>").format(line) for line in example),
        "",
        t("A text without a code is for everyone who has none in their language."),
    )
    return Message(text, keyboard(menu_row(viewer)))


def wrong(viewer: Viewer, mistakes: Sequence[Mistake]) -> Message:
    """What was found and what was expected."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("This announcement cannot be sent like that; nothing was kept.")),
        *(mistaken(viewer, mistake) for mistake in mistakes[:MOST_MISTAKES]),
        "",
        t("/announce alone shows how it is written."),
    )
    return Message(text, keyboard(menu_row(viewer)))


def mistaken(viewer: Viewer, mistake: Mistake) -> str:
    t, line, code = viewer.t, mistake.line, f"{mistake.language}:"
    match mistake.slip:
        case Slip.TWICE:
            return t(
                "Line {line}: found {code} a second time; expected one text for it.", line=line, code=code
            )
        case Slip.EMPTY:
            return t("Line {line}: found nothing after {code}; expected its text.", line=line, code=code)
    return t(
        "Line {line}: found a text without a code beside one for every language, so nobody would see it; "
        "expected one or the other.",
        line=line,
    )


def preview(viewer: Viewer, draft: Draft) -> Message:
    """What would be sent, to how many, how long it takes; nobody gets it before “Send” is pressed."""
    t, channels = viewer.t, draft.channels
    send = t("✅ Send to {n}", n=draft.size) if draft.size else t("✅ Send")
    go = [press(send, "announce", "send", draft.id)] if draft.size or channels else []
    text = lines(
        Markup("<b>{}</b>").format(t("📢 Preview; nothing is sent yet")),
        *shown_texts(viewer, draft.texts),
        "",
        joined(
            to(viewer, draft.audience),
            t.n("{n} recipient", "{n} recipients", draft.size) if draft.size else None,
        ),
        # Translators: the channels in which an announcement is posted.
        t.n("Channel: {names}", "Channels: {names}", len(channels), names=t(", ").join(channels))
        if channels
        else None,
        time_needed(viewer, draft) if draft.size or channels else t("Nobody would get it. Choose others:"),
    )
    cancel = press(t("✖️ Cancel"), "announce", "cancel", draft.id)
    return Message(text, keyboard(*audience_rows(viewer, draft), [*go, cancel]))


def shown_texts(viewer: Viewer, texts: Mapping[str, str]) -> Iterator[Markup | str]:
    """Each text under the name of its language, and who gets which in another."""
    t = viewer.t
    room = (TEXT_LIMIT - AROUND) // len(texts)
    for language, text in texts.items():
        yield Markup("\n<b>{}</b>\n{}").format(language_name(t, language, texts), cut(text, room))
    others = [language for language in LANGUAGES if language not in texts]
    if others and FOR_ALL not in texts:
        given, _ = wording(texts, others[0], LANGUAGES)
        yield ""
        yield t(
            "Without a text of their own: {languages}. They get the one in {other}.",
            languages=t(", ").join(LANGUAGE_NAMES[language] for language in others),
            other=LANGUAGE_NAMES[given],
        )


def language_name(t: Texts, language: str, texts: Mapping[str, str]) -> str:
    if language == FOR_ALL:
        return t("In all languages") if len(texts) == 1 else t("In all other languages")
    return LANGUAGE_NAMES[language]


def time_needed(viewer: Viewer, draft: Draft) -> str:
    t, rate = viewer.t, f"{draft.rate:g}"
    minutes = draft.size / draft.rate / 60
    if minutes <= 1:
        return t("It takes less than a minute, at {rate} messages a second.", rate=rate)
    duration = dates.duration(timedelta(minutes=ceil(minutes)), t)
    return t("It takes about {duration}, at {rate} messages a second.", duration=duration, rate=rate)


def audience_rows(viewer: Viewer, draft: Draft) -> Iterator[Row]:
    """Who can be chosen; the present choice is marked."""
    t, chosen = viewer.t, draft.audience.partition(":")[0]

    def choice(kind: str, caption: str, *data: str | int) -> InlineKeyboardButton:
        return press(f"• {caption}" if kind == chosen else caption, "announce", *data)

    yield [choice("all", t("Everyone"), "all", draft.id)]
    yield [
        choice("track", t("A track's followers"), "tracks", draft.id),
        choice("event", t("Who starred an event"), "events", draft.id),
    ]


def tracks(viewer: Viewer, id_: int) -> Message:
    """Whose followers get it."""
    t = viewer.t
    buttons = [
        press(label(viewer.say(track.name)), "announce", "track", id_, track.id)
        for track in list(viewer.schedule.tracks.values())[:MOST_TRACKS]
    ]
    text = t("Whose followers get it?") if buttons else t("This programme has no tracks.")
    return Message(Markup("<b>{}</b>").format(text), keyboard(*rows(buttons, 2), back_row(viewer, id_)))


def days_events(viewer: Viewer, id_: int, day: Day, index: int) -> Message:
    """A page of a day's events, talks included: who starred the chosen one gets it."""
    t = viewer.t
    events = [event for event in viewer.schedule.events.values() if viewer.schedule.day_of(event) == day.date]
    page = page_of(events, index)
    numbers = [press(str(number), "to", id_, event.id) for number, event in enumerate(page.events, 1)]
    verb = f"announce:day:{id_}"
    text = lines(
        Markup("<b>{}</b>").format(t("Who starred which event?")),
        Markup("{}").format(dates.day_name(day.date, t)),
        "",
        listing(viewer, page, "").text or t("Nothing is planned for this day."),
    )
    days = day_rows(viewer, verb, day.index, 0)
    return Message(text, keyboard(numbers, pager(page, verb, day.index), *days, back_row(viewer, id_)))


def back_row(viewer: Viewer, id_: int) -> Row:
    return [press(viewer.t("‹ Preview"), "announce", "show", id_)]


def cancelled(viewer: Viewer) -> Message:
    return Message(Markup("{}").format(viewer.t("Cancelled; nothing was sent.")), keyboard(menu_row(viewer)))


def gone(viewer: Viewer) -> Message:
    text = viewer.t("This announcement is not there any more.")
    return Message(Markup("{}").format(text), keyboard(menu_row(viewer)))
