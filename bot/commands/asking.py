"""What the command ``ask`` prints: one question's answer, or a JSON line for each question of a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.answering import Answering
from bot.domain.chat import Chat
from bot.domain.model import Schedule
from bot.domain.questions import Answer, Asked, Questions
from bot.domain.reminders import reader_zone
from bot.domain.search import SearchIndex
from bot.texts import LANGUAGES
from bot.texts.phrasebook import grammar

__all__ = ["Asker", "Desk"]

LONGEST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: in one of the bot's languages, at a moment (without a zone: the conference's clock)."""

    language: str
    at: datetime
    zone: str | None = None
    """The reader's IANA zone; None where the language's usual one is taken."""


class Desk:
    """Answers questions about one schedule. `monotonic` gives seconds, for how long an answer took."""

    def __init__(self, schedule: Schedule, monotonic: Callable[[], float]) -> None:
        self._schedule = schedule
        self._monotonic = monotonic
        self._questions = Questions(schedule, grammar())

    def as_text(self, question: str, asker: Asker) -> str:
        """The chat's answer as plain text."""
        # Half a second that programs, which ask for JSON, need not spend.
        from bot.views.answer import answered
        from bot.views.message import plain
        from bot.views.viewer import Viewer

        asked = self._asked(asker)
        answering = Answering(self._schedule, grammar(), SearchIndex(self._schedule))
        chat = Chat(id=0, group=False, language=asker.language, zone=asker.zone)
        reply = answering.reply(question, asked)
        return plain(answered(Viewer(self._schedule, chat, asked.now), reply, question).text)

    def as_json(self, question: str, asker: Asker) -> str:
        """``{"intent": …, "events": [ids], "window": [from, to] | null, "ms": …}``."""
        asked = self._asked(asker)
        begun = self._monotonic()
        answer = self._questions.answer(question, asked)
        milliseconds = (self._monotonic() - begun) * 1000
        found = {
            "intent": answer.question.intent,
            "events": answer.events,
            "window": _window(answer),
            "ms": round(milliseconds, 3),
        }
        return json.dumps(found, ensure_ascii=False)

    def batch(self, lines: Iterable[bytes], asker: Asker) -> Iterator[str]:
        """A JSON line for each line: an object with ``question``, perhaps ``language``, ``at`` and ``zone``.

        What it lacks is the asker's. A line that cannot be used gives ``{"error": …}``.
        """
        for line in lines:
            try:
                yield self.as_json(*_read(line, asker))
            except ValueError as error:
                yield json.dumps({"error": str(error)}, ensure_ascii=False)

    def _asked(self, asker: Asker) -> Asked:
        conference = self._schedule.conference.zone
        now = asker.at if asker.at.tzinfo else asker.at.replace(tzinfo=conference)
        return Asked(now, reader_zone(asker.zone, asker.language, conference))


def _window(answer: Answer) -> list[str] | None:
    window, when = answer.window, answer.question.when
    if window is None or when is None:
        return None
    return [moment.astimezone(when.zone).isoformat() for moment in (window.start, window.end)]


def _read(line: bytes, asker: Asker) -> tuple[str, Asker]:
    """The question of a line and who asks it. ValueError says what was found and what was expected."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        found = line.decode("utf-8", "replace").strip()[:LONGEST_FOUND]
        raise ValueError(f"found {found!r}; expected a JSON object in UTF-8") from None
    if not isinstance(given, dict) or not isinstance(given.get("question"), str):
        raise ValueError(  # noqa: TRY004  # what a line holds is a value to its reader
            'expected an object such as {"question": "what is on?", "language": "en"}'
        )
    if (language := given.get("language")) is not None:
        if language not in LANGUAGES:
            raise ValueError(f"language: found {_quoted(language)}; expected one of {', '.join(LANGUAGES)}")
        asker = replace(asker, language=language)
    if (at := given.get("at")) is not None:
        asker = replace(asker, at=_moment(at))
    if (zone := given.get("zone")) is not None:
        asker = replace(asker, zone=_zone(zone))
    return given["question"], asker


def _moment(at: Any) -> datetime:
    try:
        return datetime.fromisoformat(at)
    except (TypeError, ValueError):
        raise ValueError(
            f"at: found {_quoted(at)}; expected a date and time, such as 2020-07-23T13:40"
        ) from None


def _zone(zone: Any) -> str:
    try:
        return ZoneInfo(zone).key
    except (LookupError, TypeError, ValueError, AttributeError, OSError):
        raise ValueError(f"zone: found {_quoted(zone)}; expected a zone such as Asia/Jakarta") from None


def _quoted(value: Any) -> str:
    return repr(value)[:LONGEST_FOUND]
