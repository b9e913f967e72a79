"""Stars and own lead times: what they say, where they leave the reader, and that pressing twice is harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, rows, screen
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

STARRED = {
    "id": "★ Ada di agenda Anda. Saya ingatkan 10 menit sebelumnya.",
    "en": "★ In your agenda. I'll remind you 10 minutes before.",
    "zh": "★ 已加入您的日程。开始前10分钟提醒您。",
}
UNSTARRED = {
    "id": "☆ Dihapus dari agenda Anda.",
    "en": "☆ Taken out of your agenda.",
    "zh": "☆ 已从您的日程中移除。",
}
CLASH = {
    "id": """\
★ Ada di agenda Anda. Saya ingatkan 10 menit sebelumnya.
⚠️ Waktunya bersamaan dengan “Forum AI & Masyarakat”.""",
    "en": """\
★ In your agenda. I'll remind you 10 minutes before.
⚠️ At the same time: “AI & Society Forum”.""",
    "zh": """\
★ 已加入您的日程。开始前10分钟提醒您。
⚠️ 与“人工智能与社会论坛”时间冲突。""",
}
SOON = {
    "id": "★ Ada di agenda Anda. Dimulai dalam 5 menit; saya kabari saat itu.",
    "en": "★ In your agenda. It starts in 5 minutes; I'll remind you then.",
    "zh": "★ 已加入您的日程。5分钟后开始，届时提醒您。",
}
BEGUN = {"id": "★ Ada di agenda Anda.", "en": "★ In your agenda.", "zh": "★ 已加入您的日程。"}
PAUSED = {
    "id": "★ Ada di agenda Anda. Pengingat sedang dijeda.",
    "en": "★ In your agenda. Reminders are paused.",
    "zh": "★ 已加入您的日程。提醒已暂停。",
}
CARD_STARRED = {
    "id": ["★ Di agenda saya", "⏰ 10 menit sebelumnya"],
    "en": ["★ In my agenda", "⏰ 10 minutes before"],
    "zh": ["★ 已在我的日程", "⏰ 提前10分钟"],
}
LEADS = {
    "id": """\
Hackathon Malam

Berapa lama sebelum mulai saya ingatkan Anda?
[5] [10] [15] [30] [60]
[• Seperti biasa (10 menit)]
[‹ Kembali]""",
    "en": """\
Night Hackathon

How long before the start shall I remind you of it?
[5] [10] [15] [30] [60]
[• My usual (10 min)]
[‹ Back]""",
    "zh": """\
黑客马拉松之夜

