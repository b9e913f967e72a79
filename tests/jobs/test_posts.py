"""What is posted in a channel, word for word in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import Shown
from tests.jobs.channels import bound, links, publish
from tests.jobs.scene import jump

LANGUAGES = ("id", "en", "zh")
JOIN = {"id": "Ikuti ↗", "en": "Join ↗", "zh": "进入会场 ↗"}
OPEN = {"id": "Buka di bot ↗", "en": "Open in the bot ↗", "zh": "在机器人中查看 ↗"}
BOT = "https://t.me/conference_bot"
MAIN, MOBILE = "https://live.example.org/main", "https://live.example.org/5g"

SOON = {
    "id": """\
⏰ Dimulai dalam 10 menit
Upacara Pembukaan
14:00–16:00 Beijing · 🌏 13:00–15:00 WIB
Panggung Utama · Ikuti ↗""",
    "en": """\
⏰ Starts in 10 minutes
Opening Ceremony
14:00–16:00 Beijing · 🌏 06:00–08:00 UTC
Main Stage · Join ↗""",
    "zh": """\
⏰ 10分钟后开始
开幕式
14:00–16:00 北京 · 🌏 06:00–08:00 UTC
主会场 · 进入会场 ↗""",
}
TWO = {
    "id": """\
⏰ Dimulai dalam 10 menit
Forum 5G
16:30–17:30 Beijing · 🌏 15:30–16:30 WIB
Ikuti ↗

Forum AI & Masyarakat\xa0◌
16:30–18:00 Beijing · 🌏 15:30–17:00 WIB
Panggung Samping · tautan untuk bergabung belum ada

◌ sementara: judul dan waktu belum pasti""",
    "en": """\
⏰ Starts in 10 minutes
5G Forum
16:30–17:30 Beijing · 🌏 08:30–09:30 UTC
Join ↗

AI & Society Forum\xa0◌
16:30–18:00 Beijing · 🌏 08:30–10:00 UTC
Side Stage · the link to join is not known yet

◌ tentative: title and time not confirmed""",
    "zh": """\
⏰ 10分钟后开始
5G论坛
16:30–17:30 北京 · 🌏 08:30–09:30 UTC
进入会场 ↗

人工智能与社会论坛\xa0◌
16:30–18:00 北京 · 🌏 08:30–10:00 UTC
分会场 · 参会链接尚未公布

◌ 待定：标题和时间尚未确认""",
}
TITLES = {
    "id": ("Forum 5G", "Forum AI & Masyarakat"),
    "en": ("5G Forum", "AI & Society Forum"),
    "zh": ("5G论坛", "人工智能与社会论坛"),
}
CHANGED = {
    "id": """\
📣 Ada perubahan program

Upacara Pembukaan
🕘 Kam, 23 Jul 14:00–16:00 Beijing → Kam, 23 Jul 14:30–16:15 Beijing · 🌏 13:30–15:15 WIB

Forum 5G
❌ Dibatalkan; semula Kam, 23 Jul 16:30–17:30 Beijing.

📍 Panggung Samping → Aula""",
    "en": """\
📣 The programme has changed

Opening Ceremony
🕘 Thu 23 Jul 14:00–16:00 Beijing → Thu 23 Jul 14:30–16:15 Beijing · 🌏 06:30–08:15 UTC

5G Forum
❌ Called off; it was to be Thu 23 Jul 16:30–17:30 Beijing.

📍 Side Stage → Hall""",
    "zh": """\
📣 议程有变动

开幕式
🕘 7月23日周四 14:00–16:00 北京 → 7月23日周四 14:30–16:15 北京 · 🌏 06:30–08:15 UTC

5G论坛
❌ 已取消，原定7月23日周四 16:30–17:30 北京。

📍 分会场 → 大厅""",
}
LATER = (
    "start: 2020-07-23 14:00\n    end: 2020-07-23 16:00",
    "start: 2020-07-23 14:30\n    end: 2020-07-23 16:15",
)
OFF = ("end: 2020-07-23 17:30\n    status: confirmed", "end: 2020-07-23 17:30\n    status: cancelled")
RENAMED = ("{id: Panggung Samping, en: Side Stage, zh: 分会场}", "{id: Aula, en: Hall, zh: 大厅}")


def moments(shown: Shown) -> list[tuple[str, int]]:
    """What each reader's Telegram puts in its own words: form and moment."""
    return [
        (entity["date_time_format"], entity["unix_time"])
        for entity in shown.entities
        if entity["type"] == "date_time"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_starts_soon_is_posted(tmp_path: Path, programme: Path, language: str) -> None:
    async with bound(tmp_path, programme, language) as (scene, channel):
        await jump(scene, "2020-07-23 13:50")
        [post] = channel.posts
    assert post.text == SOON[language]
    assert links(post) == [[(JOIN[language], MAIN), (OPEN[language], f"{BOT}?start=e_opening")]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_readers_see_their_own_time_whatever_the_channels_language(
    tmp_path: Path, programme: Path, language: str
) -> None:
    async with bound(tmp_path, programme, language) as (scene, channel):
        await jump(scene, "2020-07-23 13:50")
        assert moments(channel.posts[0]) == [("wt", 1595484000), ("t", 1595491200)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_events_of_one_moment_are_one_post(tmp_path: Path, programme: Path, language: str) -> None:
    async with bound(tmp_path, programme, language) as (scene, channel):
        await jump(scene, "2020-07-23 16:20")
        post = channel.posts[-1]
    mobile, ai = TITLES[language]
    assert post.text == TWO[language]
    assert links(post) == [
        [(mobile, f"{BOT}?start=e_mobile"), (JOIN[language], MOBILE)],
        [(ai, f"{BOT}?start=e_ai")],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_changes_are_posted_old_and_new_on_a_line(
    tmp_path: Path, programme: Path, language: str
) -> None:
    async with bound(tmp_path, programme, language) as (scene, channel):
        await publish(scene, programme, LATER, OFF, RENAMED)
        await jump(scene, "2020-07-23 13:42:30")
        [post] = channel.posts
    assert post.text == CHANGED[language]
    assert links(post) == [[(OPEN[language], BOT)]]


async def test_titles_in_changes_lead_to_the_bot(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await publish(scene, programme, LATER)
        await jump(scene, "2020-07-23 13:42:30")
        [post] = channel.posts
    assert [entity["url"] for entity in post.entities if entity["type"] == "text_link"] == [
        f"{BOT}?start=e_opening"
    ]
    assert links(post) == [[(OPEN["en"], f"{BOT}?start=e_opening")]]


async def test_event_that_is_gone_has_no_card_to_lead_to(tmp_path: Path, programme: Path) -> None:
    whole = programme.read_text(encoding="utf-8")
    night = whole[whole.index("  - id: night") : whole.index("  - id: cloud")]
    async with bound(tmp_path, programme) as (scene, channel):
        await publish(scene, programme, (night, ""))
        await jump(scene, "2020-07-23 13:42:30")
        [post] = channel.posts
    assert post.text == (
        "📣 The programme has changed\n\nNight Hackathon\n"
        "❌ Called off; it was to be Thu 23 Jul 23:30–01:30 (+1 day) Beijing."
    )
    assert [entity["type"] for entity in post.entities if entity["type"] == "text_link"] == []
    assert links(post) == [[(OPEN["en"], BOT)]]


async def test_late_post_says_how_it_stands(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await jump(scene, "2020-07-23 14:03")
        assert channel.posts[0].text.split("\n")[0] == "⏰ On now, 1 h 57 min left"
