"""What the environment (or a ``.env`` file) says. Wrong values are all named at once, secrets never."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

__all__ = ["CHANNEL_LANGUAGES", "OFF", "ChannelBinding", "Settings", "SettingsError", "load_settings"]

TELEGRAM = "https://api.telegram.org"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
DATABASE = re.compile(r"(sqlite(\+aiosqlite)?|postgresql(\+psycopg)?)://")
WEBHOOK = re.compile(r"https?://[^\s/?#@]+(/[A-Za-z0-9._~/-]*)?")
SECRET = frozenset({"token", "webhook_secret"})
HARMLESS_ADDRESS = re.compile(r"[\w./-]*|sqlite\S*")
"""It holds no password."""
CHANNEL = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{6,13}")
TRACK = re.compile(r"\*|[a-z0-9][a-z0-9_-]{0,39}")
CHANNEL_LANGUAGES = ("id", "en", "zh")
"""The languages that a channel can be posted in: those of the bot's texts."""
OFF = "off"
IN_PIECES = "in pieces"
"""The type of an error whose text has a line for each wrong piece of the value."""
EXPECTED = {
    "token": "the token from @BotFather, such as 123456:ABC-DEF…",
    "api_url": "an http or https address without a path to a method, such as https://api.telegram.org",
    "database_url": "a database address, such as sqlite:///bot.sqlite3 or postgresql://user:password@host:port/name",
    "schedule": "the path of a schedule file",
    "publish": "auto or manual",
    "admins": "user ids, comma separated, such as 1234567,7654321",
    "channels": "CHANNEL=TRACK/LANGUAGE, comma separated, such as @cic_5g=5g/zh,@cic_all=*/en",
    "now": "a date and time, such as 2020-07-23T13:40 (the conference's clock) or 2020-07-23T05:40Z",
    "speed": "a number above 0 and at most 100000, such as 60",
    "paid_broadcast": "true or false",
    "messages_per_second": "a number above 0 and at most 1000, such as 30",
    "webhook_url": "an https address without a query, such as https://bot.example.org/telegram",
    "webhook_secret": "1 to 256 of A-Z, a-z, 0-9, _ and -",
    "webhook_connections": "a whole number from 1 to 100, such as 40",
    "listen": "an address and a port, such as 127.0.0.1:8080",
    "metrics_listen": "an address and a port, such as 127.0.0.1:9464, or off",
    "public_url": "an https address",
}


