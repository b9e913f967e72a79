"""What can be asked, with examples from the programme at hand."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.model import Event, EventType
from bot.texts import dates
from bot.views.buttons import Row, keyboard, press
from bot.views.lines import lines
from bot.views.message import Message, label
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["at_service", "bulleted", "examples", "prompt", "unknown"]

LONGEST = 60
"""Characters of a title or a name in an example."""


def prompt(viewer: Viewer) -> Message:
    """The question what to look for."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("Search")),
        t("Type what you look for, or ask in your own words. For example:"),
        *bulleted(viewer),
    )
    onward = [press(t("Tracks"), "tracks"), press(t("Speakers"), "speakers", 0)]
    return Message(text, keyboard(onward, menu_row(viewer)))


def at_service(viewer: Viewer) -> Message:
    """After a greeting, thanks, or a question on the bot itself."""
    t = viewer.t
    text = lines(
        t("At your service. Ask me about the programme in your own words, for example:"),
        *bulleted(viewer),
    )
    return Message(text, keyboard(*onward(viewer)))


def unknown(viewer: Viewer) -> Message:
    """The question is not about the conference, or was not understood."""
    t = viewer.t
    text = lines(
        t("I have no answer to that: all I know is the programme of this conference."),
        t("You can ask, for example:"),
        *bulleted(viewer),
    )
    return Message(text, keyboard(*onward(viewer)))


def onward(viewer: Viewer) -> Iterator[Row]:
    t = viewer.t
    yield [press(t("On now"), "now"), press(t("Agenda"), "today")]
    yield [press(t("My agenda"), "my"), press(t("Help"), "help")]


def bulleted(viewer: Viewer) -> Iterator[Markup]:
    for example in examples(viewer):
        yield Markup("• <i>{}</i>").format(example)


def examples(viewer: Viewer) -> Iterator[str]:
    """Up to three questions that the programme answers, about what is still to come where anything is."""
    t, schedule = viewer.t, viewer.schedule
    events = [
        event for event in schedule.programme if not event.cancelled and event.type is not EventType.BREAK
    ]
    ahead = [event for event in events if event.start > viewer.now] or events
    if not ahead:
        # Translators: a question as people type it in a chat.
        yield t("what is on now?")
        return
    yield t("when does {title} start?", title=label(viewer.say(ahead[0].title), LONGEST))
    if event := next((event for event in reversed(ahead) if event.track), None):
        yield _on_track(viewer, event)
    speaking = (id_ for event in ahead for id_ in _persons(viewer, event))
    if person := next(speaking, None):
        name = label(viewer.say(schedule.persons[person].name), LONGEST)
        # Translators: a question as people type it in a chat; {name} is a speaker.
        yield t("what time does {name} speak?", name=name)
    else:
        yield t("what is on now?")


def _on_track(viewer: Viewer, event: Event) -> str:
    track = viewer.say(viewer.schedule.tracks[event.track or ""].name)
    day = dates.day_name(viewer.schedule.day_of(event), viewer.t)
    # Translators: a question as people type it in a chat; {track} is a subject, {day} such as Friday 24 July.
    return viewer.t("anything about {track} on {day}?", track=label(track, LONGEST), day=day)


def _persons(viewer: Viewer, event: Event) -> Iterator[str]:
    """Who speaks at the event or in its talks."""
    yield from event.persons
    for talk in viewer.schedule.talks(event.id):
        yield from talk.persons
