"""/announce: from the organizers' words to the preview and its choices."""

from __future__ import annotations

import pytest
from telegram import BotCommandScopeChat

from bot.handlers.profile import introduce
from bot.sandbox import Person
from bot.storage import AnnouncementState
from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import ORGANIZER, Reused, Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def office(shared_office: Reused) -> Stage:
    return shared_office.anew()


EXPLANATION = {
    "id": """\
Pengumuman
Tulis teksnya langsung setelah /announce. Anda melihat pratinjau sebelum ada yang dikirim.

Untuk beberapa bahasa, awali setiap teks di baris baru dengan kodenya:
/announce
id: Aula dibuka pukul 9.
en: The hall opens at 9.
zh: 大厅九点开门。

Teks tanpa kode ditujukan bagi semua yang tidak mendapat teks dalam bahasanya.
[☰ Menu]""",
    "en": """\
Announcement
Write the text right after /announce. You see a preview before anything is sent.

For several languages, begin each text on a new line with its code:
/announce
id: Aula dibuka pukul 9.
en: The hall opens at 9.
zh: 大厅九点开门。

A text without a code is for everyone who has none in their language.
[☰ Menu]""",
    "zh": """\
通知
请在/announce后面直接写内容。发送之前会先给您预览。

如有多种语言，请让每种语言的内容另起一行，并以语言代码开头：
/announce
id: Aula dibuka pukul 9.
en: The hall opens at 9.
zh: 大厅九点开门。

没有代码的内容，发给所有没有对应语言内容的人。
[☰ 菜单]""",
}

PREVIEW = {
    "id": """\
📢 Pratinjau; belum ada yang dikirim

Indonesia
Aula dibuka.

English
The hall <is> open.
Come in & sit down!

Tanpa teks sendiri: 中文. Mereka mendapat teks Indonesia.

Kepada: semua orang · 2 penerima
Perlu kurang dari satu menit, dengan 1000 pesan per detik.
[• Semua orang]
[Pengikut topik] [Penanda acara]
[✅ Kirim ke 2] [✖️ Batal]""",
    "en": """\
📢 Preview; nothing is sent yet

Indonesia
Aula dibuka.

English
The hall <is> open.
Come in & sit down!

Without a text of their own: 中文. They get the one in Indonesia.

To: everyone · 2 recipients
It takes less than a minute, at 1000 messages a second.
[• Everyone]
[A track's followers] [Who starred an event]
[✅ Send to 2] [✖️ Cancel]""",
    "zh": """\
📢 预览，尚未发送

Indonesia
Aula dibuka.

English
The hall <is> open.
Come in & sit down!

没有对应内容的语言：中文。这些读者会收到Indonesia的内容。

发给：所有人 · 2位接收者
按每秒1000条计算，不到一分钟即可发完。
[• 所有人]
[某专题的关注者] [收藏某活动的人]
[✅ 发送给2位] [✖️ 取消]""",
}
WORDS = "/announce\nen: The hall <is> open.\nCome in & sit down!\nid: Aula dibuka."

WRONG = {
    "id": """\
Pengumuman ini tidak bisa dikirim seperti itu; tidak ada yang disimpan.
Baris 3: en: muncul untuk kedua kalinya; seharusnya satu teks saja.
Baris 4: tidak ada apa-apa setelah zh:; seharusnya ada teksnya.

/announce saja menunjukkan cara menulisnya.
[☰ Menu]""",
    "en": """\
This announcement cannot be sent like that; nothing was kept.
Line 3: found en: a second time; expected one text for it.
Line 4: found nothing after zh:; expected its text.

/announce alone shows how it is written.
[☰ Menu]""",
    "zh": """\
这样写的通知无法发送，内容未保存。
第3行：en:出现了第二次，每种语言只应有一段内容。
第4行：zh:后面没有内容，应写上相应的内容。

单独发送/announce可查看写法。
[☰ 菜单]""",
}


async def drafted(stage: Stage, words: str = "/announce Hello") -> Person:
    """The organizer in front of a preview."""
    organizer = stage.organizer()
    await organizer.send(words)
    return organizer


