"""An event's card, its whole text, and the way back."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORUM = {
    "id": """\
Forum AI & Masyarakat
◌ sementara: judul dan waktu belum pasti

🗓 Kamis, 23 Juli
🕘 15:30–17:00 waktu Beijing
🌏 waktu Anda: 14:30–16:00 WIB
🏷 Forum · Kecerdasan Buatan
📍 Panggung Utama

Mesin yang belajar kini menyaring berita, menyetir mobil, dan membaca hasil rontgen. Forum ini bertanya siapa yang bertanggung jawab bila mesin keliru. Bagian pertama membahas penglihatan komputer: apa yang sudah bisa dilihat mesin, dan apa yang masih luput. Bagian kedua membahas etika: data siapa yang dipakai, dan siapa yang boleh menolak. …

👤 Pembicara
• Budi Santoso, Moderator
[☆ Tambahkan ke agenda saya]
[Ikuti ↗]
[Selengkapnya] [Presentasi (2)]
[📅 Kalender] [🖼 Jadi gambar]
[‹ Kembali] [Bagikan ↗] [☰ Menu]""",
    "en": """\
AI & Society Forum
◌ tentative: title and time not confirmed

🗓 Thursday 23 July
🕘 15:30–17:00 Beijing time
🌏 yours: 07:30–09:00 UTC
🏷 Forum · Artificial Intelligence
📍 Main Stage

Machines that learn now sort the news, drive cars and read X-rays. This forum asks who answers for it when a machine is wrong. The first part is about computer vision: what machines can see by now, and what still escapes them. The second part is about ethics: whose data is used, and who may say no. …

👤 Speaker
• Budi Santoso, Moderator
[☆ Add to my agenda]
[Join ↗]
[More] [Talks (2)]
[📅 Calendar] [🖼 As a picture]
[‹ Back] [Share ↗] [☰ Menu]""",
    "zh": """\
人工智能与社会论坛
◌ 待定：标题和时间尚未确认

🗓 7月23日星期四
🕘 15:30–17:00 北京时间
🏷 论坛 · 人工智能
📍 主会场

会学习的机器如今在筛选新闻、驾驶汽车、判读影像。

👤 嘉宾
• Budi Santoso，主持人
[☆ 加入我的日程]
[进入会场 ↗]
[演讲（2）]
[📅 日历] [🖼 生成分享图]
[‹ 返回] [分享 ↗] [☰ 菜单]""",
}

FORUM_STARRED = {
    "id": """\
Forum AI & Masyarakat
◌ sementara: judul dan waktu belum pasti

🗓 Kamis, 23 Juli
🕘 15:30–17:00 waktu Beijing
🌏 waktu Anda: 14:30–16:00 WIB
🏷 Forum · Kecerdasan Buatan
📍 Panggung Utama

Mesin yang belajar kini menyaring berita, menyetir mobil, dan membaca hasil rontgen. Forum ini bertanya siapa yang bertanggung jawab bila mesin keliru. Bagian pertama membahas penglihatan komputer: apa yang sudah bisa dilihat mesin, dan apa yang masih luput. Bagian kedua membahas etika: data siapa yang dipakai, dan siapa yang boleh menolak. …

👤 Pembicara
• Budi Santoso, Moderator

⚠️ Pada waktu yang sama di agenda Anda:
★ 15:30–16:30 Forum Privasi
[★ Di agenda saya]
[⏰ 10 menit sebelumnya]
[Ikuti ↗]
[☆ 1 presentasinya juga]
[Selengkapnya] [Presentasi (2)]
[📅 Kalender] [🖼 Jadi gambar]
[‹ Kembali] [Bagikan ↗] [☰ Menu]""",
    "en": """\
AI & Society Forum
◌ tentative: title and time not confirmed

🗓 Thursday 23 July
🕘 15:30–17:00 Beijing time
🌏 yours: 07:30–09:00 UTC
🏷 Forum · Artificial Intelligence
📍 Main Stage

Machines that learn now sort the news, drive cars and read X-rays. This forum asks who answers for it when a machine is wrong. The first part is about computer vision: what machines can see by now, and what still escapes them. The second part is about ethics: whose data is used, and who may say no. …

👤 Speaker
• Budi Santoso, Moderator

⚠️ At the same time in your agenda:
★ 15:30–16:30 Privacy Forum
[★ In my agenda]
[⏰ 10 minutes before]
[Join ↗]
[☆ Its 1 talk too]
[More] [Talks (2)]
[📅 Calendar] [🖼 As a picture]
[‹ Back] [Share ↗] [☰ Menu]""",
    "zh": """\
