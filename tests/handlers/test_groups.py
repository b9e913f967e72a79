"""Groups: one agenda for all, which only admins change; the bot speaks when it is spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox import ApiError, Group, Person
from tests.handlers.scene import LANGUAGES, rows, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

GREETING = {
    "id": """\
Konferensi Uji
23–25 Jul 2020 · program 7

Hari ke-1 dari 3 · 13:40 Beijing · 12:40 WIB
▶️ Pameran Robot

Berikutnya, dalam 20 menit:
Upacara Pembukaan
14:00–15:00 Beijing · 🌏 13:00–14:00 WIB

Lihat-lihat, tandai ☆ yang ingin Anda ikuti, dan saya kabari tepat waktu.""",
    "en": """\
Test Conference
23–25 Jul 2020 · programme 7

Day 1 of 3 · 13:40 Beijing
▶️ Robot Expo

Next, in 20 minutes:
Opening Ceremony
14:00–15:00 Beijing · 🌏 06:00–07:00 UTC

Look around, star ☆ what you want to see, and I'll remind you in time.""",
    "zh": """\
测试大会
2020年7月23日至25日 · 议程版本7

第1天，共3天 · 13:40 北京
▶️ 机器人展

接下来，20分钟后：
开幕式
14:00–15:00 北京

随意浏览，点☆收藏想看的活动，我会准时提醒您。""",
}

REFUSED = {
    "id": "Hanya admin grup ini yang dapat mengubah agendanya. Buka obrolan pribadi dengan saya untuk agenda"
    " Anda sendiri.",
    "en": "Only this group's admins can change its agenda. Open me in private to keep your own.",
    "zh": "只有本群管理员可以更改群日程。请与我私聊来建立您自己的日程。",
}

CHANGES = [
    "star:on:opening",
    "star:off:opening",
    "star:all:ai-forum",
    "lead:opening:5",
    "default:30",
    "lead_time:30",
    "reminders:off",
    "digest:on",
    "quiet:night",
    "language:zh",
    "zones",
    "zone:Asia/Jakarta",
    "forget",
    "forget:yes",
    "snooze:opening:5",
]


@dataclass
class Team:
    """A group with the bot in it; its owner is an admin, the member is not."""

    chat: Group
    owner: Person
    member: Person


async def team(stage: Stage, language: str = "en", *, bot_reads_all: bool = False) -> Team:
    owner, member = stage.user(language, "Owner"), stage.user(language, "Member")
    chat = stage.sandbox.group("Team", [owner, member], administrators=[owner])
    await owner.add_bot(chat, administrator=bot_reads_all)
    return Team(chat, owner, member)


