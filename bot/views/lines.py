"""The lines that views share: times in both zones, marks of status, names in both scripts."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.model import Event, EventType, Person, Status, Text
from bot.domain.reminders import USUAL_ZONES
from bot.texts import Texts, dates
from bot.views.message import tg_time
from bot.views.viewer import Viewer

__all__ = [
    "TENTATIVE",
    "beside",
    "both_times",
    "held",
    "here",
    "joined",
    "latin",
    "legend",
    "lines",
    "located",
    "name",
    "own_times",
    "speaker",
    "title",
    "type_name",
    "type_names",
    "what",
]

TENTATIVE = "◌"
UTC_ZONE = ZoneInfo("UTC")


def lines(*parts: Markup | str | None) -> Markup:
    """The parts that are there, one a line; an empty string is an empty line."""
    return Markup("\n").join(part for part in parts if part is not None)


def joined(*parts: Markup | str | None) -> Markup:
    """The parts that hold something, with middle dots between."""
    return Markup(" · ").join(part for part in parts if part)


def held(*parts: Markup | str | None) -> Markup:
    """The parts that are there, a space between that no line breaks at: a mark never wraps alone."""
    return Markup("\N{NO-BREAK SPACE}").join(part for part in parts if part)


def same_clock(viewer: Viewer, moment: datetime) -> bool:
    """Whether the reader's clock shows what the conference's does."""
    local = moment.astimezone(viewer.zone).utcoffset()
    return local == moment.astimezone(viewer.conference_zone).utcoffset()


def both_times(viewer: Viewer, start: datetime, end: datetime) -> Markup:
    """``14:00–16:00 Beijing · 13:00–15:00 WIB``: the reader's clock only where it differs."""
    day = start.astimezone(viewer.conference_zone).date()
    return joined(here(viewer, start, end), beside(viewer, start, end, day))


def here(viewer: Viewer, start: datetime, end: datetime) -> Markup:
    """``14:00–16:00 Beijing``: the conference's clock alone."""
    zone = viewer.conference_zone
    times = dates.span(start, end, zone, viewer.t, start.astimezone(zone).date())
    return Markup("<b>{}</b> {}").format(times, dates.zone_short(zone, start, viewer.t))


def located(viewer: Viewer) -> bool:
    """Whether the reader's zone is known: chosen, or the usual one of their language."""
    return viewer.chat.zone is not None or viewer.chat.language in USUAL_ZONES


def beside(viewer: Viewer, start: datetime, end: datetime, day: date) -> Markup | None:
    """The reader's times to stand beside the conference's; None where they are the same."""
    own = own_times(viewer, start, end, day)
    # Telegram shows the reader's clock without a zone's name: it must be told from the conference's.
    return Markup("🌏 {}").format(own) if own and viewer.chat.zone is None else own


def own_times(viewer: Viewer, start: datetime, end: datetime, day: date) -> Markup | None:
    """The times on the reader's clock; None where it shows the conference's own.

    Until the reader has chosen a zone, Telegram is asked to show each reader's own; where it cannot, the
    times are in the language's usual zone, else in UTC. The readers of a channel may be anywhere.
    """
    t, chosen = viewer.t, viewer.chat.zone is not None
    known = located(viewer)
    same = known and same_clock(viewer, start)
    if same and viewer.chat.channel is None:
        return None
    zone = viewer.zone if known and not same else UTC_ZONE
    times, name = dates.span(start, end, zone, t, day), dates.zone_short(zone, start, t)
    if chosen:
        return Markup("{} {}").format(times, name)
    first, _, last = times.partition("–")
    return Markup("{}–{}").format(
        tg_time(int(start.timestamp()), "wt", first), tg_time(int(end.timestamp()), "t", f"{last} {name}")
    )


def title(viewer: Viewer, event: Event) -> Markup:
    """The title with the marks of its state: struck through when cancelled, ``◌`` when tentative."""
    text = Markup("{}").format(viewer.say(event.title))
    if event.cancelled:
        return Markup("<s>{}</s> · {}").format(text, viewer.t("called off"))
    return held(text, TENTATIVE) if event.status is Status.TENTATIVE else text


def legend(viewer: Viewer, *events: Event) -> Markup | None:
    """What ``◌`` means, where one of `events` bears it."""
    if not any(event.status is Status.TENTATIVE for event in events):
        return None
    return Markup("<i>{} {}</i>").format(TENTATIVE, viewer.t("tentative: title and time not confirmed"))


def what(viewer: Viewer, event: Event) -> str:
    """The event's type in the reader's language."""
    return type_name(viewer, event.type)


def type_name(viewer: Viewer, type_: EventType) -> str:
    """A type of events in the reader's language."""
    return type_names(viewer.t)[type_.value]


def type_names(t: Texts) -> dict[str, str]:
    """What each type of event is called."""
    return {
        "ceremony": t("Ceremony"),
        "forum": t("Forum"),
        "talk": t("Talk"),
        "exhibition": t("Exhibition"),
        "activity": t("Activity"),
        "break": t("Break"),
    }


def name(viewer: Viewer, text: Text) -> str:
    """A name in the reader's language, with its other script in brackets."""
    own = viewer.say(text)
    other = next((wording for wording in text.all() if latin(wording) != latin(own)), None)
    # Translators: a name in the reader's script, and in the other.
    return viewer.t("{name} ({other})", name=own, other=other) if other else own


def latin(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.casefold())


def speaker(viewer: Viewer, person: Person) -> Markup:
    """``Miao Wei (苗圩), Minister of …``."""
    says = [viewer.say(part) for part in (person.role, person.affiliation) if part]
    # Translators: between a speaker's name, role and organization.
    comma = viewer.t(", ")
    return Markup("<b>{}</b>{}").format(name(viewer, person.name), "".join(comma + part for part in says))
