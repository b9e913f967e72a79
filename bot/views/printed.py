"""The whole programme as one page, to print or to put on a website: nothing in it comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

from markupsafe import Markup

from bot.domain.chat import Chat
from bot.domain.model import Day, Event, Person, Schedule, Status, Text, Track
from bot.texts import LANGUAGES, dates
from bot.views.lines import TENTATIVE, joined, lines, what
from bot.views.viewer import Viewer

__all__ = ["printed"]

STYLE = Path(__file__).with_name("printed.css")
DAYS_ABREAST = 4
"""Columns of the overview; a conference of more days gets several tables."""
OTHERWISE = "en"
"""The language of the labels where the bot does not speak that of the texts."""
PAGE = Markup(
    """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
{head}
</header>
<main>
{main}
</main>
</body>
</html>
"""
)
TABLE = Markup("<table>\n<thead><tr><td></td>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>")


def printed(schedule: Schedule, language: str) -> str:
    """The page in HTML, its texts in `language` as far as there are any."""
    page = _Page(schedule, language)
    return str(
        PAGE.format(
            language=language,
            title=schedule.conference.title.in_(language),
            style=Markup(STYLE.read_text(encoding="utf-8")),  # noqa: S704  # ours
            head=page.head(),
            main=lines(*page.overviews(), *map(page.day, schedule.days)),
        )
    )


class _Page:
    def __init__(self, schedule: Schedule, language: str) -> None:
        self._schedule = schedule
        self._language = language
        self._zone = schedule.conference.zone
        # A page has no reader and no moment; labels need a language, and the zone's name a day.
        labels = language if language in LANGUAGES else OTHERWISE
        self._opening = datetime.combine(schedule.conference.start, time(0), self._zone)
        self._viewer = Viewer(schedule, Chat(id=0, group=False, language=labels), self._opening)
        self.t = self._viewer.t

    def head(self) -> Markup:
        """Title, days, zone, the way to each day, and what the marks mean."""
        conference = self._schedule.conference
        facts = joined(
            dates.days(conference.start, conference.end, self.t),
            # Translators: {zone} is the name of a time zone, such as "Beijing time".
            self.t("all times in {zone}", zone=dates.zone_name(self._zone, self._opening, self.t)),
            self.t("programme {version}", version=self._schedule.version),
        )
        ways = Markup("\n").join(
            Markup('<a href="#day-{}">{}</a>').format(day.index, dates.short_day(day.date, self.t))
            for day in self._schedule.days
            if day.events
        )
        tentative = any(event.status is Status.TENTATIVE for event in self._schedule.events.values())
        meaning = self.t("tentative: title and time not confirmed")
        return lines(
            Markup("<h1>{}</h1>").format(self._say(conference.title)),
            Markup("<p>{}</p>").format(facts),
            Markup("<nav>\n{}\n</nav>").format(ways),
            Markup("<p class=legend>{} {}</p>").format(TENTATIVE, meaning) if tentative else None,
        )

    def overviews(self) -> Iterator[Markup]:
        """Tables of days and tracks, where there are tracks."""
        days = [day for day in self._schedule.days if day.events]
        if not self._schedule.tracks or not days:
            return
        yield Markup("<section class=overview>\n<h2>{}</h2>").format(self.t("At a glance"))
        for at in range(0, len(days), DAYS_ABREAST):
            yield self._overview(days[at : at + DAYS_ABREAST])
        yield Markup("</section>")

    def _overview(self, days: Sequence[Day]) -> Markup:
        heads = Markup("").join(
            Markup("<th scope=col>{}</th>").format(dates.short_day(day.date, self.t)) for day in days
        )
        tracks: list[Track | None] = [*self._schedule.tracks.values(), None]
        rows = lines(*filter(None, (self._row(track, days) for track in tracks)))
        return TABLE.format(heads, rows)

    def _row(self, track: Track | None, days: Sequence[Day]) -> Markup | None:
        """The events of a track, or of none, on each day; None where there are none at all."""
        id_ = track.id if track else None
        columns = [[event for event in day.events if event.track == id_] for day in days]
        if not any(columns):
            return None
        cells = Markup("").join(
            Markup("<td>{}</td>").format(Markup("\n").join(map(self._entry, events))) for events in columns
        )
        # Translators: a row of a table of tracks: the events that are in none.
        name = self._say(track.name) if track else self.t("Other")
        return Markup("<tr{}><th scope=row>{}</th>{}</tr>").format(_color(track), name, cells)

    def _entry(self, event: Event) -> Markup:
        clock = dates.clock(event.start, self._zone, self.t)
        entry = Markup('<a{} href="#{}"><time>{}</time> {}</a>')
        return entry.format(_state(event), event.id, clock, self._title(event))

    def day(self, day: Day) -> Markup:
        """A section of the day's events, in the order of time; nothing for an empty day."""
        if not day.events:
            return Markup("")
        return lines(
            Markup("<section id=day-{} class=day>").format(day.index),
            Markup("<h2>{}</h2>").format(dates.day_name(day.date, self.t)),
            *(self._event(event, day) for event in day.events),
            Markup("</section>"),
        )

    def _event(self, event: Event, day: Day) -> Markup:
        track = self._schedule.tracks.get(event.track or "")
        inner = [self._talk(talk, day) for talk in self._schedule.talks(event.id)]
        return lines(
            Markup('<article{} id="{}"{}>').format(_state(event), event.id, _color(track)),
            Markup("<p class=time><time>{}</time></p>").format(self._span(event, day)),
            Markup("<div>\n<h3>{}</h3>").format(self._title(event)),
            Markup("<p class=facts>{}</p>").format(self._facts(event, track)),
            self._persons(event),
            Markup("<p class=abstract>{}</p>").format(self._say(event.abstract)) if event.abstract else None,
            self._ways(event),
            Markup("<ol class=talks>\n{}\n</ol>").format(lines(*inner)) if inner else None,
            Markup("</div>\n</article>"),
        )

    def _talk(self, talk: Event, day: Day) -> Markup:
        return lines(
            Markup('<li{} id="{}"><time>{}</time> {}').format(
                _state(talk), talk.id, self._span(talk, day), self._title(talk)
            ),
            self._persons(talk),
            Markup("<p class=abstract>{}</p>").format(self._say(talk.abstract)) if talk.abstract else None,
            Markup("</li>"),
        )

    def _facts(self, event: Event, track: Track | None) -> Markup:
        """Track, kind, room and language."""
        room = self._schedule.rooms.get(event.room or "")
        spoken = self.t.locale.languages.get(event.language or "")
        return joined(
            Markup("<span class=track>{}</span>").format(self._say(track.name)) if track else None,
            what(self._viewer, event),
            self._say(room.name) if room else None,
            self.t("held in {language}", language=spoken) if spoken else None,
        )

    def _persons(self, event: Event) -> Markup | None:
        persons = [self._person(self._schedule.persons[id_]) for id_ in event.persons]
        return Markup("<p class=persons>{}</p>").format(joined(*persons)) if persons else None

    def _person(self, person: Person) -> str:
        says = [self._say(part) for part in (person.name, person.role, person.affiliation) if part]
        return self.t(", ").join(says)

    def _ways(self, event: Event) -> Markup | None:
        """Where to join and to watch; printed, a link shows its address."""
        url = None if event.cancelled else self._schedule.join_url(event)
        links = [(self.t("Join ↗"), url), (self.t("Recording ↗"), event.recording)]
        shown = [Markup('<a href="{}">{}</a>').format(address, label) for label, address in links if address]
        return Markup("<p class=ways>{}</p>").format(joined(*shown)) if shown else None

    def _title(self, event: Event) -> Markup:
        """With the marks of its state."""
        text = Markup("{}").format(self._say(event.title))
        if event.cancelled:
            return Markup("<s>{}</s> <em>{}</em>").format(text, self.t("called off"))
        return Markup("{}&nbsp;{}").format(text, TENTATIVE) if event.status is Status.TENTATIVE else text

    def _span(self, event: Event, day: Day) -> str:
        return dates.span(event.start, event.end, self._zone, self.t, day.date)

    def _say(self, text: Text) -> str:
        return text.in_(self._language)


def _state(event: Event) -> Markup:
    """The attribute by which the style tells tentative and cancelled events."""
    confirmed = event.status is Status.CONFIRMED
    return Markup("") if confirmed else Markup(' class="{}"').format(event.status.value)


def _color(track: Track | None) -> Markup:
    """The attribute that gives the track's colour to the style."""
    return Markup(' style="--color: {}"').format(track.color) if track and track.color else Markup("")
