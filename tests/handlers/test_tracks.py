"""/tracks and the pages of a track."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRACKS = {
    "id": """\
Topik
Topik yang mana?
[Kecerdasan Buatan] [Keamanan]
[☰ Menu]""",
    "en": """\
Tracks
Which subject?
[Artificial Intelligence] [Security]
[☰ Menu]""",
    "zh": """\
专题
请选择专题：
[人工智能] [安全]
[☰ 菜单]""",
}

TRACK = {
    "id": """\
Keamanan

Kam, 23 Jul · 15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
1. Forum Privasi

Jum, 24 Jul · 09:30–10:30 Beijing · 🌏 08:30–09:30 WIB
2. Forum Tembok Api

Jum, 24 Jul · 10:30–11:30 Beijing · 🌏 09:30–10:30 WIB
3. Forum Kata Sandi

Jum, 24 Jul · 13:00–14:00 Beijing · 🌏 12:00–13:00 WIB
4. Forum Malware

Jum, 24 Jul · 14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
5. Forum Tanda Tangan

Baris atas membuka, ☆ menandai.
[1] [2] [3] [4] [5]
[☆1] [☆2] [☆3] [☆4] [☆5]
[1/2] [›]
[🔔 Ikuti semuanya, juga yang baru]
[‹ Topik] [☰ Menu]""",
    "en": """\
Security

Thu 23 Jul · 15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
1. Privacy Forum

Fri 24 Jul · 09:30–10:30 Beijing · 🌏 01:30–02:30 UTC
2. Firewall Forum

Fri 24 Jul · 10:30–11:30 Beijing · 🌏 02:30–03:30 UTC
3. Password Forum

Fri 24 Jul · 13:00–14:00 Beijing · 🌏 05:00–06:00 UTC
4. Malware Forum

Fri 24 Jul · 14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
5. Signature Forum

The upper row opens, ☆ stars.
[1] [2] [3] [4] [5]
[☆1] [☆2] [☆3] [☆4] [☆5]
[1/2] [›]
[🔔 Follow: all of it, and what is new]
[‹ Tracks] [☰ Menu]""",
    "zh": """\
安全

7月23日周四 · 15:30–16:30 北京
1. 隐私论坛

7月24日周五 · 09:30–10:30 北京
2. 防火墙论坛

7月24日周五 · 10:30–11:30 北京
3. 密码论坛

7月24日周五 · 13:00–14:00 北京
4. 恶意软件论坛

7月24日周五 · 14:00–15:00 北京
5. 数字签名论坛

上排打开详情，☆收藏。
[1] [2] [3] [4] [5]
[☆1] [☆2] [☆3] [☆4] [☆5]
[1/2] [›]
[🔔 关注全部及新增]
[‹ 专题] [☰ 菜单]""",
}

TRACK_END = {
    "id": """\
Keamanan

Jum, 24 Jul · 15:00–16:00 Beijing · 🌏 14:00–15:00 WIB
1. Forum Cadangan

Jum, 24 Jul · 16:00–17:00 Beijing · 🌏 15:00–16:00 WIB
2. Forum Tambalan

Baris atas membuka, ☆ menandai.
[1] [2]
[☆1] [☆2]
[‹] [2/2]
[🔔 Ikuti semuanya, juga yang baru]
[‹ Topik] [☰ Menu]""",
    "en": """\
Security

Fri 24 Jul · 15:00–16:00 Beijing · 🌏 07:00–08:00 UTC
1. Backup Forum

Fri 24 Jul · 16:00–17:00 Beijing · 🌏 08:00–09:00 UTC
2. Patch Forum

The upper row opens, ☆ stars.
[1] [2]
[☆1] [☆2]
[‹] [2/2]
[🔔 Follow: all of it, and what is new]
[‹ Tracks] [☰ Menu]""",
    "zh": """\
安全

7月24日周五 · 15:00–16:00 北京
1. 备份论坛

7月24日周五 · 16:00–17:00 北京
2. 补丁论坛

上排打开详情，☆收藏。
[1] [2]
[☆1] [☆2]
[‹] [2/2]
[🔔 关注全部及新增]
[‹ 专题] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_tracks_lists_the_subjects_that_have_events(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/tracks")) == TRACKS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_track_lists_its_events_over_all_days(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/tracks")
    assert screen((await reader.press(data="track:security:0")).message) == TRACK[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_last_page_of_a_track(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/start t_security")
    assert screen((await reader.press("›")).message) == TRACK_END[language]


async def test_track_leads_back_to_all_tracks(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press("Tracks")
    await reader.press("Security")
    assert screen((await reader.press("‹ Tracks")).message) == TRACKS["en"]


async def test_track_that_is_gone_leads_to_all_tracks(scene: Stage) -> None:
    reader = await newcomer(scene)
    assert screen((await reader.press(data="track:gone:0")).message) == TRACKS["en"]
