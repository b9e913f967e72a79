"""Days, clock times, spans and zones in the reader's words; months and weekdays are CLDR's."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from math import inf
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta

from bot.texts.catalogue import Texts

__all__ = [
    "clock",
    "day_name",
    "day_of_month",
    "days",
    "duration",
    "in_",
    "in_days",
    "named_zones",
    "short_day",
    "span",
    "utc_offset",
    "zone_name",
    "zone_short",
]

_INDONESIAN = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
_BEIJING = frozenset({"Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "PRC"})
_MINUTE = timedelta(minutes=1)


def day_name(day: date, t: Texts) -> str:
    """Weekday, day and month in full: ``Thursday 23 July``."""
    return format_date(day, _day_pattern(t.locale, full=True), locale=t.locale)


def day_of_month(day: date, t: Texts) -> str:
    """Weekday and day, as short as can be: ``Thu 23``."""
    return str(format_skeleton("Ed", day, locale=t.locale))


def days(first: date, last: date, t: Texts) -> str:
    """From the first day to the last, with the year: ``23–25 Jul 2020``."""
    return str(format_interval(first, last, "yMMMd", locale=t.locale))


def short_day(day: date, t: Texts) -> str:
    """Weekday, day and month, shortened: ``Thu 23 Jul``."""
    return format_date(day, _day_pattern(t.locale, full=False), locale=t.locale)


def clock(moment: datetime, zone: ZoneInfo, t: Texts) -> str:
    """The clock time of an aware moment in the zone, in 24 hours: ``14:00``."""
    # Translators: a clock time of 24 hours, in the directives of strftime. %H is the hour, %M the minute.
    return moment.astimezone(zone).strftime(t("%H:%M"))


def span(start: datetime, end: datetime, zone: ZoneInfo, t: Texts, on: date) -> str:
    """From start to end in the zone, ``14:00–16:00``; a time on another day than `on` is marked so.

    One mark holds for both times when both are on the same other day: ``01:00–02:30 (+1 day)``.
    """
    first, last = (moment.astimezone(zone).date().toordinal() - on.toordinal() for moment in (start, end))
    times = clock(start, zone, t), clock(end, zone, t)
    if first == last:
        return _marked("–".join(times), first, t)
    return f"{_marked(times[0], first, t)}–{_marked(times[1], last, t)}"


def zone_name(zone: ZoneInfo, at: datetime, t: Texts) -> str:
    """What people call the zone: ``WIB``, ``Beijing time``, ``Kathmandu time``; else ``UTC+5``."""
    if known := _INDONESIAN.get(zone.key):
        return known
    if zone.key in _BEIJING:
        # Translators: the time of all China, not only of the city.
        return t("Beijing time")
    city = _city(zone.key, t.locale)
    # Translators: a time zone called after a city.
    return t("{city} time", city=city) if city else utc_offset(zone, at)


def zone_short(zone: ZoneInfo, at: datetime, t: Texts) -> str:
    """The zone beside a time in a list: ``WIB``, ``Beijing``, ``UTC+5:45``."""
    if known := _INDONESIAN.get(zone.key):
        return known
    # Translators: the zone of Beijing beside a time, as short as can be.
    return t("Beijing") if zone.key in _BEIJING else utc_offset(zone, at)


def named_zones(t: Texts) -> dict[str, str]:
    """The IANA keys of all zones that `zone_short` calls by a name."""
    return {**_INDONESIAN, **dict.fromkeys(sorted(_BEIJING), t("Beijing"))}


def utc_offset(zone: ZoneInfo, at: datetime) -> str:
    """The zone's distance from UTC at an aware moment: ``UTC+8``, ``UTC−3:30``, ``UTC``."""
    minutes = round((at.astimezone(zone).utcoffset() or timedelta()) / _MINUTE)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def duration(delta: timedelta, t: Texts) -> str:
    """How long something lasts, in its two largest units: ``1 h 30 min``, ``2 days 4 h``; rounded up."""
    minutes = max(0, -(-delta // _MINUTE))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    # Translators: the parts of a duration such as "1 h 30 min".
    parts = [t.n("{n} day", "{n} days", days)] if days else []
    if hours:
        # Translators: a part of a duration: hours.
        parts.append(t("{hours} h", hours=hours))
    if minutes or not parts:
        # Translators: a part of a duration: minutes.
        parts.append(t("{minutes} min", minutes=minutes))
    # Translators: what stands between the parts of a duration such as "1 h 30 min": a space, or nothing.
    return t("{longer} {shorter}", longer=parts[0], shorter=parts[1]) if len(parts) > 1 else parts[0]


def rough(delta: timedelta, t: Texts) -> str:
    """A duration in its largest unit alone: ``10 seconds``, ``5 minutes``."""
    return str(format_timedelta(delta, locale=t.locale))


def in_(delta: timedelta, t: Texts) -> str:
    """How far off a moment is: ``in 3 minutes``, ``in 1 h 30 min``, ``now``, ``2 days ago``.

    Minutes to come are rounded up, so that nothing starts earlier than said; hours and days are rounded.
    """
    minutes = -(-delta // _MINUTE)
    if minutes == 0:
        return t("now")
    if abs(minutes) < 60:
        return _relative(minutes, "minute", t)
    if abs(minutes) >= 24 * 60:
        return _relative(round(minutes / (24 * 60)), "day", t)
    if minutes % 60 == 0:
        return _relative(minutes // 60, "hour", t)
    text = duration(abs(minutes) * _MINUTE, t)
    # Translators: {duration} is such as "1 h 30 min".
    return t("in {duration}", duration=text) if minutes > 0 else t("{duration} ago", duration=text)


def in_days(days: int, t: Texts) -> str:
    """How many calendar days off a day is: ``today``, ``tomorrow``, ``in 3 days``, ``2 days ago``."""
    match days:
        case -1:
            return t("yesterday")
        case 0:
            return t("today")
        case 1:
            return t("tomorrow")
    return _relative(days, "day", t)


def _relative(count: int, unit: Literal["minute", "hour", "day"], t: Texts) -> str:
    delta = timedelta(**{f"{unit}s": count})
    # A threshold out of reach keeps Babel from going over to a larger unit.
    return format_timedelta(delta, unit, threshold=inf, add_direction=True, locale=t.locale)


def _marked(times: str, days: int, t: Texts) -> str:
    match days:
        case 0:
            return times
        case 1:
            # Translators: {times} is a clock time or a span such as "01:00–02:30" that falls on the next day.
            return t("{times} (+1 day)", times=times)
        case -1:
            # Translators: {times} is a clock time or a span that falls on the day before.
            return t("{times} (−1 day)", times=times)
    # Translators: {days} is a signed number of days such as "+2"; {times} fall that many days away.
    return t("{times} ({days} days)", times=times, days=f"{days:+}".replace("-", "−"))


@cache
def _day_pattern(locale: Locale, *, full: bool) -> str:
    """CLDR's pattern of weekday, day and month, widened as CLDR does for a wider skeleton."""
    skeletons = locale.datetime_skeletons
    if not full:
        return str(skeletons["MMMEd"].pattern)
    nearest = next(name for name in ("MMMMEEEEd", "MMMMEd", "MMMEd") if name in skeletons)
    return re.sub(r"MMM+", "MMMM", re.sub("E+", "EEEE", skeletons[nearest].pattern))


@cache
def _city(key: str, locale: Locale) -> str | None:
    """CLDR's name of the zone's city; None for a zone without one, such as ``Etc/GMT-5``."""
    if key.startswith("Etc/") or "/" not in key:
        return None
    # CLDR keeps some cities under their former key: Asia/Kolkata under Asia/Calcutta.
    former = sorted(old for old, new in get_global("zone_aliases").items() if new == key)
    named = (locale.time_zones.get(name, {}).get("city") for name in (key, *former))
    return next((str(city) for city in named if city), key.rpartition("/")[2].replace("_", " "))
