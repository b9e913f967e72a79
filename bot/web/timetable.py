"""The timetable page: its document, its files, and the worker that keeps them for when it is off-line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from aiohttp import hdrs, web
from markupsafe import escape

from bot.domain.model import Schedule
from bot.storage.published import Published
from bot.texts import LANGUAGES, Texts, dates, language_for, texts
from bot.web.front import Front
from bot.web.representation import Representation, represented
from bot.web.words import words

__all__ = ["TimetablePage"]

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json; charset=utf-8",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
TEMPLATES = ("index.html", "worker.js")
STYLES = ("base.css", "bar.css", "grid.css", "blocks.css", "card.css")
"""Served as one file, in this order."""
ONLY_IF_NEEDED = "standin.js"
POLICY = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {frames}"
)
WORKER_POLICY = "default-src 'none'; connect-src 'self'"


PLACE = re.compile(r"\{(\w+)\}")
LIST_ITEM = "<li>{times} {title}</li>"


class TimetablePage:
    """Only the files of its edition are served: no path of a request reaches the disk."""

    def __init__(self, published: Published, front: Front) -> None:
        self._published = published
        self._front = front
        self._documents: dict[tuple[int, str], Representation] = {}
        self._policy = POLICY.format(
            script=f" {front.script}" if front.script else "", frames=" ".join(front.frames)
        )

    def routes(self) -> Sequence[web.RouteDef]:
        return [
            web.get("/", self.document),
            web.get("/worker.js", self.worker),
            web.get("/page/{edition}/{name}", self.file),
        ]

    async def document(self, request: web.Request) -> web.Response:
        """The page, in the language that the browser asks for until it knows better."""
        language = preferred_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""))
        number = self._published.number
        if (number, language) not in self._documents:
            known = {key: value for key, value in self._documents.items() if key[0] == number}
            self._documents = {**known, (number, language): self._document(language)}
        headers = {
            "Content-Security-Policy": self._policy,
            hdrs.VARY: f"{hdrs.ACCEPT_ENCODING}, {hdrs.ACCEPT_LANGUAGE}",
        }
        return represented(request, self._documents[number, language], ASK_AGAIN, headers)

    async def worker(self, request: web.Request) -> web.Response:
        return represented(request, edition().worker, ASK_AGAIN, {"Content-Security-Policy": WORKER_POLICY})

    async def file(self, request: web.Request) -> web.Response:
        """A file of the page. Its address changes with any of them, so that it may be kept for ever."""
        file = edition().files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        current = request.match_info["edition"] == edition().name
        return represented(request, file, FOR_EVER if current else ASK_AGAIN)

    def _document(self, language: str) -> Representation:
        schedule, t = self._published.schedule, texts(language)
        title, conference = schedule.conference.title.in_(language), schedule.conference
        values = {
            "locale": str(t.locale).replace("_", "-"),
            "language": language,
            "chat": self._front.chat,
            "script": self._front.script or "",
            "title": title,
            "description": f"{t('Timetable')} · {dates.days(conference.start, conference.end, t)}",
            "files": edition().folder,
        }
        escaped = {key: str(escape(value)) for key, value in values.items()}
        return edition().written("index.html", **escaped, head=edition().head, plain=plain(schedule, t))


class Edition:
    """The page's files as they are served, under a `name` that changes with any of them."""

    def __init__(self) -> None:
        self._templates, self.files = _read()
        for language in LANGUAGES:
            body = json.dumps(words(language), ensure_ascii=False, separators=(",", ":")).encode()
            self.files[f"words.{language}.json"] = Representation(body, TYPES[".json"])
        self.name = _digest([*self._templates.values(), *(file.body for file in self.files.values())])
        self.folder = f"page/{self.name}/"
        self.worker = self.written("worker.js", edition=self.name, list=" ".join(self._addresses()))

    def written(self, template: str, **values: str) -> Representation:
        """A template with its ``{names}`` filled."""
        text = PLACE.sub(lambda place: values.get(place[1], place[0]), self._templates[template].decode())
        return Representation(text.encode(), TYPES[template[template.rindex(".") :]])

    @property
    def head(self) -> str:
        """The styles, and the scripts that the first one asks for, so that all come at once."""
        links = {
            ".css": '<link rel="stylesheet" href="{}" />',
            ".js": '<link rel="modulepreload" href="{}" />',
        }
        return "\n    ".join(
            links[suffix].format(address)
            for suffix in links
            for address in self._addresses()
            if address.endswith(suffix) and not address.endswith(f"/{ONLY_IF_NEEDED}")
        )

    def _addresses(self) -> list[str]:
        return [f"{self.folder}{name}" for name in sorted(self.files)]


@cache
def edition() -> Edition:
    """Read with the first request: nobody waits for the page's words at the start."""
    return Edition()


def plain(schedule: Schedule, t: Texts) -> str:
    """The programme as a list, for browsers without scripts and for search engines."""
    zone = schedule.conference.zone
    parts = [f"<h1>{escape(schedule.conference.title.in_(t.language))}</h1>"]
    for day in schedule.days:
        items = [
            LIST_ITEM.format(
                times=dates.span(event.start, event.end, zone, t, day.date),
                title=escape(event.title.in_(t.language))
                + (f" ({t('called off')})" if event.cancelled else ""),
            )
            for event in day.events
        ]
        parts.append(f"<h2>{escape(dates.day_name(day.date, t))}</h2><ul>{''.join(items)}</ul>")
    return "".join(parts)


def preferred_language(accepted: str) -> str:
    """The first of an Accept-Language that the bot speaks, else its first language."""
    for part in accepted[:200].split(","):
        code = part.partition(";")[0].strip().lower()
        language = language_for(code)
        if language != LANGUAGES[0] or code.startswith(LANGUAGES[0]):
            return language
    return LANGUAGES[0]


def _read() -> tuple[dict[str, bytes], dict[str, Representation]]:
    """The templates, and the files as they are served."""
    folder = resources.files("bot.web").joinpath("page")
    contents = {file.name: file.read_bytes() for file in folder.iterdir()}
    templates = {name: contents.pop(name) for name in TEMPLATES}
    contents["page.css"] = b"\n".join(contents.pop(name) for name in STYLES)
    files = {name: Representation(body, TYPES[name[name.rindex(".") :]]) for name, body in contents.items()}
    return templates, files


def _digest(bodies: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for body in sorted(bodies):
        digest.update(hashlib.sha256(body).digest())
    return digest.hexdigest()[:12]
