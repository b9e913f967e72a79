"""Speakers from A to Z, and one speaker."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from bot.domain.model import Person
from bot.views.buttons import keyboard, press, rows, turn
from bot.views.lines import latin, lines, name
from bot.views.listing import listing, page_of
from bot.views.message import Message, label
from bot.views.navigation import follow_button, footer, menu_row
from bot.views.viewer import Viewer

__all__ = ["speaker", "speakers"]

PAGE = 16


def sort_name(person: Person) -> str:
    """The name that the order goes by: the Latin one where there is one."""
    names = list(person.name.all())
    return next((wording for wording in names if latin(wording)), names[0]).casefold()


def speakers(viewer: Viewer, index: int) -> Message:
    """A page of all who speak, under their initials."""
    t = viewer.t
    everyone = sorted(viewer.schedule.persons.values(), key=lambda person: (sort_name(person), person.id))
    heading = Markup("<b>{}</b>").format(t("Speakers"))
    if not everyone:
        return Message(lines(heading, t("No speakers are named yet.")), keyboard(menu_row(viewer)))
    count = -(-len(everyone) // PAGE)
    index = min(max(index, 0), count - 1)
    shown = everyone[index * PAGE : (index + 1) * PAGE]
    parts = []
    for initial, group in groupby(shown, key=lambda person: sort_name(person)[0].upper()):
        parts.append(Markup("<b>{}</b>").format(initial))
        parts.extend(line(viewer, person) for person in group)
    buttons = [press(label(viewer.say(person.name), 24), "person", person.id) for person in shown]
    return Message(
        lines(heading, "", *parts),
        keyboard(*rows(buttons, 2), turn(index, count, "speakers"), menu_row(viewer)),
    )


def line(viewer: Viewer, person: Person) -> Markup:
    role = viewer.say(person.role) if person.role else None
    own = Markup("{}").format(name(viewer, person.name))
    return own + Markup(" – <i>{}</i>").format(label(role, 60)) if role else own


def speaker(viewer: Viewer, person: Person, *, followed: bool) -> Message:
    """Who it is and everything that lists them."""
    page = page_of(viewer.schedule.of_person(person.id), 0)
    listed = listing(viewer, page, f"p{person.id}", with_day=True)
    text = lines(
        Markup("<b>{}</b>").format(name(viewer, person.name)),
        *(Markup("{}").format(viewer.say(part)) for part in (person.role, person.affiliation) if part),
        "",
        listed.text or viewer.t("Nothing in the programme lists this speaker."),
        footer(viewer, listed.legend, listed=bool(page.events)),
    )
    back = press(viewer.t("‹ Speakers"), "speakers", 0)
    return Message(
        text,
        keyboard(
            *listed.rows,
            [follow_button(viewer, "person", person.id, followed=followed)],
            [back, *menu_row(viewer)],
        ),
    )
