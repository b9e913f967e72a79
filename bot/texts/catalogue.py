"""The catalogues ``locale/<language>/LC_MESSAGES/confbot.po``: English messages are the keys."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

__all__ = ["LANGUAGES", "Texts", "language_for", "mark", "texts"]

LANGUAGES = ("id", "en", "zh")
"""The codes of the bot's languages; a reader whose language is none of them gets the first."""

_LOCALES = {"id": "id_ID", "en": "en_GB", "zh": "zh_Hans_CN"}
_CHINESE = frozenset({"zh", "yue", "cmn", "wuu", "nan", "hak", "lzh"})


def language_for(code: str | None) -> str:
    """One of `LANGUAGES` for Telegram's ``language_code``, an IETF tag such as ``zh-hans``."""
    primary = (code or "").replace("_", "-").partition("-")[0].lower()
    if primary in _CHINESE:
        return "zh"
    return primary if primary in LANGUAGES else LANGUAGES[0]


def mark(message: str) -> str:
    """The message itself, marked for the catalogues: for tables whose messages are translated later."""
    return message


class Texts:
    """The bot's messages in one language.

    `message` is the English source, ``{name}`` in it is filled with the value of that name. A message
    without a translation comes in English.
    """

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        self._translations = translations

    def __repr__(self) -> str:
        return f"Texts({self.language!r})"

    def __call__(self, message: str, /, **values: object) -> str:
        """The message as plain text."""
        return self._translations.gettext(message).format(**values)

    def n(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The plural form for `n` as plain text; ``{n}`` is filled with it."""
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def template(self, message: str) -> str:
        """The message with its ``{names}`` as they are, for whoever fills them elsewhere."""
        return self._translations.gettext(message)

    def html(self, message: str, /, **values: object) -> Markup:
        """The message as Telegram HTML; values are escaped unless they are `Markup`."""
        return Markup(self._translations.gettext(message)).format(**values)  # noqa: S704  # catalogues are ours

    def html_n(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """The plural form for `n` as Telegram HTML; values are escaped unless they are `Markup`."""
        return Markup(self._translations.ngettext(one, many, n)).format(n=n, **values)  # noqa: S704


@cache
def texts(language: str) -> Texts:
    """The messages in one of `LANGUAGES`, read once."""
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}; expected one of {', '.join(LANGUAGES)}")
    return Texts(language, _translations(language))


def _translations(language: str) -> NullTranslations:
    path = Path(__file__).with_name("locale") / language / "LC_MESSAGES" / "confbot.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
