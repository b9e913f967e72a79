"""What is said of one event that was asked about: when, where, who, how to join, and that it is noted."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.changes import ChangeKind, Changes
from bot.domain.model import Event, Schedule, Status
from bot.domain.questions import Intent
from bot.texts import dates
from bot.views.buttons import Row, keyboard, link, press
from bot.views.differences import alternatives, change_lines
from bot.views.lines import TENTATIVE, both_times, joined, lines, speaker
from bot.views.listing import item_rows
from bot.views.message import Message
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["about", "news_of", "noted"]

MOST_SPEAKERS = 12


def about(viewer: Viewer, event: Event, intent: Intent, news: tuple[Markup, ...] = ()) -> Message:
    """One event, and what `intent` asks of it; that it was called off, and `news` of it, come first."""
    text = lines(*head(viewer, event, news), *said(viewer, event, intent))
    return Message(text, keyboard(*ways(viewer, event), menu_row(viewer)))


def noted(viewer: Viewer, event: Event, toast: str, news: tuple[Markup, ...] = ()) -> Message:
    """That an event was starred because the reader asked to be reminded, and how to take that back."""
    text = lines(*head(viewer, event, news), "", toast)
    t = viewer.t
    return Message(
        text,
        keyboard(
            [press(t("⏰ How early?"), "leads", event.id), press(t("☆ Undo"), "star", "off", event.id)],
            item_rows(viewer, [event], "")[0],
            menu_row(viewer),
        ),
    )


def news_of(viewer: Viewer, event: Event, old: Schedule, changes: Changes) -> tuple[Markup, ...]:
    """A line for each change of the event since `old`, other than that it was called off."""
    own = [change for change in changes.events if change.event_id == event.id]
    told = [change for change in own if change.before is not None and change.kind is not ChangeKind.CANCELLED]
    return tuple(line for change in told for line in change_lines(viewer, old, change))


def head(viewer: Viewer, event: Event, news: tuple[Markup, ...]) -> Iterator[Markup | str]:
    """What has become of it, its title, its day and times in both zones."""
    t = viewer.t
    if event.cancelled:
        yield Markup("❌ <b>{}</b>").format(t("Called off: this will not take place."))
    if news:
        yield Markup("<b>{}</b>").format(t("📣 Changed since you last looked:"))
        yield from news
    if event.cancelled or news:
        yield ""
    title = viewer.say(event.title)
    marked = Markup("<s>{}</s>") if event.cancelled else Markup("<b>{}</b>")
    yield marked.format(title)
    day = dates.short_day(viewer.schedule.day_of(event), t)
    yield joined(Markup("<b>{}</b>").format(day), both_times(viewer, event.start, event.end))
    if event.status is Status.TENTATIVE:
        yield Markup("<i>{} {}</i>").format(TENTATIVE, t("tentative: title and time not confirmed"))


def said(viewer: Viewer, event: Event, intent: Intent) -> Iterator[Markup | str]:
    """The answer proper."""
    if event.cancelled:
        yield from alternatives(viewer, event)
        return
    match intent:
        case Intent.WHERE:
            yield from where(viewer, event)
        case Intent.WHO:
            yield from who(viewer, event)
        case Intent.LINK:
            yield from how_to_join(viewer, event)
        case _:
            yield from standing(viewer, event)


def standing(viewer: Viewer, event: Event) -> Iterator[Markup | str]:
    """How far off it is, or how long it goes on, or that it is over."""
    t = viewer.t
    if event.end <= viewer.now:
        yield t("It is over.")
    elif event.on_at(viewer.now):
        yield Markup("▶️ {}").format(t("On now, {time} left", time=dates.duration(event.end - viewer.now, t)))
    else:
        # Translators: {when} is such as "in 20 minutes".
        yield t("It starts {when}.", when=dates.in_(event.start - viewer.now, t))


def where(viewer: Viewer, event: Event) -> Iterator[Markup | str]:
    t, forum = viewer.t, viewer.schedule.events.get(event.forum or "")
    room = viewer.schedule.rooms.get(event.room or (forum.room if forum else None) or "")
    yield ""
    yield Markup("📍 {}").format(viewer.say(room.name)) if room else t("No room has been named for it yet.")
    if forum:
        yield t.html("↳ in “{forum}”", forum=viewer.say(forum.title))
    if viewer.schedule.join_url(event) and event.end > viewer.now:
        yield t("The button below takes you there.")


def who(viewer: Viewer, event: Event) -> Iterator[Markup | str]:
    """Those of the event, then those of its talks."""
    t, persons = viewer.t, viewer.schedule.persons
    inside = [id_ for talk in viewer.schedule.talks(event.id) for id_ in talk.persons]
    everyone = [persons[id_] for id_ in dict.fromkeys([*event.persons, *inside])]
    yield ""
    if not everyone:
        yield t("Nobody has been named for it yet.")
        return
    yield Markup("👤 {}").format(t.n("Speaker", "Speakers", len(everyone)))
    for person in everyone[:MOST_SPEAKERS]:
        yield Markup("• {}").format(speaker(viewer, person))
    if (rest := len(everyone) - MOST_SPEAKERS) > 0:
        yield t.n("… and {n} more.", "… and {n} more.", rest)


def how_to_join(viewer: Viewer, event: Event) -> Iterator[Markup | str]:
    """The address to join while it can be joined, then the recording's."""
    t, url = viewer.t, viewer.schedule.join_url(event)
    yield ""
    if event.end > viewer.now:
        if url is None:
            yield t("No link is known yet. Once there is one, it is on the event's card.")
            return
        yield Markup('🔗 <a href="{}">{}</a>').format(url, url)
        yield from standing(viewer, event)
    elif event.recording:
        yield t.html('It is over. <a href="{url}">The recording</a> is there to watch.', url=event.recording)
    else:
        yield t("It is over, and there is no recording of it yet.")


def ways(viewer: Viewer, event: Event) -> Iterator[Row]:
    """To join or to watch, to the card, and in private to star."""
    t, url = viewer.t, viewer.schedule.join_url(event)
    joinable = url and not event.cancelled and event.end > viewer.now
    yield [
        *([link(t("Join ↗"), url)] if url and joinable else []),
        *([link(t("Recording ↗"), event.recording)] if event.recording else []),
    ]
    opening, starring = item_rows(viewer, [event], "")
    yield opening
    if not viewer.chat.group:
        yield starring
