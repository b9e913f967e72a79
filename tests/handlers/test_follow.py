"""Follow a track or a speaker, and no longer."""

from __future__ import annotations

import pytest

from tests.handlers.scene import newcomer, rows
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

STARRED = "SELECT event_id FROM favourites WHERE chat_id = ? ORDER BY event_id"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "id",
            (
                "🔔 Ikuti semuanya, juga yang baru",
                "🔔 Diikuti: 2 acara ada di agenda Anda.",
                "🔔 Diikuti: tekan untuk berhenti",
            ),
        ),
        (
            "en",
            (
                "🔔 Follow: all of it, and what is new",
                "🔔 Followed: 2 events are in your agenda.",
                "🔔 Followed: press to stop",
            ),
        ),
        ("zh", ("🔔 关注全部及新增", "🔔 已关注：2项活动已加入您的日程。", "🔔 已关注，点击取消")),
    ],
)
async def test_following_a_track_stars_its_events(
    scene: Stage, language: str, said: tuple[str, str, str]
) -> None:
    button, toast, followed = said
    reader = await newcomer(scene, language)
    await reader.press(data="track:ai:0")
    answer = await reader.press(button)
    assert answer.toast == toast
    assert answer.message.button("🔔").text == followed
    assert rows(scene.folder, STARRED, reader.id) == [("ai-forum",), ("expo",)]


async def test_following_no_longer_keeps_what_was_starred_by_hand(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "privacy")
    await reader.press(data="follow:on:track:ai")
    answer = await reader.press(data="follow:off:track:ai")
    assert answer.toast == "No longer followed. What you starred yourself stays."
    assert rows(scene.folder, STARRED, reader.id) == [("privacy",)]


async def test_following_twice_is_following_once(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press(data="follow:on:track:ai")
    await reader.press(data="follow:on:track:ai")
    assert rows(scene.folder, "SELECT kind, target_id FROM follows WHERE chat_id = ?", reader.id) == [
        ("track", "ai")
    ]


async def test_following_what_is_gone_leads_to_the_tracks(scene: Stage) -> None:
    reader = await newcomer(scene)
    answer = await reader.press(data="follow:on:track:gone")
    assert answer.message.text == "Tracks\nWhich subject?"


async def test_changes_of_an_unchanged_programme_are_none(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = await reader.send("/changes")
    assert (
        shown.text
        == f"Nothing has changed since you last looked.\nThis is the programme {scene.app.published.schedule.version}."
    )
