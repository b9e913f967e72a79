from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.settings import CHANNEL_LANGUAGES, OFF, ChannelBinding, SettingsError, load_settings
from bot.texts import LANGUAGES


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_settings_have_the_documented_defaults() -> None:
    settings = load_settings()
    assert settings.model_dump() == {
        "token": None,
        "api_url": "https://api.telegram.org",
        "database_url": "sqlite:///confbot.sqlite3",
        "schedule": Path("schedule.yaml"),
        "publish": "auto",
        "admins": frozenset(),
        "channels": (),
        "now": None,
        "speed": 1.0,
        "paid_broadcast": False,
        "messages_per_second": 30.0,
        "webhook_url": None,
        "webhook_secret": None,
        "webhook_connections": 40,
        "listen": "127.0.0.1:8080",
        "metrics_listen": "127.0.0.1:9464",
        "public_url": None,
    }


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_ADMINS", "11, 22")
    monkeypatch.setenv("BOT_NOW", "2020-07-23T13:40")
    monkeypatch.setenv("BOT_API_URL", "http://localhost:8081/")
    settings = load_settings()
    assert settings.admins == {11, 22}
    assert settings.now == datetime(2020, 7, 23, 13, 40)  # noqa: DTZ001  # the conference's zone is added later
    assert settings.api_url == "http://localhost:8081"


def test_settings_come_from_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=123456:abcdefghijklmnopqrstuvwxyz\nBOT_SPEED=60\n")
    settings = load_settings()
    assert settings.speed == 60.0
    assert settings.token is not None
    assert settings.token.get_secret_value() == "123456:abcdefghijklmnopqrstuvwxyz"


def test_wrong_settings_are_named_all_at_once_and_the_token_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "hunter2")
    monkeypatch.setenv("BOT_ADMINS", "1,@rina")
    monkeypatch.setenv("BOT_SPEED", "0")
    monkeypatch.setenv("BOT_LISTEN", "8080")
    monkeypatch.setenv("BOT_NOW", "yesterday")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        "BOT_TOKEN: found (not shown); expected the token from @BotFather, such as 123456:ABC-DEF…",
        "BOT_ADMINS: found '1,@rina'; expected user ids, comma separated, such as 1234567,7654321",
        "BOT_NOW: found 'yesterday'; expected a date and time, such as 2020-07-23T13:40 (the conference's clock)"
        " or 2020-07-23T05:40Z",
        "BOT_SPEED: found '0'; expected a number above 0 and at most 100000, such as 60",
        "BOT_LISTEN: found '8080'; expected an address and a port, such as 127.0.0.1:8080",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("postgres://bot:hunter2@db/bot", "'postgres://…'"),
        ("mysql+pymysql://bot:hunter2@db/bot", "'mysql+pymysql://…'"),
        ("bot:hunter2@db/bot", "(not shown)"),
        ("PostgreSQL://bot:hunter2@db/bot", "(not shown)"),
        ("var/bot.sqlite3", "'var/bot.sqlite3'"),
        ("sqlite:bot.sqlite3", "'sqlite:bot.sqlite3'"),
    ],
)
def test_wrong_database_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str, shown: str
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        f"BOT_DATABASE_URL: found {shown}; expected a database address, such as sqlite:///bot.sqlite3 or "
        "postgresql://user:password@host:port/name"
    ]


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+psycopg"])
def test_database_is_sqlites_or_postgresqls(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", f"{scheme}:///bot")
    assert load_settings().database_url == f"{scheme}:///bot"


def test_settings_never_print_the_password_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql://bot:hunter2@db/bot")
    settings = load_settings()
    assert "hunter2" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("url", "api_url", "taken"),
    [
        ("https://bot.example.org", "https://api.telegram.org", "https://bot.example.org"),
        ("https://bot.example.org/a/", "https://api.telegram.org", "https://bot.example.org/a"),
        ("http://10.0.0.5:8080/telegram", "http://10.0.0.4:8081", "http://10.0.0.5:8080/telegram"),
    ],
)
def test_webhook_is_an_address_with_a_plain_path(
    monkeypatch: pytest.MonkeyPatch, url: str, api_url: str, taken: str
) -> None:
    monkeypatch.setenv("BOT_API_URL", api_url)
    monkeypatch.setenv("BOT_WEBHOOK_URL", url)
    assert load_settings().webhook_url == taken


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.example.org",
        "bot.example.org",
        "https://bot.example.org?a=b",
        "https://bot.example.org/{path}",
        "https://user@bot.example.org",
    ],
)
def test_webhook_that_cannot_be_registered_is_named(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BOT_WEBHOOK_URL", url)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        f"BOT_WEBHOOK_URL: found {url!r}; expected an https address without a query, "
        "such as https://bot.example.org/telegram"
    ]