您希望在开始前多久收到提醒？
[5] [10] [15] [30] [60]
[• 默认（10分钟）]
[‹ 返回]""",
}


def favourites(folder: Path) -> list[tuple[str, int | None]]:
    """Every star in the database with its own lead time."""
    return rows(folder, "SELECT event_id, lead_time FROM favourites ORDER BY event_id")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_says_when_the_reminder_comes(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/start e_opening")
    assert (await reader.press("☆")).toast == STARRED[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_on_the_card_becomes_full_and_offers_a_lead_time(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/start e_opening")
    labels = (await reader.press("☆")).message.labels
    assert [label for row in labels[:2] for label in row] == CARD_STARRED[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_taken_back_says_so(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/start e_opening")
    await reader.press("☆")
    assert (await reader.press("★")).toast == UNSTARRED[language]


async def test_star_taken_back_leaves_the_card_as_it_was(scene: Stage) -> None:
    reader = scene.user()
    before = screen(await reader.send("/start e_opening"))
    await reader.press("☆")
    assert screen((await reader.press("★")).message) == before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_that_clashes_names_with_what(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "ai-forum")
    await reader.send("/start e_privacy")
    assert (await reader.press("☆")).toast == CLASH[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_within_the_lead_time_says_that_the_reminder_comes_at_the_start(
    scene: Stage, language: str
) -> None:
    reader = scene.user(language)
    scene.clock.jump(at("2020-07-23 13:55"))
    await reader.send("/start e_opening")
    assert (await reader.press("☆")).toast == SOON[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_of_what_has_begun_promises_no_reminder(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    scene.clock.jump(at("2020-07-23 14:00"))
    await reader.send("/start e_opening")
    assert (await reader.press("☆")).toast == BEGUN[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_while_reminders_are_paused_says_so(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    await reader.press(data="reminders:off")
    await reader.send("/start e_opening")
    assert (await reader.press("☆")).toast == PAUSED[language]


@pytest.mark.parametrize(
    "opened", ["/agenda 2", "/start t_security", "/start p_li-na", "/search forum", "/next"]
)
async def test_star_in_a_list_stays_in_the_list(scene: Stage, opened: str) -> None:
    reader = scene.user()
    before = await reader.send(opened)
    starred = (await reader.press("☆")).message
    taken_back = (await reader.press("★")).message
    assert (str(starred.labels), screen(taken_back)) == (
        str(before.labels).replace("☆", "★", 1),
        screen(before),
    )


async def test_star_in_a_list_is_marked_in_its_line_and_its_button(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/agenda 2")
    shown = (await reader.press("☆3")).message
    assert ("3. Password Forum\xa0★" in shown.text.split("\n"), shown.labels[1]) == (
        True,
        ["☆1", "☆2", "★3", "☆4", "☆5"],
    )


async def test_star_on_a_second_page_stays_there(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/agenda 2")
    await reader.press("›")
    shown = (await reader.press("☆2")).message
    assert ("2. Backup Forum\xa0★" in shown.text.split("\n"), shown.labels[2]) == (True, ["‹", "2/2"])


async def test_star_in_the_talks_of_a_forum_stays_there(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press(data="talks:ai-forum:0")
    shown = (await reader.press("☆1")).message
    assert (shown.text.split("\n")[0], shown.labels[1]) == ("AI & Society Forum", ["★1", "☆2"])


async def test_starred_forum_offers_its_talks_too(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/start e_ai-forum")
    await reader.press("☆ Add")
    answer = await reader.press("☆ Its 2 talks too")
    assert (answer.toast, favourites(scene.folder)) == (
        STARRED["en"],
        [("ai-forum", None), ("ethics", None), ("vision", None)],
    )


async def test_talks_are_not_offered_once_all_are_starred(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = (await reader.press(data="star:all:ai-forum")).message
    assert [button.text for button in shown.buttons if button.text.startswith("☆")] == []


@pytest.mark.parametrize(
    ("data", "stars"),
    [
        ("star:on:opening", [("opening", None), ("privacy", None)]),
        ("star:off:privacy", []),
        ("star:on:privacy", [("privacy", None)]),
        ("star:all:ai-forum", [("ai-forum", None), ("ethics", None), ("privacy", None), ("vision", None)]),
        ("lead:privacy:30", [("privacy", 30)]),
    ],
)
async def test_pressing_twice_does_the_same_as_once(
    scene: Stage, data: str, stars: list[tuple[str, int | None]]
) -> None:
    reader = await newcomer(scene, "en", "privacy")
    once = (await reader.press(data=data)).toast, screen(reader.last)
    twice = (await reader.press(data=data)).toast, screen(reader.last)
    assert (twice, favourites(scene.folder)) == (once, stars)


async def test_two_presses_at_once_leave_one_star(scene: Stage) -> None:
    reader = scene.user()
    card = await reader.send("/start e_opening")
    world = scene.sandbox.world
    world.press(reader.id, reader.id, card.id, "star:on:opening:")
    await reader.press(data="star:on:opening:")
    assert (favourites(scene.folder), reader.last.button("★").text) == ([("opening", None)], "★ In my agenda")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_lead_times_of_one_event_are_offered(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "hackathon")
    await reader.send("/start e_hackathon")
    assert screen((await reader.press("⏰")).message) == LEADS[language]


async def test_own_lead_time_shows_on_the_card(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "hackathon")
    await reader.send("/start e_hackathon")
    await reader.press("⏰")
    shown = (await reader.press("30")).message
    assert (shown.labels[1], favourites(scene.folder)) == (["⏰ 30 minutes before"], [("hackathon", 30)])


async def test_own_lead_time_is_marked_among_the_choices(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "hackathon")
    await reader.press(data="lead:hackathon:30")
    shown = (await reader.press("⏰")).message
    assert shown.labels == [["5", "10", "15", "• 30", "60"], ["My usual (10 min)"], ["‹ Back"]]


async def test_own_lead_time_is_given_up_for_the_usual_one(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "hackathon")
    await reader.press(data="lead:hackathon:30")
    await reader.press("⏰")
    shown = (await reader.press("My usual")).message
    assert (shown.labels[1], favourites(scene.folder)) == (["⏰ 10 minutes before"], [("hackathon", None)])


async def test_lead_time_without_a_star_stores_nothing(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press(data="lead:hackathon:30")
    assert favourites(scene.folder) == []


async def test_own_lead_time_goes_with_its_star(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "hackathon")
    for data in ("lead:hackathon:30", "star:off:hackathon", "star:on:hackathon"):
        await reader.press(data=data)
    assert favourites(scene.folder) == [("hackathon", None)]