人工智能与社会论坛
◌ 待定：标题和时间尚未确认

🗓 7月23日星期四
🕘 15:30–17:00 北京时间
🏷 论坛 · 人工智能
📍 主会场

会学习的机器如今在筛选新闻、驾驶汽车、判读影像。

👤 嘉宾
• Budi Santoso，主持人

⚠️ 您的日程中同一时间还有：
★ 15:30–16:30 隐私论坛
[★ 已在我的日程]
[⏰ 提前10分钟]
[进入会场 ↗]
[☆ 其中1场演讲也加入]
[演讲（2）]
[📅 日历] [🖼 生成分享图]
[‹ 返回] [分享 ↗] [☰ 菜单]""",
}

ON_NOW = {
    "id": """\
Upacara Pembukaan

🗓 Kamis, 23 Juli
🕘 14:00–15:00 waktu Beijing
🌏 waktu Anda: 13:00–14:00 WIB
▶️ Sedang berlangsung, sisa 30 menit
🏷 Upacara
📍 Panggung Utama · dalam bahasa Tionghoa

👤 Pembicara
• Zhang Wei (张伟)
[☆ Tambahkan ke agenda saya]
[Ikuti ↗] [Rekaman ↗]
[📅 Kalender] [🖼 Jadi gambar]
[‹ Kembali] [Bagikan ↗] [☰ Menu]""",
    "en": """\
Opening Ceremony

🗓 Thursday 23 July
🕘 14:00–15:00 Beijing time
🌏 yours: 06:00–07:00 UTC
▶️ On now, 30 min left
🏷 Ceremony
📍 Main Stage · held in Chinese

👤 Speaker
• Zhang Wei (张伟)
[☆ Add to my agenda]
[Join ↗] [Recording ↗]
[📅 Calendar] [🖼 As a picture]
[‹ Back] [Share ↗] [☰ Menu]""",
    "zh": """\
开幕式

🗓 7月23日星期四
🕘 14:00–15:00 北京时间
▶️ 正在进行，还剩30分钟
🏷 仪式
📍 主会场 · 使用语言：中文

👤 嘉宾
• 张伟（Zhang Wei）
[☆ 加入我的日程]
[进入会场 ↗] [观看回放 ↗]
[📅 日历] [🖼 生成分享图]
[‹ 返回] [分享 ↗] [☰ 菜单]""",
}

OVER = {
    "id": """\
Upacara Pembukaan

🗓 Kamis, 23 Juli
🕘 14:00–15:00 waktu Beijing
🌏 waktu Anda: 13:00–14:00 WIB
🏷 Upacara
📍 Panggung Utama · dalam bahasa Tionghoa

👤 Pembicara
• Zhang Wei (张伟)
[☆ Tambahkan ke agenda saya]
[Rekaman ↗]
[🖼 Jadi gambar]
[‹ Kembali] [Bagikan ↗] [☰ Menu]""",
    "en": """\
Opening Ceremony

🗓 Thursday 23 July
🕘 14:00–15:00 Beijing time
🌏 yours: 06:00–07:00 UTC
🏷 Ceremony
📍 Main Stage · held in Chinese

👤 Speaker
• Zhang Wei (张伟)
[☆ Add to my agenda]
[Recording ↗]
[🖼 As a picture]
[‹ Back] [Share ↗] [☰ Menu]""",
    "zh": """\
开幕式

🗓 7月23日星期四
🕘 14:00–15:00 北京时间
🏷 仪式
📍 主会场 · 使用语言：中文

👤 嘉宾
• 张伟（Zhang Wei）
[☆ 加入我的日程]
[观看回放 ↗]
[🖼 生成分享图]
[‹ 返回] [分享 ↗] [☰ 菜单]""",
}

CANCELLED = {
    "id": """\
Forum Awan
Dibatalkan: acara ini tidak akan berlangsung.

🗓 Kamis, 23 Juli
🕘 17:30–18:30 waktu Beijing
🌏 waktu Anda: 16:30–17:30 WIB
🏷 Forum
📍 Panggung Utama
[★ Di agenda saya]
[🖼 Jadi gambar]
[‹ Kembali] [Bagikan ↗] [☰ Menu]""",
    "en": """\
Cloud Forum
Called off: this will not take place.

