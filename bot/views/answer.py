"""The answer to a question: what was understood, the events that fit, and a press to open or star each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.domain.answering import Reply
from bot.domain.questions import Intent, Pick, Question
from bot.texts import dates
from bot.views.about import about
from bot.views.agenda import over
from bot.views.asking import at_service, unknown
from bot.views.buttons import Row, keyboard, press
from bot.views.lines import joined, lines, speaker, title
from bot.views.listing import Listing, Page, listing, page_of, pager
from bot.views.message import Message, label
from bot.views.my import my
from bot.views.navigation import clock_line, footer, menu_row
from bot.views.search import found
from bot.views.understood import understood
from bot.views.viewer import Viewer

__all__ = ["answered"]

MOST_BESIDE = 3
CHOICES = {Intent.WHERE: "where", Intent.WHO: "who", Intent.LINK: "address"}
"""What is asked of one event: where several are meant, the verb of the press that chooses."""


def answered(
    viewer: Viewer, reply: Reply, words: str = "", index: int = 0, news: tuple[Markup, ...] = ()
) -> Message:
    """The reply to `words`, or a page of it; `news` are lines on what changed of its only event."""
    match reply.question.intent:
        case Intent.HELP:
            return at_service(viewer)
        case Intent.UNKNOWN:
            return unknown(viewer)
        case Intent.MY:
            return my(viewer, day_asked(viewer, reply.question))
    if reply.searched:
        return found(viewer, words, reply.events, index)
    return on_events(viewer, reply, index, news)


def on_events(viewer: Viewer, reply: Reply, index: int, news: tuple[Markup, ...]) -> Message:
    """What is said of one event, of a choice of several, of a list, or of none."""
    question, events = reply.question, reply.events
    alone = len(events) == 1 and (question.names or question.intent in CHOICES)
    if len(question.persons) > 1 and question.intent is Intent.SPEAKER:
        return which_person(viewer, question)
    if alone:
        return about(viewer, events[0], question.intent, news)
    if not events:
        return missed(viewer, reply)
    return which(viewer, reply, index) if question.intent in CHOICES else several(viewer, reply, index)


def day_asked(viewer: Viewer, question: Question) -> int | None:
    """The number of the conference's day that a question is about; None where it is about none."""
    if question.when is None:
        return None
    date = question.when.spans[0].start.astimezone(viewer.conference_zone).date()
    return next((day.index for day in viewer.schedule.days if day.date == date), None)


# Where something fits


def several(viewer: Viewer, reply: Reply, index: int) -> Message:
    """The events that fit, a page of them."""
    page = page_of(reply.events, index)
    listed = listing(viewer, page, f"s{page.index}", with_day=True)
    text = lines(
        heading(viewer, reply.question),
        *introduction(viewer, reply),
        "",
        listed.text,
        *beside(viewer, reply),
        footer(viewer, listed.legend, listed=starring(viewer, page)),
    )
    return Message(text, keyboard(*list_rows(viewer, listed), pager(page, "found"), menu_row(viewer)))


def introduction(viewer: Viewer, reply: Reply) -> Iterator[Markup | str]:
    """What is to be known before the list."""
    t, question, events = viewer.t, reply.question, reply.events
    if question.names or question.status:
        for event in events:
            if event.cancelled:
                yield Markup("❌ {}").format(
                    t("Called off: {title}", title=label(viewer.say(event.title), 80))
                )
    if question.intent is Intent.COUNT:
        yield t.html_n("There is <b>{n}</b>:", "There are <b>{n}</b>:", len(events))
    elif question.intent is Intent.REMIND:
        yield t("Which of them? ☆ stars one, and I'll remind you.")
    elif question.pick is Pick.NEXT and events and events[0].start > viewer.now:
        yield Markup("<i>{}</i>").format(dates.in_(events[0].start - viewer.now, t))


def which(viewer: Viewer, reply: Reply, index: int) -> Message:
    """Several events may be meant: a button for each leads to the answer on it."""
    page = page_of(reply.events, index)
    listed = listing(viewer, page, f"s{page.index}", with_day=True)
    verb = CHOICES[reply.question.intent]
    choices = [[press(label(viewer.say(event.title)), verb, event.id)] for event in page.events]
    text = lines(
        heading(viewer, reply.question),
        viewer.t("Which one do you mean?"),
        "",
        listed.text,
        footer(viewer, listed.legend, listed=False),
    )
    return Message(text, keyboard(*choices, pager(page, "found"), menu_row(viewer)))