async def state_of(stage: Stage, id_: int = 1) -> tuple[str, str]:
    found = await stage.app.storage.announcements.get(id_)
    assert found is not None
    return found.audience, found.state.value


# --- who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["/announce", "/announce Hello", "/announce en: Hello"])
async def test_anyone_else_gets_what_an_unknown_command_gets(office: Stage, words: str) -> None:
    stranger = office.user()
    unknown = (screen(await stranger.send("/unheard"))).replace("/unheard", "/announce")
    assert screen(await stranger.send(words)) == unknown
    assert await office.app.storage.announcements.get(1) is None


async def test_organizer_in_a_group_gets_what_an_unknown_command_gets(office: Stage) -> None:
    organizer = office.organizer()
    group = office.sandbox.group("Team", [organizer])
    await organizer.add_bot(group)
    name = office.app.bot.username
    shown = await organizer.send(f"/announce@{name} Hello", chat=group)
    assert shown.text.partition("\n")[0] == f"I do not know /announce@{name}."


@pytest.mark.parametrize("act", ["send", "stop", "cancel", "all", "show"])
async def test_press_of_anyone_else_does_nothing(office: Stage, act: str) -> None:
    await drafted(office)
    stranger = await newcomer(office)
    home = screen(stranger.last)
    await stranger.press(data=f"announce:{act}:1")
    assert [screen(shown) for shown in stranger.messages] == [home]
    assert await state_of(office) == ("all", "draft")


