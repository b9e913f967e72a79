"""The talks inside a forum."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

TALKS = {
    "id": """\
Forum AI & Masyarakat
Kamis, 23 Juli · Presentasi (2)

15:35–16:00 Beijing · 🌏 14:35–15:00 WIB
1. Mata Mesin\xa0◌\xa0★

16:00–16:30 Beijing · 🌏 15:00–15:30 WIB
2. Siapa Bertanggung Jawab?\xa0◌

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.
[1] [2]
[★1] [☆2]
[‹ Forum AI & Masyarakat]
[☰ Menu]""",
    "en": """\
AI & Society Forum
Thursday 23 July · Talks (2)

15:35–16:00 Beijing · 🌏 07:35–08:00 UTC
1. The Eye of the Machine\xa0◌\xa0★

16:00–16:30 Beijing · 🌏 08:00–08:30 UTC
2. Who Answers for It?\xa0◌

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.
[1] [2]
[★1] [☆2]
[‹ AI & Society Forum]
[☰ Menu]""",
    "zh": """\
人工智能与社会论坛
7月23日星期四 · 演讲（2）

15:35–16:00 北京
1. 机器之眼\xa0◌\xa0★

16:00–16:30 北京
2. 谁来负责？\xa0◌

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。
[1] [2]
[★1] [☆2]
[‹ 人工智能与社会论坛]
[☰ 菜单]""",
}

WITHOUT_TALKS = {
    "id": """\
Forum Privasi
Kamis, 23 Juli · Presentasi (0)

Belum ada presentasi yang tercantum.
[‹ Forum Privasi]
[☰ Menu]""",
    "en": """\
Privacy Forum
Thursday 23 July · Talks (0)

No talks are listed for it.
[‹ Privacy Forum]
[☰ Menu]""",
    "zh": """\
隐私论坛
7月23日星期四 · 演讲（0）

暂未列出演讲。
[‹ 隐私论坛]
[☰ 菜单]""",
}

TALK = {
    "id": """\
Mata Mesin
◌ sementara: judul dan waktu belum pasti

🗓 Kamis, 23 Juli
🕘 15:35–16:00 waktu Beijing
🌏 waktu Anda: 14:35–15:00 WIB
🏷 Presentasi · Kecerdasan Buatan
↳ dalam “Forum AI & Masyarakat”
📍 Panggung Utama

👤 Pembicara
• Li Na (李娜), Ilmuwan, Institut Awan
[☆ Tambahkan ke agenda saya]
[Ikuti ↗]
[Forumnya]
[📅 Kalender] [🖼 Jadi gambar]
[‹ Kembali] [Bagikan ↗] [☰ Menu]""",
    "en": """\
The Eye of the Machine
◌ tentative: title and time not confirmed

🗓 Thursday 23 July
🕘 15:35–16:00 Beijing time
🌏 yours: 07:35–08:00 UTC
🏷 Talk · Artificial Intelligence
↳ in “AI & Society Forum”
📍 Main Stage

👤 Speaker
• Li Na (李娜), Scientist, Cloud Institute
[☆ Add to my agenda]
[Join ↗]
[The forum]
[📅 Calendar] [🖼 As a picture]
[‹ Back] [Share ↗] [☰ Menu]""",
    "zh": """\
机器之眼
◌ 待定：标题和时间尚未确认

🗓 7月23日星期四
🕘 15:35–16:00 北京时间
🏷 演讲 · 人工智能
↳ 属于“人工智能与社会论坛”
📍 主会场

👤 嘉宾
• 李娜（Li Na），科学家，云研究院
[☆ 加入我的日程]
[进入会场 ↗]
[所属论坛]
[📅 日历] [🖼 生成分享图]
[‹ 返回] [分享 ↗] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_of_a_talk_names_its_forum(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/start e_vision")) == TALK[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_talks_of_a_forum(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "vision")
    assert screen((await reader.press(data="talks:ai-forum:0")).message) == TALKS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_forum_without_talks_says_so(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    assert screen((await reader.press(data="talks:privacy:0")).message) == WITHOUT_TALKS[language]


async def test_forum_and_talk_lead_to_each_other(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/start e_vision")
    await reader.press("The forum")
    await reader.press("Talks (2)")
    assert screen((await reader.press("1")).message) == TALK["en"]


async def test_talk_opened_from_its_forums_talks_leads_back_there(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "vision")
    await reader.press(data="talks:ai-forum:0")
    await reader.press("2")
    assert screen((await reader.press("‹ Back")).message) == TALKS["en"]


async def test_talks_lead_back_to_their_forum(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press(data="talks:ai-forum:0")
    shown = (await reader.press("‹ AI & Society Forum")).message
    assert screen(shown) == screen(await reader.send("/start e_ai-forum"))