class SettingsError(Exception):
    """`problems` holds a line per wrong variable: its name, its value (no secrets), what was expected."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ChannelBinding:
    """A channel in which the bot posts what starts soon and what changes."""

    chat: str
    """Its ``@name`` or its number, as it is written in the settings."""
    track: str | None
    """The id of the track that it is about; None for the whole programme."""
    language: str


class Settings(BaseSettings):
    """One run's settings; see the README for what each does."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = None
    api_url: str = TELEGRAM
    database_url: str = Field(default="sqlite:///confbot.sqlite3", repr=False)
    schedule: Path = Path("schedule.yaml")
    publish: Literal["auto", "manual"] = "auto"
    """Whether a good schedule file is published as it is saved, or waits for an organizer."""
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    channels: Annotated[tuple[ChannelBinding, ...], NoDecode] = ()
    now: datetime | None = None
    """Where the clock starts; without a zone it is the conference's."""
    speed: float = Field(default=1.0, gt=0, le=100_000)
    paid_broadcast: bool = False
    """Whether what is sent in bulk may cost Stars, and so go faster than Telegram lets bots for nothing."""
    messages_per_second: float = Field(default=30.0, gt=0, le=1000)
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_connections: int = Field(default=40, ge=1, le=100)
    listen: str = "127.0.0.1:8080"
    metrics_listen: str = "127.0.0.1:9464"
    """``off`` turns metrics and health off."""
    public_url: str | None = None

    @field_validator("token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("webhook_url")
    @classmethod
    def _webhook_can_be_registered(cls, url: str | None, info: ValidationInfo) -> str | None:
        """Only a Bot API server of one's own takes one without TLS."""
        plain = url is not None and url.startswith("http:") and info.data.get("api_url") == TELEGRAM
        if url is not None and (plain or not WEBHOOK.fullmatch(url)):
            raise ValueError
        return url.rstrip("/") if url else url

    @field_validator("api_url", "public_url")
    @classmethod
    def _url_is_one(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
            raise ValueError
        return url.rstrip("/") if url else url

    @field_validator("admins", mode="before")
    @classmethod
    def _ids_are_listed(cls, ids: object) -> object:
        return [int(part) for part in ids.split(",") if part.strip()] if isinstance(ids, str) else ids

    @field_validator("channels", mode="before")
    @classmethod
    def _channels_are_bound(cls, channels: object) -> object:
        if not isinstance(channels, str):
            return channels
        pieces = [piece.strip() for piece in channels.split(",") if piece.strip()]
        if problems := list(_channel_problems(pieces)):
            raise PydanticCustomError(IN_PIECES, "{problems}", {"problems": "\n".join(problems)})
        return [_binding(piece) for piece in pieces]

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, url: str) -> str:
        if not DATABASE.match(url):
            raise ValueError
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_its_form(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError
        return secret

    @field_validator("listen", "metrics_listen")
    @classmethod
    def _address_has_a_port(cls, listen: str, info: ValidationInfo) -> str:
        if listen == OFF and info.field_name == "metrics_listen":
            return listen
        host, _, port = listen.rpartition(":")
        if not host or not port.isdigit() or not 0 <= int(port) < 65536:
            raise ValueError
        return listen


def load_settings(**overrides: object) -> Settings:
    """Read the settings; `overrides` win over the environment.

    Raises SettingsError naming every wrong variable.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_problems(error)) from None


def _problems(error: ValidationError) -> list[str]:
    """A line per variable, or per wrong piece of one; pydantic's texts tell neither name nor remedy."""
    found: dict[str, list[str]] = {}
    for item in error.errors(include_url=False, include_context=False):
        name = str(item["loc"][0])
        whole = f"found {_shown(name, item['input'])}; expected {EXPECTED[name]}"
        said = item["msg"].split("\n") if item["type"] == IN_PIECES else [whole]
        found.setdefault(name, [f"BOT_{name.upper()}: {line}" for line in said])
    return [line for lines in found.values() for line in lines]


def _shown(name: str, value: object) -> str:
    """The value, or that it is not shown."""
    if name in SECRET:
        return "(not shown)"
    if name == "database_url" and not HARMLESS_ADDRESS.fullmatch(str(value)):
        scheme = re.match(r"[a-z0-9+]+://", str(value))
        return f"'{scheme.group()}…'" if scheme else "(not shown)"
    return repr(value)


def _parts(piece: str) -> tuple[str, str, str]:
    """The channel, the track and the language of ``CHANNEL=TRACK/LANGUAGE``; empty where there is none."""
    chat, _, about = piece.partition("=")
    track, _, language = about.rpartition("/")
    return chat.strip(), track.strip(), language.strip()


def _channel_problems(pieces: list[str]) -> Iterator[str]:
    """What is wrong with each of them."""
    seen: set[str] = set()
    for piece in pieces:
        chat, track, language = _parts(piece)
        if not (chat and track and language):
            yield f"found {piece!r}; expected CHANNEL=TRACK/LANGUAGE, such as @cic_5g=5g/zh"
            continue
        if not CHANNEL.fullmatch(chat):
            yield f"found {chat!r} in {piece!r}; expected its @name or its number, such as -1001234567890"
        if not TRACK.fullmatch(track):
            yield f"found {track!r} in {piece!r}; expected the id of a track, or * for the whole programme"
        if language not in CHANNEL_LANGUAGES:
            yield f"found {language!r} in {piece!r}; expected one of {', '.join(CHANNEL_LANGUAGES)}"
        if chat.lower() in seen:
            yield f"found {chat!r} a second time; expected each channel once"
        seen.add(chat.lower())


def _binding(piece: str) -> ChannelBinding:
    chat, track, language = _parts(piece)
    return ChannelBinding(chat, None if track == "*" else track, language)
