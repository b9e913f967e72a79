"""/speakers and the page of a speaker."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPEAKERS = {
    "id": """\
Pembicara

A
Ana Tanpa Acara (安娜)
B
Budi Santoso – Moderator
L
Li Na (李娜) – Ilmuwan
Z
Zhang Wei (张伟)
[Ana Tanpa Acara] [Budi Santoso]
[Li Na] [Zhang Wei]
[☰ Menu]""",
    "en": """\
Speakers

A
Ana Without Events (安娜)
B
Budi Santoso – Moderator
L
Li Na (李娜) – Scientist
Z
Zhang Wei (张伟)
[Ana Without Events] [Budi Santoso]
[Li Na] [Zhang Wei]
[☰ Menu]""",
    "zh": """\
嘉宾

A
安娜（Ana Tanpa Acara）
B
Budi Santoso – 主持人
L
李娜（Li Na） – 科学家
Z
张伟（Zhang Wei）
[安娜] [Budi Santoso]
[李娜] [张伟]
[☰ 菜单]""",
}

SPEAKER = {
    "id": """\
Li Na (李娜)
Ilmuwan
Institut Awan

Kam, 23 Jul · 15:35–16:00 Beijing · 🌏 14:35–15:00 WIB
1. Mata Mesin\xa0◌
    ↳ Forum AI & Masyarakat

Kam, 23 Jul · 16:00–16:30 Beijing · 🌏 15:00–15:30 WIB
2. Siapa Bertanggung Jawab?\xa0◌
    ↳ Forum AI & Masyarakat

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.
[1] [2]
[☆1] [☆2]
[🔔 Ikuti semuanya, juga yang baru]
[‹ Pembicara] [☰ Menu]""",
    "en": """\
Li Na (李娜)
Scientist
Cloud Institute

Thu 23 Jul · 15:35–16:00 Beijing · 🌏 07:35–08:00 UTC
1. The Eye of the Machine\xa0◌
    ↳ AI & Society Forum

Thu 23 Jul · 16:00–16:30 Beijing · 🌏 08:00–08:30 UTC
2. Who Answers for It?\xa0◌
    ↳ AI & Society Forum

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.
[1] [2]
[☆1] [☆2]
[🔔 Follow: all of it, and what is new]
[‹ Speakers] [☰ Menu]""",
    "zh": """\
李娜（Li Na）
科学家
云研究院

7月23日周四 · 15:35–16:00 北京
1. 机器之眼\xa0◌
    ↳ 人工智能与社会论坛

7月23日周四 · 16:00–16:30 北京
2. 谁来负责？\xa0◌
    ↳ 人工智能与社会论坛

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。
[1] [2]
[☆1] [☆2]
[🔔 关注全部及新增]
[‹ 嘉宾] [☰ 菜单]""",
}

WITHOUT_EVENTS = {
    "id": """\
Ana Tanpa Acara (安娜)

Tidak ada acara yang mencantumkan pembicara ini.
[🔔 Ikuti semuanya, juga yang baru]
[‹ Pembicara] [☰ Menu]""",
    "en": """\
Ana Without Events (安娜)

Nothing in the programme lists this speaker.
[🔔 Follow: all of it, and what is new]
[‹ Speakers] [☰ Menu]""",
    "zh": """\
安娜（Ana Tanpa Acara）

议程中没有这位嘉宾的活动。
[🔔 关注全部及新增]
[‹ 嘉宾] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_speakers_are_listed_from_a_to_z_in_both_scripts(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/speakers")) == SPEAKERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_speakers_page_tells_role_affiliation_and_events(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/speakers")
    assert screen((await reader.press(data="person:li-na")).message) == SPEAKER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_speaker_without_events_is_said_to_have_none(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/speakers")
    assert screen((await reader.press(data="person:silent")).message) == WITHOUT_EVENTS[language]


async def test_speaker_leads_back_to_all_speakers(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press("Speakers")
    await reader.press("Li Na")
    assert screen((await reader.press("‹ Speakers")).message) == SPEAKERS["en"]


async def test_speaker_who_is_gone_leads_to_all_speakers(scene: Stage) -> None:
    reader = await newcomer(scene)
    assert screen((await reader.press(data="person:gone")).message) == SPEAKERS["en"]
