"""/stats as organizers read it, word for word, and the forecast within it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.feedback import Answers
from bot.domain.model import Track
from bot.domain.spread import Sending, sendings
from bot.domain.statistics import People, Reminders, Stars
from bot.texts import texts
from bot.views.forecast import forecast
from bot.views.message import CAPTION_LIMIT, Message, length, plain
from bot.views.stats import ChannelStanding, coming, delivery, interest, people, ratings
from bot.views.viewer import Viewer
from tests.samples import BEIJING, at, chat, event, schedule, text
from tests.views.test_limits import WORST, assert_telegram_takes

MOMENT = at("2020-07-23 13:30")
PROGRAMME = schedule(
    *(
        event(
            f"e{n}",
            f"2020-07-2{3 + n % 3} 1{n}:00",
            title=text(f"Event {n}", id=f"Acara {n}", zh=f"活动{n}"),
            track="5g",
        )
        for n in range(10)
    ),
    tracks=(Track("5g", text("5G")),),
)
LANGUAGES = ("id", "en", "zh")


def burst(lead: int, chats: int, start: str) -> tuple[object, object, int]:
    starts_at = at(start)
    return starts_at - timedelta(minutes=lead), starts_at, chats


def bursts(*some: tuple[object, object, int], rate: float = 30) -> list[Sending]:
    return sendings(some, rate, MOMENT)  # type: ignore[arg-type]


def viewer(language: str = "en") -> Viewer:
    return Viewer(PROGRAMME, chat(language), MOMENT)


def screen(message: Message) -> str:
    """The caption, and under it the buttons in brackets, a line for each row."""
    assert isinstance(message.keyboard, InlineKeyboardMarkup)
    rows = (" ".join(f"[{button.text}]" for button in row) for row in message.keyboard.inline_keyboard)
    return "\n".join([plain(message.text), *rows])


PEOPLE_NOW = People(reachable=12_040, retired=17, starred=9_800, groups=3, of_day=3_200, of_week=8_100)
STARS = Stars({f"e{n}": 100 * (n + 1) for n in range(10)}, {}, 12_040)
REMINDERS = Reminders(sent=5_210, after_start=3, failed=4, unknown=1, too_late=2)
CHANNELS = (
    ChannelStanding("@cic_5g", "5g", "zh", posts=True),
    ChannelStanding("@cic_all", None, "en", posts=False),
    ChannelStanding("-1001234567890", "6g", "id", posts=False),
)
COMING = bursts(
    burst(10, 600, "2020-07-23 14:00"),
    burst(10, 36_000, "2020-07-23 16:30"),
    burst(5, 300_000, "2020-07-24 09:00"),
)
ANSWERS = {f"e{n}": Answers({5: n, 1: 1}, n) for n in range(10)}

PEOPLE = {
    "id": """\
📊 Pengguna
13:30 Beijing · 12:30 WIB · program 1.0

Dapat dihubungi: 12.040 · menandai acara: 9.800
Aktif dalam 24 jam terakhir: 3.200 · dalam 7 hari: 8.100
Tidak lagi dapat dihubungi: 17 · grup: 3
[• Pengguna] [Minat] [Pengiriman]
[Perkiraan] [Penilaian]
[🔄 Perbarui] [☰ Menu]""",
    "en": """\
📊 People
13:30 Beijing · programme 1.0

Reachable: 12,040 · with stars: 9,800
Active in the last 24 hours: 3,200 · in 7 days: 8,100
No longer reachable: 17 · groups: 3
[• People] [Interest] [Delivery]
[Forecast] [Ratings]
[🔄 Refresh] [☰ Menu]""",
    "zh": """\
📊 用户
13:30 北京 · 议程版本1.0

可联系：12,040 · 有收藏：9,800
过去24小时活跃：3,200 · 7天内：8,100
已无法联系：17 · 群组：3
[• 用户] [关注度] [送达情况]
[预测] [评分]
[🔄 刷新] [☰ 菜单]""",
}

INTEREST = {
    "id": """\
📊 Minat
13:30 Beijing · 12:30 WIB · program 1.0

12.040 orang dan grup menandai sesuatu; persentasenya dalam kurung.

Paling diminati
1.000 (8%) · Acara 9
900 (7%) · Acara 8
800 (7%) · Acara 7
700 (6%) · Acara 6

