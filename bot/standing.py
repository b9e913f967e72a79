"""How it stands, page by page, for the chat and the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot.domain.feedback import Answers
from bot.domain.interest import by_track
from bot.domain.model import Day, Schedule
from bot.domain.statistics import Stars
from bot.pictures import figures
from bot.pictures.bars import Chart
from bot.pictures.reader import Reader
from bot.settings import ChannelBinding
from bot.storage import Storage
from bot.storage.outlook import outlook
from bot.views import stats as views
from bot.views.message import Message
from bot.views.stats import ChannelStanding, Page
from bot.views.viewer import Viewer

__all__ = ["Standing", "channel_standings", "in_numbers", "page"]

SPAN = timedelta(hours=24)
"""What /stats calls lately."""


@dataclass(frozen=True)
class Standing:
    """Where the figures come from; `speed` is that of the conference's clock, `rate` is in real time."""

    storage: Storage
    schedule: Schedule
    now: datetime
    rate: float
    speed: float = 1.0
    channels: Sequence[ChannelStanding] = ()


async def page(
    standing: Standing, name: Page, viewer: Viewer, bot: str = "", day: Day | None = None
) -> tuple[Chart, Message]:
    """The picture and what stands under it; `day` is for the page of the interest alone.

    Its statements run one after the other: they read much that others wait for.
    """
    statistics, now = standing.storage.statistics, standing.now
    reader = Reader(viewer.schedule, viewer.t, viewer.now, viewer.zone, (), bot)
    match name:
        case Page.PEOPLE:
            people = await statistics.people(now)
            return figures.people(reader, people), views.people(viewer, people)
        case Page.INTEREST:
            stars = await statistics.stars()
            chart = figures.interest_of_day(reader, stars, day) if day else figures.interest(reader, stars)
            return chart, views.interest(viewer, stars, day)
        case Page.DELIVERY:
            reminders, waiting = await statistics.reminders(now - SPAN), await statistics.waiting(now)
            caption = views.delivery(viewer, reminders, waiting, standing.channels)
            return figures.delivery(reader, reminders), caption
        case Page.FORECAST:
            per_second = standing.rate / standing.speed
            sendings = await outlook(statistics, standing.schedule, per_second, now)
            return figures.forecast(reader, sendings), views.coming(viewer, sendings, standing.rate)
        case Page.RATINGS:
            answers = await standing.storage.feedback.answers()
            return figures.ratings(reader, answers), views.ratings(viewer, answers)


async def channel_standings(storage: Storage, bindings: Sequence[ChannelBinding]) -> list[ChannelStanding]:
    """The channels of the settings, and whether the bot may post in them."""
    served = {channel.name for channel in await storage.channels.all() if channel.posts}
    return [ChannelStanding(one.chat, one.track, one.language, posts=one.chat in served) for one in bindings]


async def in_numbers(standing: Standing) -> dict[str, object]:
    """Everything for programs: nested mappings of numbers, ids and moments."""
    statistics, now = standing.storage.statistics, standing.now
    people, stars, reminders, waiting, sendings, answers = await asyncio.gather(
        statistics.people(now),
        statistics.stars(),
        statistics.reminders(now - SPAN),
        statistics.waiting(now),
        outlook(statistics, standing.schedule, standing.rate / standing.speed, now),
        standing.storage.feedback.answers(),
    )
    return {
        "at": now,
        "programme": standing.schedule.version,
        "people": {
            **asdict(people),
            "languages": dict(people.languages),
            "zones": [{"zone": zone, "people": count} for zone, count in people.zones],
        },
        "interest": in_stars(standing.schedule, stars),
        "reminders": {**asdict(reminders), "waiting": waiting},
        "forecast": [asdict(one) for one in sendings],
        "ratings": rated(answers),
    }


def in_stars(schedule: Schedule, stars: Stars) -> dict[str, object]:
    """Each event of the programme, talks and breaks among them, and each track."""
    return {
        "chats": stars.chats,
        "events": [
            {
                "id": event.id,
                "track": event.track,
                "stars": stars.events.get(event.id, 0),
                "share": round(stars.share(event.id), 4),
            }
            for event in schedule.events.values()
        ],
        "tracks": [
            {"id": one.track.id, "stars": one.stars, "events": one.events, "followers": one.followers}
            for one in by_track(schedule, stars)
        ],
    }


def rated(answers: Mapping[str, Answers]) -> list[dict[str, object]]:
    return [
        {
            "event": event_id,
            "ratings": one.count,
            "average": round(one.average, 2),
            "given": {str(rating): count for rating, count in sorted(one.ratings.items())},
            "remarks": one.remarks,
        }
        for event_id, one in sorted(answers.items())
    ]