def stored(folder: Path, chat_id: int) -> list[object]:
    """The group's stars and choices as the database holds them."""
    stars = rows(folder, "SELECT event_id, lead_time FROM favourites WHERE chat_id = ?", chat_id)
    choices = (
        "SELECT language, zone, lead_time, reminders, digest, quiet, awaiting FROM chats WHERE chat_id = ?"
    )
    return [*stars, *rows(folder, choices, chat_id)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_bot_greets_the_group_it_is_added_to(scene: Stage, language: str) -> None:
    there = await team(scene, language)
    assert [shown.text for shown in there.owner.messages_in(there.chat)] == [GREETING[language]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_press_of_who_is_no_admin_is_refused_with_the_reason(scene: Stage, language: str) -> None:
    there = await team(scene, language)
    answer = await there.member.press(data="star:on:opening", chat=there.chat)
    assert (answer.toast, answer.alert, answer.messages) == (REFUSED[language], True, [])


@pytest.mark.parametrize("data", CHANGES)
async def test_no_button_lets_who_is_no_admin_change_anything(scene: Stage, data: str) -> None:
    there = await team(scene)
    await there.owner.press(data="star:on:opening", chat=there.chat)
    before = stored(scene.folder, there.chat.id)
    answer = await there.member.press(data=data, chat=there.chat)
    assert (answer.toast, stored(scene.folder, there.chat.id)) == (REFUSED["en"], before)


async def test_who_is_no_admin_may_look_at_everything(scene: Stage) -> None:
    there = await team(scene)
    shown = (await there.member.press("Tracks", chat=there.chat)).message
    assert shown.text == "Tracks\nWhich subject?"


async def test_admins_star_for_the_group(scene: Stage) -> None:
    there = await team(scene)
    answer = await there.owner.press(data="star:on:opening", chat=there.chat)
    assert (answer.toast, stored(scene.folder, there.chat.id)[0]) == (
        "★ In your agenda. I'll remind you 10 minutes before.",
        ("opening", None),
    )


async def test_admin_made_later_may_change_it(scene: Stage) -> None:
    there = await team(scene)
    scene.sandbox.world.chats[there.chat.id].members[there.member.id] = "administrator"
    answer = await there.member.press(data="lead_time:30", chat=there.chat)
    assert answer.message.text.split("\n")[4] == "Reminders: 30 minutes before the start"


async def test_groups_stars_are_not_its_members(scene: Stage) -> None:
    there = await team(scene)
    await there.owner.press(data="star:on:opening", chat=there.chat)
    assert (await there.owner.send("/my")).text.split("\n")[1] == (
        "Nothing here yet. Star ☆ an event, and it is kept here and you are reminded of it."
    )


async def test_command_in_a_group_is_replied_to(scene: Stage) -> None:
    there = await team(scene)
    shown = await there.member.send("/tracks", chat=there.chat)
    assert shown.json["reply_to_message"]["text"] == "/tracks"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_forget_command_of_who_is_no_admin_is_refused_with_the_reason(
    scene: Stage, language: str
) -> None:
    there = await team(scene, language)
    assert (await there.member.send("/forget", chat=there.chat)).text == REFUSED[language]


async def test_forget_command_of_who_is_no_admin_deletes_nothing(scene: Stage) -> None:
    there = await team(scene)
    before = stored(scene.folder, there.chat.id)
    await there.member.act(
        lambda chat_id: scene.sandbox.world.send_text(there.member.id, chat_id, "/forget"), there.chat
    )
    assert stored(scene.folder, there.chat.id) == before


@pytest.mark.parametrize("words", ["robot", "is there a robot?", "/unknown@other_bot", "/unknown"])
async def test_talk_that_is_not_meant_for_the_bot_is_left_alone(scene: Stage, words: str) -> None:
    there = await team(scene, bot_reads_all=True)
    answer = await there.member.act(
        lambda chat_id: scene.sandbox.world.send_text(there.member.id, chat_id, words), there.chat
    )
    assert answer.messages == []


async def test_sticker_in_a_group_is_left_alone(scene: Stage) -> None:
    there = await team(scene, bot_reads_all=True)
    assert (await there.member.send_sticker(chat=there.chat)).messages == []


async def test_location_in_a_group_that_was_not_asked_for_is_left_alone(scene: Stage) -> None:
    there = await team(scene, bot_reads_all=True)
    before = stored(scene.folder, there.chat.id)
    answer = await there.owner.send_location(-5.14, 119.42, chat=there.chat)
    assert (answer.messages, stored(scene.folder, there.chat.id)) == ([], before)


@pytest.mark.parametrize("words", ["@conference_bot robot", "robot @Conference_Bot"])
async def test_text_that_mentions_the_bot_is_a_question(scene: Stage, words: str) -> None:
    there = await team(scene)
    shown = await there.member.send(words, chat=there.chat)
    assert shown.text.split("\n")[0] == "Artificial Intelligence"


async def test_mention_without_words_asks_what_to_look_for(scene: Stage) -> None:
    there = await team(scene)
    shown = await there.member.send("@conference_bot", chat=there.chat)
    assert shown.text.split("\n")[0] == "Search"


async def test_reply_to_the_bot_is_a_question(scene: Stage) -> None:
    there = await team(scene)
    [greeting] = there.owner.messages_in(there.chat)
    shown = await there.member.send("robot", chat=there.chat, reply_to=greeting.id)
    assert shown.text.split("\n")[0] == "Artificial Intelligence"


async def test_unknown_command_with_the_bots_name_gets_a_next_step(scene: Stage) -> None:
    there = await team(scene)
    shown = await there.member.send("/unknown@conference_bot", chat=there.chat)
    assert shown.text.split("\n")[0] == "I do not know /unknown@conference_bot."


async def test_groups_zone_is_asked_for_without_a_location_button(scene: Stage) -> None:
    there = await team(scene)
    shown = (await there.owner.press(data="zones", chat=there.chat)).message
    assert [button.text for button in shown.buttons if button.data == "location"] == []


async def test_group_that_became_a_supergroup_keeps_stars_and_choices(scene: Stage) -> None:
    there = await team(scene)
    await there.owner.press(data="star:on:opening", chat=there.chat)
    await there.owner.press(data="lead_time:30", chat=there.chat)
    old, before = there.chat.id, stored(scene.folder, there.chat.id)
    there.chat.migrate(there.owner)
    await there.owner.send("/my", chat=there.chat)
    assert (stored(scene.folder, old), stored(scene.folder, there.chat.id)) == ([], before)


async def test_admins_are_asked_for_anew_each_time(scene: Stage) -> None:
    there = await team(scene)
    await there.owner.press(data="star:on:opening", chat=there.chat)
    scene.sandbox.world.chats[there.chat.id].members[there.owner.id] = "member"
    assert (await there.owner.press(data="star:off:opening", chat=there.chat)).toast == REFUSED["en"]


async def test_group_without_the_right_to_write_is_answered_by_toast_alone(scene: Stage) -> None:
    there = await team(scene)
    scene.sandbox.faults.add(
        "editMessageText", ApiError(400, "Bad Request: not enough rights to send text messages to the chat")
    )
    answer = await there.member.press("Tracks", chat=there.chat)
    assert (answer.toast is not None, answer.messages) == (True, [])


async def test_page_of_a_search_in_a_group_leaves_out_the_mention(scene: Stage) -> None:
    there = await team(scene)
    first = await there.member.send("@conference_bot forum", chat=there.chat)
    await there.member.press("›", chat=there.chat)
    assert screen((await there.member.press("‹", chat=there.chat)).message) == screen(first)


@pytest.mark.parametrize("text", ["what's on now?", "@conference_bot2 what's on now?", "conference_bot?"])
async def test_question_that_is_not_put_to_the_bot_is_left_alone(scene: Stage, text: str) -> None:
    there = await team(scene, bot_reads_all=True)
    answer = await there.member.act(
        lambda chat_id: scene.sandbox.world.send_text(there.member.id, chat_id, text), there.chat
    )
    assert answer.messages == []


async def test_answer_in_a_group_has_no_stars_to_press(scene: Stage) -> None:
    there = await team(scene)
    shown = await there.member.send("@conference_bot security forums tomorrow morning", chat=there.chat)
    assert shown.labels == [["1", "2"], ["☰ Menu"]]


async def test_group_goes_on_from_its_own_last_answer(scene: Stage) -> None:
    there = await team(scene)
    await there.member.send("@conference_bot security forums tomorrow morning", chat=there.chat)
    await there.member.send("privacy forum")
    shown = await there.owner.send("@conference_bot the second one", chat=there.chat)
    assert (shown.text.split("\n")[0], shown.labels) == ("Password Forum", [["Password Forum"], ["☰ Menu"]])


async def test_group_is_answered_in_its_own_language(scene: Stage) -> None:
    there = await team(scene, "zh")
    stranger = scene.user("en")
    scene.sandbox.world.chats[there.chat.id].members[stranger.id] = "member"
    shown = await stranger.send("@conference_bot where is the privacy forum?", chat=there.chat)
    assert shown.text.split("\n")[0] == "隐私论坛"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_reminder_asked_for_by_who_is_no_admin_is_refused(scene: Stage, language: str) -> None:
    there = await team(scene, language)
    shown = await there.member.send("@conference_bot remind me of the opening", chat=there.chat)
    assert (shown.text, rows(scene.folder, "SELECT * FROM favourites")) == (REFUSED[language], [])


async def test_admin_has_the_group_reminded(scene: Stage) -> None:
    there = await team(scene)
    await there.owner.send("@conference_bot remind us of the opening", chat=there.chat)
    starred = rows(scene.folder, "SELECT chat_id, event_id FROM favourites")
    assert starred == [(there.chat.id, "opening")]
