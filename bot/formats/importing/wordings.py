"""A source's texts to the model's, in the conference's languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from bot.domain.model import Text
from bot.formats import scalars
from bot.formats.guesses import language_meant
from bot.formats.importing.cleaning import Cleaner, shortened
from bot.formats.importing.drafts import Draft, Wording
from bot.formats.importing.notes import Notes, Topic

__all__ = ["Wordings", "language_of", "languages_of"]

MOST_LANGUAGES = 20
OTHERWISE = "en"


def language_of(written: str, notes: Notes) -> str | None:
    """The code of a language; None for nothing, and for what is none."""
    word = written.strip()
    code = scalars.language(word) or scalars.language(word.lower()) or language_meant(word)
    if word and not code:
        notes.add(Topic.LANGUAGE, word)
    return code


def languages_of(draft: Draft, wished: str | None, notes: Notes) -> tuple[str, ...]:
    """The languages of the texts, the first that of texts which do not say theirs."""
    found = Counter(
        language for wording in _wordings(draft) if isinstance(wording, dict) for language in wording
    )
    unnamed = "" in found or not (found or draft.languages)
    del found[""]
    said = [language for language in draft.languages if scalars.language(language)]
    named = [*said, *(language for language, _ in found.most_common(MOST_LANGUAGES) if language not in said)]
    if wished:
        return tuple(dict.fromkeys([wished, *named]))
    if not unnamed:
        return tuple(named)
    spoken = Counter(code for event in draft.events if (code := scalars.language(event.language)))
    guess = next((code for code, _ in spoken.most_common() if code not in named), OTHERWISE)
    notes.add(Topic.CONFERENCE, f"the language of the texts, {guess!r}")
    return tuple(dict.fromkeys([guess, *named]))


def _wordings(draft: Draft) -> Iterator[Wording]:
    yield draft.title
    for event in draft.events:
        yield from (event.title, event.abstract, event.track, event.room)
        yield from (name for _, name in event.persons)


class Wordings:
    """Makes texts of wordings; a text per language keeps those of `languages`."""

    def __init__(self, cleaner: Cleaner, languages: tuple[str, ...], notes: Notes) -> None:
        self._cleaner = cleaner
        self._languages = languages
        self._notes = notes

    def line(self, wording: Wording, of: str) -> Text | None:
        """A text of one line; None for an empty one."""
        return self._text(wording, partial(self._cleaner.line, of=of))

    def version(self, written: str) -> str:
        return self._cleaner.line(written, "the version")

    def name(self, wording: Wording) -> Text | None:
        """The name of a person, room or track; None where it says that there is none."""
        first = wording if isinstance(wording, str) else next(iter(wording.values()), "")
        text = self._text(wording, lambda name: shortened(self._cleaner.line(name, first)))
        return None if text and text.default.casefold() in ("-", "–", "none", "n/a", "no track") else text

    def title_and_abstract(
        self, title: Wording, abstract: Wording, of: str
    ) -> tuple[Text | None, Text | None]:
        """Both; where the title is too long, it begins the abstract."""
        whole, told = self.line(title, of), self._text(abstract, partial(self._cleaner.paragraphs, of=of))
        if whole is None or all(shortened(wording) == wording for wording in whole.all()):
            return whole, told
        self._notes.add(Topic.TITLE, of)
        short = Text(
            shortened(whole.default), {code: shortened(text) for code, text in whole.translations.items()}
        )
        return short, _preceded(whole, told)

    def _text(self, wording: Wording, clean: Callable[[str], str]) -> Text | None:
        if isinstance(wording, str):
            text = clean(wording)
            return Text(text) if text else None
        cleaned = {code or self._languages[0]: clean(text) for code, text in wording.items()}
        texts = {code: cleaned[code] for code in self._languages if cleaned.get(code)}
        return Text(next(iter(texts.values())), texts) if texts else None


def _preceded(title: Text, abstract: Text | None) -> Text:
    if abstract is None:
        return title
    codes = [*title.translations, *abstract.translations]
    texts = {code: f"{title.in_(code)}\n\n{abstract.in_(code)}" for code in dict.fromkeys(codes)}
    return Text(next(iter(texts.values()), f"{title.default}\n\n{abstract.default}"), texts)
