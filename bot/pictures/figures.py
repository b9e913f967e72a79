"""How it stands, as bars: people, what they want to see, how reminders arrived, what is to come, ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.feedback import RATINGS, Answers, together
from bot.domain.interest import Starred, by_event, by_track, extremes
from bot.domain.model import Day, Event
from bot.domain.spread import Sending
from bot.domain.statistics import WAITS, People, Reminders, Stars
from bot.pictures.bars import Bar, Chart, Group
from bot.pictures.colors import ACCENT, ALERT, FRESH, GOLD, MUTED, Color, parsed
from bot.pictures.glyphs import legible
from bot.pictures.reader import Reader
from bot.texts import dates
from bot.texts.numbers import number, tenths

__all__ = ["delivery", "forecast", "interest", "interest_of_day", "people", "ratings"]

MOST_TRACKS, MOST_EACH, MOST_OF_DAY = 16, 6, 24
MOST_ZONES, MOST_BURSTS, MOST_RATED = 8, 20, 20


def people(reader: Reader, now: People) -> Chart:
    """Whom the bot reaches, by what they do, read, and where they are."""
    t = reader.t
    known = [
        (t("reachable"), now.reachable, ACCENT),
        (t("with stars"), now.starred, GOLD),
        (t("active in 7 days"), now.of_week, FRESH),
        (t("active in 24 hours"), now.of_day, FRESH),
    ]
    rest = now.zones[MOST_ZONES:]
    zones = [(zone_name(reader, zone), count) for zone, count in now.zones[:MOST_ZONES]]
    other = t.n("{n} other zone", "{n} other zones", len(rest))
    zones += [(other, sum(count for _, count in rest))] if rest else []
    languages = [(str(t.locale.languages.get(code, code)), count) for code, count in now.languages]
    groups = (
        Group("", tuple(counted(reader, *one) for one in known)),
        Group(legible(t("Language")), tuple(counted(reader, name, count) for name, count in languages)),
        Group(legible(t("Time zone")), tuple(counted(reader, name, count) for name, count in zones)),
    )
    return chart(reader, t("People"), groups if now.reachable else (), t("Nobody has written to me yet."))


def zone_name(reader: Reader, key: str | None) -> str:
    # Translators: of people who did not choose a time zone, in a list of zones.
    return dates.zone_name(ZoneInfo(key), reader.now, reader.t) if key else reader.t("none chosen")


def interest(reader: Reader, stars: Stars) -> Chart:
    """The tracks, and the events at both ends."""
    t = reader.t
    tracks = [one for one in by_track(reader.schedule, stars) if one.events]
    colors = {one.track.id: parsed(one.track.color) if one.track.color else ACCENT for one in tracks}
    ranked = by_event(reader.schedule, stars)
    top, bottom = extremes(ranked, MOST_EACH)
    most = float(max((one.stars for one in ranked), default=0))
    groups = (
        Group(
            # Translators: how many stars the events of each track have together.
            legible(t("Stars by track")),
            tuple(
                counted(reader, reader.say(one.track.name), one.stars, colors[one.track.id])
                for one in tracks[:MOST_TRACKS]
            ),
            note=more(reader, len(tracks) - MOST_TRACKS),
        ),
        Group(legible(t("Most wanted")), tuple(starred(reader, one) for one in top), most),
        Group(legible(t("Least wanted")), tuple(starred(reader, one) for one in bottom), most),
    )
    return chart(reader, t("Interest"), groups if stars.chats else (), t("Nobody has starred anything yet."))


def interest_of_day(reader: Reader, stars: Stars, day: Day) -> Chart:
    """All events of a day, by the hour."""
    found = sorted(by_event(reader.schedule, stars), key=lambda one: (one.event.start, one.event.id))
    of_day = [one for one in found if reader.schedule.day_of(one.event) == day.date]
    shown = sorted(of_day, key=lambda one: -one.stars)[:MOST_OF_DAY]
    bars = tuple(starred(reader, one, clock=True) for one in of_day if one in shown)
    group = Group(
        legible(dates.day_name(day.date, reader.t)), bars, note=more(reader, len(of_day) - len(shown))
    )
    return chart(reader, reader.t("Interest"), (group,), reader.t("Nothing is planned for this day."))


def starred(reader: Reader, one: Starred, *, clock: bool = False) -> Bar:
    label = reader.say(one.event.title)
    if clock:
        label = f"{dates.clock(one.event.start, reader.home, reader.t)} {label}"
    said = f"{number(one.stars, reader.t)} ({one.share:.0%})"
    return Bar(legible(label), one.stars, legible(said), reader.color(one.event))


def delivery(reader: Reader, now: Reminders) -> Chart:
    """What became of the reminders of the last 24 hours, and how long they waited."""
    t = reader.t
    outcomes = [
        (t("sent in time"), now.sent - now.after_start, FRESH),
        (t("after the start"), now.after_start, GOLD),
        (t("not sent, too late"), now.too_late, ALERT),
        (t("failed"), now.failed, ALERT),
        (t("unknown"), now.unknown, MUTED),
    ]
    limits = [dates.rough(timedelta(seconds=limit), t) for limit in WAITS]
    # Translators: how long a reminder waited from falling due: {time} is such as "10 seconds".
    waits = [t("up to {time}", time=limit) for limit in limits] + [t("more than {time}", time=limits[-1])]
    groups = (
        Group(legible(t("Reminders in the last 24 hours")), tuple(counted(reader, *one) for one in outcomes)),
        Group(
            # Translators: from falling due to arriving.
            legible(t("How long they waited")),
            tuple(counted(reader, name, count) for name, count in zip(waits, now.waits, strict=False)),
        ),
    )
    some = sum((now.sent, now.too_late, now.failed, now.unknown))
    return chart(reader, t("Delivery"), groups if some else (), t("There were none in the last 24 hours."))


def forecast(reader: Reader, sendings: Sequence[Sending]) -> Chart:
    """The bursts of reminders to come, a group for each day; what comes too late is red."""
    t = reader.t
    shown, days = sendings[:MOST_BURSTS], dict[str, list[Bar]]()
    for one in shown:
        begin, start = (dates.clock(at, reader.home, t) for at in (one.begins_at, one.starts_at))
        late = f" ({number(one.too_late, t)} {t('too late')})" if one.too_late else ""
        bar = Bar(
            # Translators: when the sending begins, and the start of what it reminds of.
            legible(t("{begin}, for {start}", begin=begin, start=start)),
            one.chats,
            legible(f"{number(one.chats, t)}{late}"),
            ACCENT,
            one.too_late,
        )
        day = dates.day_name(one.begins_at.astimezone(reader.home).date(), t)
        days.setdefault(day, []).append(bar)
    most = float(max((one.chats for one in shown), default=0))
    groups = [Group(legible(day), tuple(bars), most) for day, bars in days.items()]
    if rest := more(reader, len(sendings) - len(shown)):
        last = groups.pop()
        groups.append(Group(last.title, last.bars, most, rest))
    return chart(reader, t("Reminders to come"), groups, t("None are to come."))


def ratings(reader: Reader, answers: Mapping[str, Answers]) -> Chart:
    """What each event was given on average, and how often each rating was given in all."""
    t, known = reader.t, reader.schedule.events
    rated = [(known[id_], one) for id_, one in answers.items() if id_ in known]
    ranked = sorted(rated, key=lambda pair: (-pair[1].average, -pair[1].count, pair[0].id))
    everything = together(answers.values())
    groups = (
        Group(
            legible(t("All ratings")),
            tuple(
                counted(reader, t.n("{n} star", "{n} stars", rating), everything.ratings[rating], GOLD)
                for rating in reversed(RATINGS)
            ),
        ),
        Group(
            # Translators: the average rating of each event, from 1 to 5.
            legible(t("On average")),
            tuple(rated_bar(reader, event, one) for event, one in ranked[:MOST_RATED]),
            float(max(RATINGS)),
            more(reader, len(ranked) - MOST_RATED),
        ),
    )
    return chart(reader, t("Ratings"), groups if answers else (), t("There are no answers yet."))


def rated_bar(reader: Reader, event: Event, answers: Answers) -> Bar:
    said = f"{tenths(answers.average, reader.t)} ({number(answers.count, reader.t)})"
    return Bar(legible(reader.say(event.title)), answers.average, legible(said), reader.color(event))


def counted(reader: Reader, label: str, count: int, color: Color = ACCENT) -> Bar:
    return Bar(legible(label), count, legible(number(count, reader.t)), color)


def more(reader: Reader, rest: int) -> str:
    """That not all is shown; empty where it is."""
    return legible(reader.t.n("… and {n} more.", "… and {n} more.", rest)) if rest > 0 else ""


def chart(reader: Reader, heading: str, groups: Iterable[Group], empty: str) -> Chart:
    t, now = reader.t, reader.now
    moment = f"{dates.day_name(now.astimezone(reader.home).date(), t)} · {dates.clock(now, reader.home, t)} "
    moment += dates.zone_short(reader.home, now, t)
    version = t("programme {version}", version=reader.schedule.version)
    return Chart(
        conference=legible(reader.say(reader.schedule.conference.title)),
        heading=legible(heading),
        moment=legible(moment),
        groups=tuple(groups),
        empty=legible(empty),
        imprint=legible(" · ".join(filter(None, (version, reader.bot)))),
    )
