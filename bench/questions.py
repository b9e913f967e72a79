"""Questions in people's own words: how many are answered exactly, and how long that takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from bench.figures import Figure
from bot.domain.model import Event, Person, Schedule, Text
from bot.domain.questions import Asked, Questions
from bot.texts import LANGUAGES
from bot.texts.phrasebook import grammar
from tests.questions.cases import KINDS, answer, answers, cases, schedule

__all__ = ["measure"]

EVENTS, PERSONS, RUNS = 1000, 500, 3
EXACT, LONGEST = 95.0, 2.0
SYLLABLES = (
    "ka",
    "ri",
    "mo",
    "ta",
    "lin",
    "der",
    "so",
    "pa",
    "vi",
    "chu",
    "ne",
    "bo",
    "gra",
    "fi",
    "xu",
    "el",
)


async def measure() -> list[Figure]:
    """Exact answers in percent, by language and kind of question; milliseconds with 1,000 events."""
    return [*accuracy(), *durations()]


def accuracy() -> list[Figure]:
    figures = []
    for kind in KINDS:
        for language in LANGUAGES:
            asked = [case for case in cases(kind) if case.language == language]
            if not asked:
                continue
            exact = 100 * sum(answers(case, answer(case)) for case in asked) / len(asked)
            name = f"exact answers, {language}, {kind} ({len(asked)})"
            figures.append(Figure(name, exact, "%", f"≥ {EXACT:.0f}", exact >= EXACT))
    return figures


def durations() -> list[Figure]:
    """Of all questions; the index is built once for a schedule."""
    built, taken = timed()
    middle, slow = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
    return [
        Figure(f"questions about {EVENTS} events made ready", built, "s"),
        Figure("a question, p50", middle, "ms"),
        Figure("a question, p99", slow, "ms", f"< {LONGEST:.0f}", slow < LONGEST),
    ]


def timed() -> tuple[float, list[float]]:
    """Seconds to make a schedule ready; milliseconds of each question, the best of three runs, in order."""
    large = enlarged(schedule("shipped"))
    lexicon = grammar()
    begun = perf_counter()
    questions = Questions(large, lexicon)
    built = perf_counter() - begun
    asked = Asked(large.programme[0].start - timedelta(hours=1), ZoneInfo("Asia/Jakarta"))
    return built, sorted(shortest(questions, case.question, asked) for case in cases(*KINDS))


def shortest(questions: Questions, question: str, asked: Asked) -> float:
    """Milliseconds to an answer."""
    runs = []
    for _ in range(RUNS):
        begun = perf_counter()
        questions.answer(question, asked)
        runs.append((perf_counter() - begun) * 1000)
    return min(runs)


def enlarged(small: Schedule) -> Schedule:
    """The schedule's events over and over, with other words in their titles, and more speakers."""
    random = Random(1)
    copies: list[Event] = []
    while len(copies) < EVENTS:
        round_ = len(copies) // len(small.events)
        copies += [renamed(event, round_, random) for event in small.events.values()]
    copies.sort(key=lambda event: (event.start, event.end, event.id))
    others = {f"p{number}": speaker(number, random) for number in range(PERSONS)}
    return replace(
        small,
        persons={**small.persons, **others},
        events={event.id: event for event in copies[:EVENTS]},
    )


def renamed(event: Event, copy: int, random: Random) -> Event:
    titles = {language: retitled(title, random) for language, title in event.title.translations.items()}
    later = timedelta(minutes=5 * copy)
    return replace(
        event,
        id=f"{event.id}-{copy}",
        forum=f"{event.forum}-{copy}" if event.forum else None,
        title=Text(next(iter(titles.values())), titles),
        start=event.start + later,
        end=event.end + later,
    )


def retitled(title: str, random: Random) -> str:
    """Some of the title's words and another one."""
    words = title.split()
    if len(words) == 1:
        return title[:3] + han(random) + title[3:]
    return " ".join((*random.sample(words, min(3, len(words))), word(random)))


def speaker(number: int, random: Random) -> Person:
    return Person(f"p{number}", Text(f"{word(random)} {word(random)}".title(), {"zh": han(random)}))


def han(random: Random) -> str:
    return "".join(chr(random.randrange(0x4E00, 0x9FFF)) for _ in range(3))


def word(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 4)))