def test_wrong_settings_of_the_intake_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_WEBHOOK_CONNECTIONS", "101")
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", "hunter 2")
    monkeypatch.setenv("BOT_METRICS_LISTEN", "9464")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.problems == [
        "BOT_WEBHOOK_SECRET: found (not shown); expected 1 to 256 of A-Z, a-z, 0-9, _ and -",
        "BOT_WEBHOOK_CONNECTIONS: found '101'; expected a whole number from 1 to 100, such as 40",
        "BOT_METRICS_LISTEN: found '9464'; expected an address and a port, such as 127.0.0.1:9464, or off",
    ]


def test_metrics_can_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_METRICS_LISTEN", "off")
    assert load_settings().metrics_listen == OFF


def test_settings_never_print_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:abcdefghijklmnopqrstuvwxyz")
    assert "abcdef" not in repr(load_settings())


def test_channels_are_bound_to_a_track_and_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_CHANNELS", "@cic_5g=5g/zh, -1001234567890 = ai / en,@cic_all=*/id,")
    assert load_settings().channels == (
        ChannelBinding("@cic_5g", "5g", "zh"),
        ChannelBinding("-1001234567890", "ai", "en"),
        ChannelBinding("@cic_all", None, "id"),
    )


def test_channels_come_from_a_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_CHANNELS=@cic_all=*/en\n")
    assert load_settings().channels == (ChannelBinding("@cic_all", None, "en"),)


def test_each_wrong_piece_of_the_channels_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_SPEED", "0")
    monkeypatch.setenv(
        "BOT_CHANNELS",
        "@cic_5g=5g/zh,cic_ai=AI/en,@cic_all=*,@cic_id=*/de,@CIC_5G=ai/id,-42=*/en,https://t.me/cic",
    )
    with pytest.raises(SettingsError) as caught:
        load_settings()
    number = "expected its @name or its number, such as -1001234567890"
    assert caught.value.problems == [
        f"BOT_CHANNELS: found 'cic_ai' in 'cic_ai=AI/en'; {number}",
        "BOT_CHANNELS: found 'AI' in 'cic_ai=AI/en'; expected the id of a track, or * for the whole programme",
        "BOT_CHANNELS: found '@cic_all=*'; expected CHANNEL=TRACK/LANGUAGE, such as @cic_5g=5g/zh",
        "BOT_CHANNELS: found 'de' in '@cic_id=*/de'; expected one of id, en, zh",
        "BOT_CHANNELS: found '@CIC_5G' a second time; expected each channel once",
        f"BOT_CHANNELS: found '-42' in '-42=*/en'; {number}",
        "BOT_CHANNELS: found 'https://t.me/cic'; expected CHANNEL=TRACK/LANGUAGE, such as @cic_5g=5g/zh",
        "BOT_SPEED: found '0'; expected a number above 0 and at most 100000, such as 60",
    ]


def test_channels_are_posted_in_the_languages_of_the_bot() -> None:
    assert CHANNEL_LANGUAGES == LANGUAGES