Paling sepi peminat
100 (1%) · Acara 0
200 (2%) · Acara 1
300 (2%) · Acara 2
400 (3%) · Acara 3
[• Topik] [Kam, 23] [Jum, 24] [Sab, 25]
[Pengguna] [• Minat] [Pengiriman]
[Perkiraan] [Penilaian]
[🔄 Perbarui] [☰ Menu]""",
    "en": """\
📊 Interest
13:30 Beijing · programme 1.0

12,040 people and groups have starred something; in brackets is the share of that.

Most wanted
1,000 (8%) · Event 9
900 (7%) · Event 8
800 (7%) · Event 7
700 (6%) · Event 6

Least wanted
100 (1%) · Event 0
200 (2%) · Event 1
300 (2%) · Event 2
400 (3%) · Event 3
[• Tracks] [Thu 23] [Fri 24] [Sat 25]
[People] [• Interest] [Delivery]
[Forecast] [Ratings]
[🔄 Refresh] [☰ Menu]""",
    "zh": """\
📊 关注度
13:30 北京 · 议程版本1.0

12,040个用户和群组收藏过活动，括号内是占比。

最受关注
1,000 (8%) · 活动9
900 (7%) · 活动8
800 (7%) · 活动7
700 (6%) · 活动6

最少关注
100 (1%) · 活动0
200 (2%) · 活动1
300 (2%) · 活动2
400 (3%) · 活动3
[• 专题] [23日周四] [24日周五] [25日周六]
[用户] [• 关注度] [送达情况]
[预测] [评分]
[🔄 刷新] [☰ 菜单]""",
}

DELIVERY = {
    "id": """\
📊 Pengiriman
13:30 Beijing · 12:30 WIB · program 1.0

Pengingat 24 jam terakhir
Terkirim: 5.210 · setelah acara mulai: 3
Gagal: 4 · tidak pasti sampai: 1
Tidak dikirim karena sudah terlambat: 2
Pesan yang sedang menunggu: 12

Saluran
@cic_5g · 5G · 中文
@cic_all · seluruh program · English · ⚠️ saya tidak boleh menulis di sana
-1001234567890 · 6g · Indonesia · ⚠️ saya tidak boleh menulis di sana
[Pengguna] [Minat] [• Pengiriman]
[Perkiraan] [Penilaian]
[🔄 Perbarui] [☰ Menu]""",
    "en": """\
📊 Delivery
13:30 Beijing · programme 1.0

Reminders in the last 24 hours
Sent: 5,210 · after the start: 3
Failed: 4 · unknown: 1
Not sent, because it was too late: 2
Messages waiting now: 12

Channels
@cic_5g · 5G · 中文
@cic_all · the whole programme · English · ⚠️ I may not post there
-1001234567890 · 6g · Indonesia · ⚠️ I may not post there
[People] [Interest] [• Delivery]
[Forecast] [Ratings]
[🔄 Refresh] [☰ Menu]""",
    "zh": """\
📊 送达情况
13:30 北京 · 议程版本1.0

过去24小时的提醒
已发送：5,210 · 开始后才送达：3
失败：4 · 不确定是否送达：1
因过期而未发送：2
正在等待发送的消息：12

频道
@cic_5g · 5G · 中文
@cic_all · 全部议程 · English · ⚠️ 我不能在那里发消息
-1001234567890 · 6g · Indonesia · ⚠️ 我不能在那里发消息
[用户] [关注度] [• 送达情况]
[预测] [评分]
[🔄 刷新] [☰ 菜单]""",
}

FORECAST = {
    "id": """\
📊 Perkiraan
13:30 Beijing · 12:30 WIB · program 1.0

Pengingat yang akan dikirim
⚠️ 84.000 di antaranya terlambat, dengan 30 pesan per detik.
Yang membantu: saluran yang mereka semua baca (BOT_CHANNELS), pengingat yang lebih awal, atau \
siaran berbayar Telegram, hingga 1000 pesan per detik (BOT_MESSAGES_PER_SECOND).

Kam, 23 Jul
13:50 · 600 pengingat untuk yang dimulai pukul 14:00
16:09–16:29 · 36.000 pengingat untuk yang dimulai pukul 16:30

Jum, 24 Jul
07:00–09:46 · 300.000 pengingat untuk yang dimulai pukul 09:00 · ⚠️ 84.000 terlambat
[Pengguna] [Minat] [Pengiriman]
[• Perkiraan] [Penilaian]
[🔄 Perbarui] [☰ Menu]""",
    "en": """\