def which_person(viewer: Viewer, question: Question) -> Message:
    """Several persons may be meant."""
    persons = [viewer.schedule.persons[id_] for id_ in question.persons[:8]]
    text = lines(
        viewer.t("Which one do you mean?"),
        *(Markup("• {}").format(speaker(viewer, person)) for person in persons),
    )
    choices = [[press(label(viewer.say(person.name)), "person", person.id)] for person in persons]
    return Message(text, keyboard(*choices, menu_row(viewer)))


# Where nothing fits


def missed(viewer: Viewer, reply: Reply) -> Message:
    """That nothing fits, and what comes nearest."""
    t, question = viewer.t, reply.question
    if question.topic is not None:
        return unheard_of(viewer, question.topic)
    if question.pick is Pick.NEXT and not reply.nearest:
        return over(viewer)
    if not reply.nearest:
        text = lines(heading(viewer, question), t("There is nothing of the kind in the programme."))
        return Message(
            text, keyboard([press(t("Agenda"), "today"), press(t("Tracks"), "tracks")], menu_row(viewer))
        )
    page = page_of(reply.nearest, 0)
    listed = listing(viewer, page, "s0", with_day=True)
    text = lines(
        heading(viewer, question),
        nothing(viewer, reply),
        "",
        listed.text,
        footer(viewer, listed.legend, listed=starring(viewer, page)),
    )
    return Message(text, keyboard(*list_rows(viewer, listed), menu_row(viewer)))


def nothing(viewer: Viewer, reply: Reply) -> str:
    """``Nothing at that time. The next one, in 2 hours:``."""
    t, first, count = viewer.t, reply.nearest[0], len(reply.nearest)
    if reply.question.pick is Pick.NOW:
        none = t("Nothing is on right now.")
    elif reply.question.when is not None:
        none = t("Nothing at that time.")
    else:
        none = t("Nothing more of that is to come.")
    when = reply.question.when
    if when is not None and viewer.now < first.start < when.window.start:
        nearest = t.n("The last one before that:", "The last ones before that:", count)
    elif first.start <= viewer.now:
        nearest = t.n("The last one was:", "The last ones were:", count)
    else:
        soon = dates.in_(first.start - viewer.now, t)
        # Translators: {when} is such as "in 20 minutes".
        nearest = t.n("The next one, {when}:", "The next ones, {when}:", count, when=soon)
    return t("{none} {nearest}", none=none, nearest=nearest)


def unheard_of(viewer: Viewer, topic: str) -> Message:
    t = viewer.t
    text = lines(
        t.html("Nothing in the programme is about “{words}”.", words=label(topic, 60)),
        t("Try other words, in any of the three languages, or look through:"),
    )
    onward = [press(t("Agenda"), "today"), press(t("Tracks"), "tracks"), press(t("Speakers"), "speakers", 0)]
    return Message(text, keyboard(onward, menu_row(viewer)))


# Their parts


def heading(viewer: Viewer, question: Question) -> Markup:
    """What was understood; of one speaker, or of the present, with what the reader may not know."""
    said = understood(viewer, question)
    if question.intent is Intent.SPEAKER and len(question.persons) == 1:
        person = viewer.schedule.persons[question.persons[0]]
        rest = said.removeprefix(viewer.say(person.name)).removeprefix(" · ")
        return joined(Markup("👤 {}").format(speaker(viewer, person)), rest)
    clock = clock_line(viewer) if question.pick is Pick.NOW else None
    return joined(Markup("<b>{}</b>").format(said), clock)


def beside(viewer: Viewer, reply: Reply) -> Iterator[Markup | str]:
    """What else is on at that time, on one line. The forum around a talk is named beside the talk."""
    also = () if reply.question.persons else reply.also
    if also:
        titles = viewer.t.html(", ").join(title(viewer, event) for event in also[:MOST_BESIDE])
        yield ""
        # Translators: {titles} are events that one may come and go at, such as an exhibition or a break.
        yield viewer.t.html("Also on: {titles}", titles=titles)


def starring(viewer: Viewer, page: Page) -> bool:
    """Whether the list has a row that stars: in a group only its admins may, on a card."""
    return bool(page.events) and not viewer.chat.group


def list_rows(viewer: Viewer, listed: Listing) -> Sequence[Row]:
    return listed.rows[:1] if viewer.chat.group else listed.rows
