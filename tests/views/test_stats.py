"""/stats as organizers read it, word for word, and the forecast within it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.model import Track
from bot.domain.spread import Sending, sendings
from bot.domain.statistics import People, Reminders
from bot.texts import texts
from bot.views.forecast import forecast
from bot.views.message import Message, plain
from bot.views.stats import ChannelStanding, Figures, stats
from bot.views.viewer import Viewer
from tests.samples import BEIJING, at, chat, schedule, text
from tests.views.test_limits import WORST, assert_telegram_takes

MOMENT = at("2020-07-23 13:30")
PROGRAMME = schedule(tracks=(Track("5g", text("5G", zh="5G")),))


def burst(lead: int, chats: int, start: str) -> tuple[object, object, int]:
    starts_at = at(start)
    return starts_at - timedelta(minutes=lead), starts_at, chats


def coming(*bursts: tuple[object, object, int], rate: float = 30) -> list[Sending]:
    return sendings(bursts, rate, MOMENT)  # type: ignore[arg-type]


FIGURES = Figures(
    People(reachable=12_040, retired=17, starred=9_800, groups=3),
    Reminders(sent=5_210, after_start=3, failed=4, unknown=1, too_late=2),
    waiting=12,
    sendings=coming(
        burst(10, 600, "2020-07-23 14:00"),
        burst(10, 36_000, "2020-07-23 16:30"),
        burst(5, 300_000, "2020-07-24 09:00"),
    ),
    rate=30,
    channels=(
        ChannelStanding("@cic_5g", "5g", "zh", posts=True),
        ChannelStanding("@cic_all", None, "en", posts=False),
        ChannelStanding("-1001234567890", "6g", "id", posts=False),
    ),
)
SAID = {
    "id": """\
📊 Keadaan terkini
13:30 Beijing · 12:30 WIB · program 1.0

Pengguna
Dapat dihubungi: 12.040 · menandai acara: 9.800
Tidak lagi dapat dihubungi: 17 · grup: 3

Pengingat 24 jam terakhir
Terkirim: 5.210 · setelah acara mulai: 3
Gagal: 4 · tidak pasti sampai: 1
Tidak dikirim karena sudah terlambat: 2
Pesan yang sedang menunggu: 12

Saluran
@cic_5g · 5G · 中文
@cic_all · seluruh program · English · ⚠️ saya tidak boleh menulis di sana
-1001234567890 · 6g · Indonesia · ⚠️ saya tidak boleh menulis di sana

Pengingat yang akan dikirim
⚠️ 84.000 di antaranya terlambat, dengan 30 pesan per detik.

Kam, 23 Jul
13:50 · 600 pengingat untuk yang dimulai pukul 14:00
16:09–16:29 · 36.000 pengingat untuk yang dimulai pukul 16:30

Jum, 24 Jul
07:00–09:46 · 300.000 pengingat untuk yang dimulai pukul 09:00 · ⚠️ 84.000 terlambat

Yang membantu: saluran yang mereka semua baca (BOT_CHANNELS), pengingat yang lebih awal, atau siaran berbayar \
Telegram, hingga 1000 pesan per detik (BOT_MESSAGES_PER_SECOND).""",
    "en": """\
📊 How it stands
13:30 Beijing · programme 1.0

People
Reachable: 12,040 · with stars: 9,800
No longer reachable: 17 · groups: 3

Reminders in the last 24 hours
Sent: 5,210 · after the start: 3
Failed: 4 · unknown: 1
Not sent, because it was too late: 2
Messages waiting now: 12

Channels
@cic_5g · 5G · 中文
@cic_all · the whole programme · English · ⚠️ I may not post there
-1001234567890 · 6g · Indonesia · ⚠️ I may not post there

Reminders to come
⚠️ 84,000 of them come too late, at 30 messages a second.

Thu 23 Jul
13:50 · 600 reminders of what starts at 14:00
16:09–16:29 · 36,000 reminders of what starts at 16:30

Fri 24 Jul
07:00–09:46 · 300,000 reminders of what starts at 09:00 · ⚠️ 84,000 come too late

