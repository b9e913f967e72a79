"""An event's card, the talks inside it, its own lead time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.agenda import clashes
from bot.domain.chat import LEAD_TIMES
from bot.domain.model import Event, Status
from bot.texts import dates
from bot.views.buttons import STAR_ON, Row, keyboard, link, press, share, target
from bot.views.lines import TENTATIVE, joined, lines, own_times, speaker, title, what
from bot.views.listing import listing, page_of, pager, star
from bot.views.message import TEXT_LIMIT, Message, cut, label, length
from bot.views.navigation import entrance_row, footer, menu_row
from bot.views.viewer import Viewer

__all__ = ["card", "gone", "leads", "starred_toast", "talks", "unstarred_toast"]

SHORT_ABSTRACT = 400
"""UTF-16 units of an abstract before "more" is pressed."""
MOST_SPEAKERS = 12
MOST_CLASHES = 4


def card(viewer: Viewer, event: Event, origin: str = "", *, whole: bool = False) -> Message:
    """All that is known of one event; `whole` shows the abstract uncut."""
    head = tuple(facts(viewer, event))
    tail = (*people(viewer, event), *overlaps(viewer, event))
    room = TEXT_LIMIT - length(lines(*head, *tail)) - 2
    abstract = event.abstract.in_(viewer.chat.language) if event.abstract else ""
    shown = cut(abstract, room if whole else min(SHORT_ABSTRACT, room))
    body = ["", Markup("{}").format(shown)] if shown else []
    return Message(
        lines(*head, *body, *tail),
        keyboard(*card_rows(viewer, event, origin, more=shown != abstract and not whole)),
    )


def facts(viewer: Viewer, event: Event) -> Iterator[Markup]:
    """Title, status, day and times, track, room, language."""
    t = viewer.t
    yield Markup("<b>{}</b>").format(viewer.say(event.title))
    if event.cancelled:
        yield Markup("<b>{}</b>").format(t("Called off: this will not take place."))
    elif event.status is Status.TENTATIVE:
        yield Markup("<i>{} {}</i>").format(TENTATIVE, t("tentative: title and time not confirmed"))
    yield Markup("")
    day = viewer.schedule.day_of(event)
    zone = viewer.conference_zone
    span = dates.span(event.start, event.end, zone, t, day)
    yield Markup("🗓 {}").format(dates.day_name(day, t))
    yield Markup("🕘 <b>{}</b> {}").format(span, dates.zone_name(zone, event.start, t))
    if own := own_times(viewer, event.start, event.end, day):
        # Translators: the same times on the reader's own clock.
        yield t.html("🌏 yours: {times}", times=own)
    if event.on_at(viewer.now) and not event.cancelled:
        yield Markup("▶️ {}").format(t("On now, {time} left", time=dates.duration(event.end - viewer.now, t)))
    yield from place(viewer, event)


def place(viewer: Viewer, event: Event) -> Iterator[Markup]:
    """Type and track, the forum a talk is in, the room, the language spoken."""
    t, schedule = viewer.t, viewer.schedule
    track = schedule.tracks.get(event.track or "")
    yield Markup("🏷 {}").format(joined(what(viewer, event), viewer.say(track.name) if track else None))
    if forum := schedule.events.get(event.forum or ""):
        yield t.html("↳ in “{forum}”", forum=viewer.say(forum.title))
    room = schedule.rooms.get(event.room or "")
    spoken = t.locale.languages.get(event.language or "")
    where = joined(
        viewer.say(room.name) if room else None, t("held in {language}", language=spoken) if spoken else None
    )
    if where:
        yield Markup("📍 {}").format(where)


def people(viewer: Viewer, event: Event) -> Iterator[Markup]:
    """Who speaks, with roles."""
    persons = [viewer.schedule.persons[id_] for id_ in event.persons]
    if not persons:
        return
    yield Markup("")
    yield Markup("👤 {}").format(viewer.t.n("Speaker", "Speakers", len(persons)))
    for person in persons[:MOST_SPEAKERS]:
        yield Markup("• {}").format(speaker(viewer, person))
    if len(persons) > MOST_SPEAKERS:
        rest = len(persons) - MOST_SPEAKERS
        yield Markup("{}").format(viewer.t.n("… and {n} more.", "… and {n} more.", rest))


def overlaps(viewer: Viewer, event: Event) -> Iterator[Markup]:
    """What else of the reader's own agenda is on at the same time."""
    clashing = clashing_stars(viewer, event)
    if not clashing:
        return
    yield Markup("")
    yield Markup("⚠️ {}").format(viewer.t("At the same time in your agenda:"))
    for other in clashing[:MOST_CLASHES]:
        span = dates.span(
            other.start, other.end, viewer.conference_zone, viewer.t, viewer.schedule.day_of(other)
        )
        yield Markup("{} {} {}").format(STAR_ON, span, title(viewer, other))


def clashing_stars(viewer: Viewer, event: Event) -> list[Event]:
    """What the reader starred and cannot attend together with the event, soonest first."""
    return [other for other in clashes(event, viewer.schedule.at_once(event)) if viewer.starred(other)]