📊 Forecast
13:30 Beijing · programme 1.0

Reminders to come
⚠️ 84,000 of them come too late, at 30 messages a second.
What helps: a channel that all of them read (BOT_CHANNELS), a longer lead time, or Telegram's paid \
broadcasts, up to 1000 messages a second (BOT_MESSAGES_PER_SECOND).

Thu 23 Jul
13:50 · 600 reminders of what starts at 14:00
16:09–16:29 · 36,000 reminders of what starts at 16:30

Fri 24 Jul
07:00–09:46 · 300,000 reminders of what starts at 09:00 · ⚠️ 84,000 come too late
[People] [Interest] [Delivery]
[• Forecast] [Ratings]
[🔄 Refresh] [☰ Menu]""",
    "zh": """\
📊 预测
13:30 北京 · 议程版本1.0

待发提醒
⚠️ 按每秒30条计算，其中84,000条来不及。
可以这样改善：请大家关注同一个频道（BOT_CHANNELS）、把提醒时间提前，或使用Telegram的付费群发，最高每秒1000条（BOT_MESSAGES_PER_SECOND）。

7月23日周四
13:50 · 14:00开始的活动：600条提醒
16:09–16:29 · 16:30开始的活动：36,000条提醒

7月24日周五
07:00–09:46 · 09:00开始的活动：300,000条提醒 · ⚠️ 84,000条来不及
[用户] [关注度] [送达情况]
[• 预测] [评分]
[🔄 刷新] [☰ 菜单]""",
}

RATINGS = {
    "id": """\
📊 Penilaian
13:30 Beijing · 12:30 WIB · program 1.0

★ 4,3 · 55 penilaian · 10 acara · 45 komentar

★ 4,6 (10) · Acara 9
★ 4,6 (9) · Acara 8
★ 4,5 (8) · Acara 7
★ 4,4 (7) · Acara 6
…
★ 4,0 (4) · Acara 3
★ 3,7 (3) · Acara 2
★ 3,0 (2) · Acara 1
★ 1,0 (1) · Acara 0
[⭐ Penilaian acara]
[Pengguna] [Minat] [Pengiriman]
[Perkiraan] [• Penilaian]
[🔄 Perbarui] [☰ Menu]""",
    "en": """\
📊 Ratings
13:30 Beijing · programme 1.0

★ 4.3 · 55 ratings · 10 events · 45 lines

★ 4.6 (10) · Event 9
★ 4.6 (9) · Event 8
★ 4.5 (8) · Event 7
★ 4.4 (7) · Event 6
…
★ 4.0 (4) · Event 3
★ 3.7 (3) · Event 2
★ 3.0 (2) · Event 1
★ 1.0 (1) · Event 0
[⭐ Feedback]
[People] [Interest] [Delivery]
[Forecast] [• Ratings]
[🔄 Refresh] [☰ Menu]""",
    "zh": """\
📊 评分
13:30 北京 · 议程版本1.0

★ 4.3 · 55次评分 · 10场活动 · 45条留言