What helps: a channel that all of them read (BOT_CHANNELS), a longer lead time, or Telegram's paid broadcasts, \
up to 1000 messages a second (BOT_MESSAGES_PER_SECOND).""",
    "zh": """\
📊 当前情况
13:30 北京 · 议程版本1.0

用户
可联系：12,040 · 有收藏：9,800
已无法联系：17 · 群组：3

过去24小时的提醒
已发送：5,210 · 开始后才送达：3
失败：4 · 不确定是否送达：1
因过期而未发送：2
正在等待发送的消息：12

频道
@cic_5g · 5G · 中文
@cic_all · 全部议程 · English · ⚠️ 我不能在那里发消息
-1001234567890 · 6g · Indonesia · ⚠️ 我不能在那里发消息

待发提醒
⚠️ 按每秒30条计算，其中84,000条来不及。

7月23日周四
13:50 · 14:00开始的活动：600条提醒
16:09–16:29 · 16:30开始的活动：36,000条提醒

7月24日周五
07:00–09:46 · 09:00开始的活动：300,000条提醒 · ⚠️ 84,000条来不及

可以这样改善：请大家关注同一个频道（BOT_CHANNELS）、把提醒时间提前，或使用Telegram的付费群发，\
最高每秒1000条（BOT_MESSAGES_PER_SECOND）。""",
}


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_stats_say_how_it_stands(language: str) -> None:
    shown = stats(Viewer(PROGRAMME, chat(language), MOMENT), FIGURES)
    assert plain(shown.text) == SAID[language]


def test_stats_of_an_empty_bot_leave_out_what_there_is_none_of() -> None:
    nothing = Figures(People(0, 0, 0, 0), Reminders(0, 0, 0, 0, 0), 0, [], 30)
    shown = stats(Viewer(PROGRAMME, chat(), MOMENT), nothing)
    assert plain(shown.text).split("\n")[2:] == [
        "",
        "People",
        "Reachable: 0 · with stars: 0",
        "No longer reachable: 0",
        "",
        "Reminders in the last 24 hours",
        "Sent: 0 · after the start: 0",
        "Failed: 0 · unknown: 0",
        "Messages waiting now: 0",
        "",
        "Reminders to come",
        "None are to come.",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ["Semua tepat waktu, dengan 0,5 pesan per detik.", "Tidak ada yang akan dikirim."]),
        ("en", ["All in time, at 0.5 messages a second.", "None are to come."]),
        ("zh", ["按每秒0.5条计算，全部来得及。", "没有待发的提醒。"]),
    ],
)
def test_forecast_begins_with_the_verdict(language: str, said: list[str]) -> None:
    one = coming(burst(10, 1, "2020-07-23 14:00"), rate=0.5)
    found = [plain(forecast(texts(language), BEIJING, some, 0.5)).split("\n")[0] for some in (one, [])]
    assert found == said


def test_forecast_of_one_reminder_is_singular() -> None:
    late = [Sending(MOMENT, MOMENT, 1, MOMENT, MOMENT + timedelta(minutes=1), 1)]
    assert plain(forecast(texts("en"), BEIJING, late, 30)).split("\n")[:4] == [
        "⚠️ 1 of them comes too late, at 30 messages a second.",
        "",
        "Thu 23 Jul",
        "13:30–13:31 · 1 reminder of what starts at 13:30 · ⚠️ 1 comes too late",
    ]


def test_forecast_over_midnight_marks_the_day() -> None:
    [night] = coming(burst(10, 36_000, "2020-07-24 00:15"))
    assert plain(forecast(texts("en"), BEIJING, [night], 30)).split("\n")[2:] == [
        "Thu 23 Jul",
        "23:54–00:14 (+1 day) · 36,000 reminders of what starts at 00:15",
    ]


def test_forecast_shows_the_next_ones_and_those_too_late() -> None:
    bursts = [burst(10, 60, f"2020-07-23 {hour}:00") for hour in range(14, 24)]
    late = burst(5, 400_000, "2020-07-24 12:00")
    shown = plain(forecast(texts("en"), BEIJING, coming(*bursts, late), 30)).split("\n")
    spans = [line.partition(" ")[0] for line in shown if " · " in line]
    assert spans == ["13:50", "14:50", "15:50", "16:50", "17:50", "18:50", "10:00–13:42"]
    assert shown[-3] == "… and 4 more."


def every_view(viewer: Viewer) -> list[Message]:
    many = coming(
        *(burst(5, 900_000, f"2020-07-{day} {hour:02}:00") for day in (24, 25) for hour in range(24))
    )
    track = next(iter(WORST.tracks))
    channels = [ChannelStanding("@" + "x" * 32, track, "id", posts=False)] * 40
    huge = 10**12
    people, reminders = People(huge, huge, huge, huge), Reminders(huge, huge, huge, huge, huge)
    return [stats(viewer, Figures(people, reminders, huge, many, 0.123456, channels))]


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_no_view_breaks_a_limit_of_telegram(language: str) -> None:
    for message in every_view(Viewer(WORST, chat(language), MOMENT)):
        assert_telegram_takes(message)
        assert not plain(message.text).endswith("…")