🗓 Thursday 23 July
🕘 17:30–18:30 Beijing time
🌏 yours: 09:30–10:30 UTC
🏷 Forum
📍 Main Stage
[★ In my agenda]
[🖼 As a picture]
[‹ Back] [Share ↗] [☰ Menu]""",
    "zh": """\
云论坛
已取消：本活动不再举行。

🗓 7月23日星期四
🕘 17:30–18:30 北京时间
🏷 论坛
📍 主会场
[★ 已在我的日程]
[🖼 生成分享图]
[‹ 返回] [分享 ↗] [☰ 菜单]""",
}

WHOLE = (
    "Machines that learn now sort the news, drive cars and read X-rays. This forum asks who answers for it when"
    " a machine is wrong. The first part is about computer vision: what machines can see by now, and what still"
    " escapes them. The second part is about ethics: whose data is used, and who may say no. At the end there is"
    " time for questions to the speakers, and for whatever else the audience would like to talk about."
)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_of_a_forum(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/start e_ai-forum")) == FORUM[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_of_a_starred_forum_names_clashes_and_offers_its_talks(
    scene: Stage, language: str
) -> None:
    reader = await newcomer(scene, language, "ai-forum", "privacy", "vision")
    assert screen((await reader.press(data="event:ai-forum:d0")).message) == FORUM_STARRED[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_of_what_is_on_says_how_long_still(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 14:30"))
    assert screen(await scene.user(language).send("/start e_opening")) == ON_NOW[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_of_what_is_over_has_the_recording_and_no_way_to_join(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:00"))
    assert screen(await scene.user(language).send("/start e_opening")) == OVER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_of_what_was_called_off_says_so(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "cloud")
    assert screen(await reader.send("/start e_cloud")) == CANCELLED[language]


@pytest.mark.parametrize(
    ("event_id", "url"),
    [
        ("opening", "https://live.example.org/main"),
        ("hackathon", "https://hack.example.org/"),
        ("vision", "https://live.example.org/main"),
    ],
)
async def test_join_opens_the_events_own_link_else_its_rooms(scene: Stage, event_id: str, url: str) -> None:
    card = await scene.user().send(f"/start e_{event_id}")
    assert card.button("Join ↗").json["url"] == url


async def test_recording_opens_its_link(scene: Stage) -> None:
    card = await scene.user().send("/start e_opening")
    assert card.button("Recording ↗").json["url"] == "https://video.example.org/opening"


async def test_more_shows_the_whole_text(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/start e_ai-forum")
    assert (await reader.press("More")).message.text.split("\n")[9] == WHOLE


async def test_more_is_not_offered_again(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/start e_ai-forum")
    assert (await reader.press("More")).message.labels[2:] == [
        ["Talks (2)"],
        ["📅 Calendar", "🖼 As a picture"],
        ["‹ Back", "Share ↗", "☰ Menu"],
    ]


@pytest.mark.parametrize(
    ("opened_from", "number"),
    [
        ("/now", "Robot Expo"),
        ("/next", "Opening Ceremony"),
        ("/agenda 2", "3"),
        ("/agenda 3", "Closing Ceremony"),
        ("/start t_ai", "2"),
        ("/start t_security", "4"),
        ("/start p_li-na", "1"),
        ("/search robot", "2"),
        ("robot", "2"),
    ],
)
async def test_card_leads_back_to_where_it_was_opened(scene: Stage, opened_from: str, number: str) -> None:
    reader = scene.user()
    before = screen(await reader.send(opened_from))
    await reader.press(number)
    assert screen((await reader.press("‹ Back")).message) == before


@pytest.mark.parametrize(
    ("starred", "presses"),
    [
        ([], ["More"]),
        ([], ["☆", "★"]),
        (["ai-forum"], ["⏰", "30"]),
        (["ai-forum"], ["⏰", "‹ Back"]),
    ],
)
async def test_card_still_leads_back_after_its_buttons_were_pressed(
    scene: Stage, starred: list[str], presses: list[str]
) -> None:
    reader = await newcomer(scene, "en", *starred)
    before = screen(await reader.send("/start t_ai"))
    await reader.press("2")
    for button in presses:
        await reader.press(button)
    assert screen((await reader.press("‹ Back")).message) == before


async def test_card_of_a_deep_link_leads_back_to_its_day(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/start e_closing")
    shown = (await reader.press("‹ Back")).message
    assert shown.text.split("\n")[0] == "Saturday 25 July · day 3 of 3"