★ 4.6 (10) · 活动9
★ 4.6 (9) · 活动8
★ 4.5 (8) · 活动7
★ 4.4 (7) · 活动6
…
★ 4.0 (4) · 活动3
★ 3.7 (3) · 活动2
★ 3.0 (2) · 活动1
★ 1.0 (1) · 活动0
[⭐ 活动评价]
[用户] [关注度] [送达情况]
[预测] [• 评分]
[🔄 刷新] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_page(language: str) -> None:
    assert screen(people(viewer(language), PEOPLE_NOW)) == PEOPLE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_interest_page(language: str) -> None:
    assert screen(interest(viewer(language), STARS)) == INTEREST[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_delivery_page(language: str) -> None:
    assert screen(delivery(viewer(language), REMINDERS, 12, CHANNELS)) == DELIVERY[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_forecast_page(language: str) -> None:
    assert screen(coming(viewer(language), COMING, 30)) == FORECAST[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ratings_page(language: str) -> None:
    assert screen(ratings(viewer(language), ANSWERS)) == RATINGS[language]


def body(message: Message) -> list[str]:
    """What is under the heading."""
    return plain(message.text).split("\n")[3:]


def test_pages_leave_out_what_there_is_none_of() -> None:
    assert body(people(viewer(), People(1, 0, 1)))[2:] == ["No longer reachable: 0"]
    assert body(delivery(viewer(), Reminders(), 0, ())) == [
        "Reminders in the last 24 hours",
        "Sent: 0 · after the start: 0",
        "Failed: 0 · unknown: 0",
        "Messages waiting now: 0",
    ]


def test_interest_of_nobody_names_no_event() -> None:
    assert body(interest(viewer(), Stars({}, {}, 0))) == [
        "0 people and groups have starred something; in brackets is the share of that."
    ]


def test_interest_of_one_is_singular() -> None:
    assert body(interest(viewer(), Stars({"e1": 1}, {}, 1)))[:4] == [
        "1 person or group has starred something; in brackets is the share of that.",
        "",
        "Most wanted",
        "1 (100%) · Event 1",
    ]


def test_chosen_day_is_marked() -> None:
    shown = screen(interest(viewer(), STARS, PROGRAMME.days[1]))
    assert shown.split("\n")[-4] == "[Tracks] [Thu 23] [• Fri 24] [Sat 25]"


def test_ratings_of_nobody_say_so() -> None:
    assert body(ratings(viewer(), {})) == ["There are no answers yet."]


def test_ratings_of_events_that_are_gone_count_and_are_not_named() -> None:
    assert body(ratings(viewer(), {"gone": Answers({4: 2}, 0)})) == ["★ 4.0 · 2 ratings · 1 event"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ["Semua tepat waktu, dengan 0,5 pesan per detik.", "Tidak ada yang akan dikirim."]),
        ("en", ["All in time, at 0.5 messages a second.", "None are to come."]),
        ("zh", ["按每秒0.5条计算，全部来得及。", "没有待发的提醒。"]),
    ],
)
def test_forecast_begins_with_the_verdict(language: str, said: list[str]) -> None:
    one = bursts(burst(10, 1, "2020-07-23 14:00"), rate=0.5)
    found = [plain(forecast(texts(language), BEIJING, some, 0.5)).split("\n")[0] for some in (one, [])]
    assert found == said


def test_forecast_of_one_reminder_is_singular() -> None:
    late = [Sending(MOMENT, MOMENT, 1, MOMENT, MOMENT + timedelta(minutes=1), 1)]
    verdict, _, *rest = plain(forecast(texts("en"), BEIJING, late, 30)).split("\n")
    assert [verdict, *rest] == [
        "⚠️ 1 of them comes too late, at 30 messages a second.",
        "",
        "Thu 23 Jul",
        "13:30–13:31 · 1 reminder of what starts at 13:30 · ⚠️ 1 comes too late",
    ]


def test_forecast_over_midnight_marks_the_day() -> None:
    [night] = bursts(burst(10, 36_000, "2020-07-24 00:15"))
    assert plain(forecast(texts("en"), BEIJING, [night], 30)).split("\n")[2:] == [
        "Thu 23 Jul",
        "23:54–00:14 (+1 day) · 36,000 reminders of what starts at 00:15",
    ]


def test_forecast_shows_the_next_ones_and_those_too_late() -> None:
    hourly = [burst(10, 60, f"2020-07-23 {hour}:00") for hour in range(14, 24)]
    late = burst(5, 400_000, "2020-07-24 12:00")
    shown = plain(forecast(texts("en"), BEIJING, bursts(*hourly, late), 30)).split("\n")
    spans = [line.partition(" ")[0] for line in shown if " · " in line]
    assert spans == ["13:50", "14:50", "15:50", "16:50", "10:00–13:42"]
    assert shown[-1] == "… and 6 more."


def every_page(worst: Viewer) -> Iterator[Message]:
    huge = 10**12
    many = bursts(
        *(burst(5, 900_000, f"2020-07-{day} {hour:02}:00") for day in (24, 25) for hour in range(24))
    )
    channels = [ChannelStanding("@" + "x" * 32, next(iter(WORST.tracks)), "id", posts=False)] * 40
    yield people(worst, People(huge, huge, huge, huge, huge, huge))
    yield interest(worst, Stars(dict.fromkeys(WORST.events, huge), {}, huge), WORST.days[0])
    yield delivery(worst, Reminders(huge, huge, huge, huge, huge), huge, channels)
    yield coming(worst, many, 0.123456)
    yield ratings(worst, dict.fromkeys(WORST.events, Answers({5: huge}, huge)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_a_limit_of_telegram(language: str) -> None:
    for message in every_page(Viewer(WORST, chat(language), MOMENT)):
        assert_telegram_takes(message)
        assert length(message.text) <= CAPTION_LIMIT