# --- what is written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_command_alone_explains_how_it_is_written(office: Stage, language: str) -> None:
    assert screen(await office.organizer(language).send("/announce")) == EXPLANATION[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_preview_shows_texts_audience_number_and_time(office: Stage, language: str) -> None:
    organizer = office.organizer(language)
    await newcomer(office)
    assert screen(await organizer.send(WORDS)) == PREVIEW[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_wrong_text_is_told_by_what_was_found_and_expected(office: Stage, language: str) -> None:
    shown = await office.organizer(language).send("/announce\nen: Hello\nen: Again\nzh:")
    assert screen(shown) == WRONG[language]
    assert await office.app.storage.announcements.get(1) is None


async def test_text_without_a_language_is_for_all(office: Stage) -> None:
    organizer = await drafted(office)
    assert organizer.last.text.split("\n")[2:5] == ["In all languages", "Hello", ""]


async def test_text_for_all_beside_one_for_each_language_is_told(office: Stage) -> None:
    organizer = await drafted(office, "/announce All\nid: a\nen: b\nzh: c")
    assert organizer.last.text.split("\n")[1] == (
        "Line 1: found a text without a code beside one for every language, so nobody would see it; "
        "expected one or the other."
    )


async def test_long_texts_are_cut_in_the_preview_and_kept_whole(office: Stage) -> None:
    words = "word " * 800
    organizer = await drafted(office, f"/announce {words}")
    found = await office.app.storage.announcements.get(1)
    assert found is not None
    assert dict(found.texts) == {"": words.strip()}
    assert organizer.last.text.split("\n")[3].endswith("word…")
    assert organizer.last.labels[-1] == ["✅ Send to 1", "✖️ Cancel"]


# --- who gets it ---------------------------------------------------------------------------------------------


async def test_followers_of_a_track_are_chosen(office: Stage) -> None:
    organizer = await drafted(office)
    follower = await newcomer(office)
    await follower.press(data="follow:on:track:ai")
    tracks = (await organizer.press("A track's followers")).message
    assert screen(tracks) == (
        "Whose followers get it?\n[Artificial Intelligence] [Security]\n[Unused]\n[‹ Preview]"
    )
    preview = (await organizer.press("Artificial")).message
    assert preview.text.split("\n")[-2] == "To: who follows Artificial Intelligence · 1 recipient"
    assert preview.labels == [
        ["Everyone"],
        ["• A track's followers", "Who starred an event"],
        ["✅ Send to 1", "✖️ Cancel"],
    ]


async def test_events_are_offered_from_this_hour_on_talks_included(office: Stage) -> None:
    organizer = await drafted(office)
    events = (await organizer.press("Who starred an event")).message
    assert [row[0] for row in events.labels] == ["1", "1/2", "• Thu 23", "‹ Preview"]


async def test_who_starred_an_event_is_chosen(office: Stage) -> None:
    organizer = await drafted(office)
    await newcomer(office, "en", "market")
    await organizer.press("Who starred an event")
    await organizer.press("Fri 24")
    preview = (await organizer.press("1")).message
    assert preview.text.split("\n")[-2] == "To: who starred Book Market · 1 recipient"


async def test_audience_of_nobody_cannot_be_sent_to(office: Stage) -> None:
    organizer = await drafted(office)
    preview = (await organizer.press(data="to:1:closing")).message
    assert preview.text.split("\n")[-2:] == [
        "To: who starred Closing Ceremony",
        "Nobody would get it. Choose others:",
    ]
    assert preview.labels[-1] == ["✖️ Cancel"]


async def test_everyone_is_chosen_again(office: Stage) -> None:
    organizer = await drafted(office)
    before = screen(organizer.last)
    await organizer.press(data="to:1:closing")
    assert screen((await organizer.press("Everyone")).message) == before


@pytest.mark.parametrize("data", ["announce:track:1:gone", "announce:tracks:1"])
async def test_track_that_is_gone_leads_to_those_there_are(office: Stage, data: str) -> None:
    organizer = await drafted(office)
    assert (await organizer.press(data=data)).message.text == "Whose followers get it?"
    assert await state_of(office) == ("all", "draft")


@pytest.mark.parametrize("data", ["to:1:gone", "announce:day:1:9:0", "announce:events:1"])
async def test_event_that_is_gone_leads_to_those_there_are(office: Stage, data: str) -> None:
    organizer = await drafted(office)
    shown = (await organizer.press(data=data)).message
    assert shown.text.split("\n")[0] == "Who starred which event?"
    assert await state_of(office) == ("all", "draft")


async def test_preview_is_one_press_away(office: Stage) -> None:
    organizer = await drafted(office)
    before = screen(organizer.last)
    await organizer.press("Who starred")
    assert screen((await organizer.press("‹ Preview")).message) == before


# --- what becomes of it --------------------------------------------------------------------------------------


async def test_cancelled_one_is_never_sent(office: Stage) -> None:
    organizer = await drafted(office)
    assert screen((await organizer.press("✖️")).message) == "Cancelled; nothing was sent.\n[☰ Menu]"
    await organizer.press(data="announce:send:1")
    assert organizer.last.text == "Cancelled; nothing was sent."
    assert await state_of(office) == ("all", AnnouncementState.STOPPED.value)


async def test_one_that_is_not_there_is_said_to_be_gone(office: Stage) -> None:
    organizer = await drafted(office)
    shown = (await organizer.press(data="announce:send:77")).message
    assert screen(shown) == "This announcement is not there any more.\n[☰ Menu]"


async def test_audience_of_what_is_on_its_way_stays(own_office: Stage) -> None:
    organizer = await drafted(own_office)
    await own_office.app.sender.stop()
    assert (await organizer.press("✅")).toast == "On its way."
    assert (await organizer.press(data="to:1:closing")).toast == "It is on its way already."
    assert await state_of(own_office) == ("all", "sending")


async def test_second_press_on_send_sends_nothing_twice(own_office: Stage) -> None:
    organizer = await drafted(own_office)
    preview = organizer.last
    await organizer.press("✅")
    assert (await organizer.press(data="announce:send:1", message=preview)).toast in {
        "It is on its way already.",
        "",
    }
    await own_office.app.announcing.look()
    assert (await own_office.app.storage.announcements.progress(1)).total() == 1


# --- the list of commands ------------------------------------------------------------------------------------


async def test_organizers_see_their_commands_in_the_list(office: Stage) -> None:
    organizer = office.organizer()
    await organizer.send("/start")
    await introduce(office.app.bot, office.app.published.schedule, {ORGANIZER})
    scope = BotCommandScopeChat(ORGANIZER)
    theirs = [each.command for each in await office.app.bot.get_my_commands(scope, "en")]
    everyones = [each.command for each in await office.app.bot.get_my_commands(language_code="en")]
    changes = ("delay", "move", "cancel", "room", "link", "record")
    assert theirs == [*everyones, "announce", *changes, "publish", "versions", "stats", "feedback"]