def card_rows(viewer: Viewer, event: Event, origin: str, *, more: bool) -> Iterator[Row]:
    t, starred = viewer.t, viewer.starred(event)
    caption = t("In my agenda") if starred else t("Add to my agenda")
    yield [star(viewer, caption, event, origin)]
    if starred and not event.cancelled and event.start > viewer.now:
        yield [press(f"⏰ {lead_caption(viewer, event)}", "leads", event.id, origin=origin)]
    yield [*links(viewer, event), *entrance_row(viewer, event)]
    inner = viewer.schedule.talks(event.id)
    open_talks = [talk for talk in inner if not viewer.starred(talk) and not talk.cancelled]
    if starred and open_talks:
        offer = t.n("☆ Its {n} talk too", "☆ Its {n} talks too", len(open_talks))
        yield [press(offer, "star", "all", event.id, origin=origin)]
    yield [
        # Translators: a button that shows the whole description.
        *([press(t("More"), "more", event.id, origin=origin)] if more else []),
        *([press(t("Talks ({n})", n=len(inner)), "talks", event.id, 0)] if inner else []),
        *([press(t("The forum"), "event", event.forum)] if event.forum else []),
    ]
    joinable = not event.cancelled and event.end > viewer.now
    yield [
        *([press(t("📅 Calendar"), "calendar", event.id, origin=origin)] if joinable else []),
        press(t("🖼 As a picture"), "picture", event.id),
    ]
    if viewer.organizer:
        yield [press(t("✏️ Edit"), "edit", event.id)]
    back = target(viewer.schedule, event, origin)
    yield [press_data(t("‹ Back"), back), share(t("Share ↗"), event.id), *menu_row(viewer)]


def links(viewer: Viewer, event: Event) -> Row:
    """Join while it can be joined, the recording once there is one."""
    url = viewer.schedule.join_url(event)
    joinable = url and not event.cancelled and event.end > viewer.now
    return [
        *([link(viewer.t("Join ↗"), url)] if url and joinable else []),
        *([link(viewer.t("Recording ↗"), event.recording)] if event.recording else []),
    ]


def press_data(caption: str, data: str) -> InlineKeyboardButton:
    verb, *arguments = data.split(":")
    return press(caption, verb, *arguments)


def lead_caption(viewer: Viewer, event: Event) -> str:
    return viewer.t.n("{n} minute before", "{n} minutes before", viewer.lead_time(event))


def starred_toast(viewer: Viewer, event: Event) -> str:
    """What a new star brings: the reminder and when it comes, and what it clashes with."""
    clashing = clashing_stars(viewer, event)
    if not clashing:
        return reminder_toast(viewer, event)
    other = label(viewer.say(clashing[0].title), 60)
    warning = viewer.t("⚠️ At the same time: “{title}”.", title=other)
    return f"{reminder_toast(viewer, event)}\n{warning}"


def unstarred_toast(viewer: Viewer) -> str:
    return viewer.t("☆ Taken out of your agenda.")


def reminder_toast(viewer: Viewer, event: Event) -> str:
    t = viewer.t
    if event.cancelled or event.start <= viewer.now:
        return t("★ In your agenda.")
    lead = viewer.lead_time(event)
    if not viewer.chat.reminders:
        return t("★ In your agenda. Reminders are paused.")
    if event.start - timedelta(minutes=lead) <= viewer.now:
        return t(
            "★ In your agenda. It starts {when}; I'll remind you then.",
            when=dates.in_(event.start - viewer.now, t),
        )
    return t.n(
        "★ In your agenda. I'll remind you {n} minute before.",
        "★ In your agenda. I'll remind you {n} minutes before.",
        lead,
    )


def leads(viewer: Viewer, event: Event, origin: str = "") -> Message:
    """The choice of a lead time for one event."""
    t = viewer.t
    own = viewer.favourites.get(event.id)
    text = lines(
        Markup("<b>{}</b>").format(viewer.say(event.title)),
        "",
        t("How long before the start shall I remind you of it?"),
    )
    usual = t("My usual ({n} min)", n=viewer.chat.lead_time)
    choices = [
        press(f"• {minutes}" if minutes == own else str(minutes), "lead", event.id, minutes, origin=origin)
        for minutes in LEAD_TIMES
    ]
    default = press(f"• {usual}" if own is None else usual, "lead", event.id, 0, origin=origin)
    return Message(text, keyboard(choices, [default], [press(t("‹ Back"), "event", event.id, origin=origin)]))


def talks(viewer: Viewer, forum: Event, index: int) -> Message:
    """The programme inside a forum, to open and to star."""
    t = viewer.t
    page = page_of(viewer.schedule.talks(forum.id), index)
    listed = listing(viewer, page, f"l{page.index}", with_context=False)
    text = lines(
        Markup("<b>{}</b>").format(viewer.say(forum.title)),
        joined(
            dates.day_name(viewer.schedule.day_of(forum), t),
            t("Talks ({n})", n=len(viewer.schedule.talks(forum.id))),
        ),
        "",
        listed.text or t("No talks are listed for it."),
        footer(viewer, listed.legend, listed=bool(page.events)),
    )
    back = press(t("‹ {title}", title=label(viewer.say(forum.title), 30)), "event", forum.id)
    return Message(text, keyboard(*listed.rows, pager(page, "talks", forum.id), [back], menu_row(viewer)))


def gone(viewer: Viewer) -> Message:
    """The event is in no schedule any more."""
    t = viewer.t
    text = lines(t("This is no longer in the programme. The agenda shows what is:"))
    return Message(
        text, keyboard([press(t("Agenda"), "today"), press(t("My agenda"), "my")], menu_row(viewer))
    )
