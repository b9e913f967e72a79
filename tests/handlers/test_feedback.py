"""Stars and lines for events; /feedback, for organizers."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.feedback import Opinion
from bot.handlers.feedback import LARGEST_FILE
from bot.sandbox import Person, Shown
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, rows, screen
from tests.jobs.scene import settled
from tests.samples import at
from tests.stage import Reused, Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKED = "2020-07-23 17:10"
"""After the two forums, which end before one pause; the opening is asked about before."""


@pytest_asyncio.fixture(loop_scope="module")
async def office(shared_office: Reused) -> Stage:
    """Feedback is off, and the application has seen that."""
    running = shared_office.anew()
    await running.app.asking.ask()
    return running


async def asked(office: Stage, language: str, *event_ids: str) -> Person:
    """Somebody who starred the events and is asked how they were."""
    await office.app.storage.feedback.turn(on=True, now=BEGINNING)
    person = await newcomer(office, language, *event_ids)
    for moment in ("2020-07-23 13:50", "2020-07-23 15:20", ASKED):
        office.clock.jump(at(moment))
        await office.app.asking.ask()
        await settled(office)
    assert person.last.text.startswith("⭐")
    return person


async def said(office: Stage, person: Person) -> dict[str, Opinion]:
    return await office.app.storage.feedback.of(person.id)


def question(person: Person) -> Shown:
    return next(shown for shown in person.messages if shown.text.startswith("⭐"))


# --- stars ---------------------------------------------------------------------------------------------------

RATED = {
    "id": """\
⭐ Terima kasih!

Upacara Pembukaan ★★★★☆

Panitia melihat bintang dan komentarnya, bukan siapa yang memberi.
[1 ★] [2 ★] [3 ★] [• 4 ★] [5 ★]
[💬 Tulis komentar]""",
    "en": """\
⭐ Thank you!

Opening Ceremony ★★★★☆

The organizers see the stars and the lines, and not whose they are.
[1 ★] [2 ★] [3 ★] [• 4 ★] [5 ★]
[💬 Leave a line]""",
    "zh": """\
⭐ 谢谢！

开幕式 ★★★★☆

主办方能看到星级和留言，但看不到是谁给的。
[1 ★] [2 ★] [3 ★] [• 4 ★] [5 ★]
[💬 写一句留言]""",
}
TOASTS = {"id": "★★★★☆ Terima kasih!", "en": "★★★★☆ Thank you!", "zh": "★★★★☆ 谢谢！"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_press_rates_and_offers_a_line(office: Stage, language: str) -> None:
    person = await asked(office, language, "opening")
    answer = await person.press("4 ★")
    assert (screen(answer.message), answer.toast) == (RATED[language], TOASTS[language])
    assert await said(office, person) == {"opening": Opinion(4)}


async def test_rating_can_be_changed_as_often_as_one_likes(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    for stars in ("5", "5", "2"):
        await person.press(data=f"rate:{stars}:opening")
    assert person.last.text.split("\n")[2] == "Opening Ceremony ★★☆☆☆"
    assert await said(office, person) == {"opening": Opinion(2)}


async def test_buttons_go_on_to_the_next_event(office: Stage) -> None:
    person = await asked(office, "en", "privacy", "ai-forum")
    await person.press("5 ★")
    assert (
        screen(person.last)
        == """\
⭐ How was it?

1. Privacy Forum ★★★★★
▸ 2. AI & Society Forum

The organizers see the stars and the lines, and not whose they are.
[1 ★] [2 ★] [3 ★] [4 ★] [5 ★]
[1] [• 2]
[💬 A line on Privacy Forum]"""
    )
    await person.press("1 ★")
    assert (
        screen(person.last)
        == """\
⭐ Thank you!

1. Privacy Forum ★★★★★
▸ 2. AI & Society Forum ★☆☆☆☆

The organizers see the stars and the lines, and not whose they are.
[• 1 ★] [2 ★] [3 ★] [4 ★] [5 ★]
[1] [• 2]
[💬 A line on AI & Society Forum]"""
    )


async def test_number_turns_the_buttons_to_its_event(office: Stage) -> None:
    person = await asked(office, "en", "privacy", "ai-forum")
    answer = await person.press(data="rate:0:ai-forum")
    assert answer.toast == ""
    assert person.last.text.split("\n")[2:4] == ["1. Privacy Forum", "▸ 2. AI & Society Forum"]
    await person.press("3 ★")
    assert await said(office, person) == {"ai-forum": Opinion(3)}


async def test_press_of_somebody_who_was_not_asked_changes_nothing(office: Stage) -> None:
    await asked(office, "en", "opening")
    stranger = await newcomer(office, "en", "opening")
    answer = await stranger.press(data="rate:1:opening")
    assert (answer.toast, answer.alert, answer.messages) == ("Feedback on this event is closed.", True, [])
    assert await office.app.storage.feedback.answers() == {}


@pytest.mark.parametrize(
    ("language", "toast"),
    [
        ("id", "Penilaian untuk acara ini sudah ditutup."),
        ("en", "Feedback on this event is closed."),
        ("zh", "这场活动的评价已经关闭。"),
    ],
)
async def test_press_after_it_was_turned_off_says_so(office: Stage, language: str, toast: str) -> None:
    person = await asked(office, language, "opening")
    await office.app.storage.feedback.turn(on=False, now=at(ASKED))
    assert (await person.press("4 ★")).toast == toast


@pytest.mark.parametrize(
    "data", ["rate:9:opening", "rate:-1:opening", "rate:x:opening", "rate:4", "rate:4:gone"]
)
async def test_press_of_nonsense_rates_nothing(office: Stage, data: str) -> None:
    person = await asked(office, "en", "opening")
    await person.press(data=data)
    assert await said(office, person) == {}


async def test_rating_from_elsewhere_shows_its_event_alone(office: Stage) -> None:
    person = await asked(office, "en", "privacy", "ai-forum")
    await person.send("/start")
    await person.press(data="rate:3:privacy")
    assert person.last.text.split("\n")[2] == "Privacy Forum ★★★☆☆"


async def test_event_that_is_gone_meanwhile_is_left_out(own_office: Stage, tmp_path: Path) -> None:
    person = await asked(own_office, "en", "privacy", "ai-forum")
    text = PROGRAMME.read_text(encoding="utf-8")
    start, end = text.index("  - id: ai-forum"), text.index("  - id: privacy")
    without = tmp_path / "without.yaml"
    without.write_text(text[:start] + text[end:], encoding="utf-8")
    await own_office.app.published.publish_file(without, own_office.clock.now())
    await person.press(data="rate:3:privacy", message=question(person))
    assert person.last.text.split("\n")[2] == "Privacy Forum ★★★☆☆"


# --- lines ---------------------------------------------------------------------------------------------------

PROMPT = {
    "id": """\
💬 Komentar Anda tentang Upacara Pembukaan: ketik saja.
Panitia membacanya tanpa nama Anda. Kalau tidak jadi, tekan tombol apa saja.
[☰ Menu]""",
    "en": """\
💬 Your line on Opening Ceremony: just type it.
The organizers read it without your name. To write nothing, press any button.
[☰ Menu]""",
    "zh": """\
💬 想对开幕式说点什么？直接输入即可。
主办方看到的留言不带您的名字。不想写了，按任意按钮即可。
[☰ 菜单]""",
}
KEPT = {
    "id": """\
Terima kasih! Komentar Anda tentang Upacara Pembukaan:
<b> & 很好
[Hapus komentar ini]
[☰ Menu]""",
    "en": """\
Thank you! Your line on Opening Ceremony:
<b> & 很好
[Take it back]
[☰ Menu]""",
    "zh": """\
谢谢！您对开幕式的留言：
<b> & 很好
[撤回留言]
[☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_text_is_the_line(office: Stage, language: str) -> None:
    person = await asked(office, language, "opening")
    await person.press("4 ★")
    assert screen((await person.press("💬")).message) == PROMPT[language]
    assert screen(await person.send("<b> & 很好")) == KEPT[language]
    assert await said(office, person) == {"opening": Opinion(4, "<b> & 很好")}


async def test_line_is_shown_beside_its_stars(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.press("💬")
    await person.send("Panjang, tapi bagus.")
    await person.press(data="rate:5:opening", message=question(person))
    assert question(person).text.split("\n")[2:4] == ["Opening Ceremony ★★★★★", "    “Panjang, tapi bagus.”"]


async def test_text_after_the_line_is_a_question_again(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.press("💬")
    await person.send("Bagus.")
    await person.send("privacy")
    assert await said(office, person) == {"opening": Opinion(4, "Bagus.")}


async def test_any_button_drops_the_question_for_a_line(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.press("💬")
    await person.press("☰")
    await person.send("privacy")
    assert await said(office, person) == {"opening": Opinion(4)}


async def test_line_that_is_too_long_can_be_written_again(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.press("💬")
    shown = await person.send("x" * 1001)
    assert shown.text == "That is 1,001 characters; a line has at most 1,000. Try a shorter one."
    await person.send("x" * 1000)
    assert await said(office, person) == {"opening": Opinion(4, "x" * 1000)}


async def test_line_can_be_taken_back(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.press("💬")
    await person.send("Bagus.")
    for _ in range(2):
        await person.press(data="line:off:opening")
        assert person.last.text == "Your line is deleted; the stars stay."
    assert await said(office, person) == {"opening": Opinion(4)}


async def test_line_without_stars_is_not_asked_for(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    answer = await person.press(data="line:on:opening")
    assert (answer.toast, answer.messages) == ("Feedback on this event is closed.", [])


async def test_line_after_it_was_turned_off_is_not_kept(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.press("💬")
    await office.app.storage.feedback.turn(on=False, now=at(ASKED))
    assert (await person.send("Bagus.")).text == "Feedback on this event is closed."
    assert await said(office, person) == {"opening": Opinion(4)}


async def test_forget_takes_stars_and_lines_along(office: Stage) -> None:
    person = await asked(office, "en", "opening")
    await person.press("4 ★")
    await person.send("/forget")
    await person.press("Yes, delete")
    assert rows(office.folder, "SELECT count(*) FROM ratings") == [(0,)]


# --- /feedback -----------------------------------------------------------------------------------------------

OFF = {
    "id": """\
⭐ Penilaian acara
Sekarang mati: tidak ada yang ditanya, dan pertanyaan sebelumnya ditutup.

Selama menyala, setiap orang yang menandai suatu acara dan sudah diingatkan akan ditanya satu kali: 1 sampai 5 \
bintang, dan komentar kalau mau. Saya bertanya saat program jeda, dalam satu pesan untuk semua acara yang baru \
selesai; tanpa suara, tidak antara pukul 22:00 dan 08:00 di jam mereka, dan tidak pernah mendahului pengingat.

Anda melihat bintang dan komentar per acara, tanpa tahu dari siapa. /forget menghapus milik orang yang mengirimnya.

Belum ada jawaban.
[Nyalakan]
[☰ Menu]""",
    "en": """\
⭐ Feedback
It is off: nobody is asked, and what was asked before is closed.

While it is on, everyone who starred an event and was reminded of it is asked once: 1 to 5 stars, and a line if \
they like. I ask when the programme pauses, in one message about all that ended; without a sound, not between \
22:00 and 8:00 on their clock, and never before a reminder.

You see stars and lines by event, and never whose they are. /forget deletes a person's own.

There are no answers yet.
[Turn it on]
[☰ Menu]""",
    "zh": """\
⭐ 活动评价
目前关闭：不会问任何人，之前问过的也已截止。

开启后，凡是收藏了活动并收到提醒的人，都会被问一次：打1到5星，愿意的话再写一句留言。我在议程的间歇才问，\
同时结束的活动合在一条消息里；不响铃，对方的22:00到8:00之间不问，也绝不抢在提醒之前。

您看到的是每场活动的星级和留言，看不到是谁的。用/forget的人，自己的评价也一并删除。

还没有人评价。
[开启]
[☰ 菜单]""",
}


@pytest.fixture
def organizer(office: Stage) -> Person:
    return office.organizer()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_feedback_is_off_and_says_what_it_does(office: Stage, organizer: Person, language: str) -> None:
    organizer.set_language(language)
    assert screen(await organizer.send("/feedback")) == OFF[language]


async def test_feedback_is_turned_on_and_off(office: Stage, organizer: Person) -> None:
    await organizer.send("/feedback")
    await organizer.press("Turn it on")
    assert organizer.last.text.split("\n")[1] == (
        "It is on, since Thu 23 Jul 13:40: people are asked about what ends after that."
    )
    assert await office.app.storage.feedback.on_since() == BEGINNING
    await organizer.press("Turn it off")
    assert organizer.last.text.split("\n")[1].startswith("It is off")
    assert await office.app.storage.feedback.on_since() is None


async def test_turning_it_on_asks_about_what_ends_from_then_on(office: Stage, organizer: Person) -> None:
    person = await newcomer(office, "en", "opening")
    office.clock.jump(at("2020-07-23 13:50"))
    await settled(office)
    await organizer.send("/feedback")
    await organizer.press("Turn it on")
    await person.expect_message()
    office.clock.jump(at(ASKED))
    assert (await person.expect_message()).text.startswith("⭐ How was it?")


async def test_anyone_else_gets_what_an_unknown_command_gets(office: Stage) -> None:
    stranger = office.user()
    unknown = screen(await stranger.send("/unheard")).replace("/unheard", "/feedback")
    assert screen(await stranger.send("/feedback")) == unknown


@pytest.mark.parametrize("data", ["feedback", "feedback:on", "feedback:off", "feedback:file"])
async def test_press_of_anyone_else_leads_to_the_start(office: Stage, data: str) -> None:
    await office.app.storage.feedback.turn(on=True, now=BEGINNING)
    stranger = await newcomer(office)
    home = screen(stranger.last)
    await stranger.press(data=data)
    assert [screen(shown) for shown in stranger.messages] == [home]
    assert await office.app.storage.feedback.on_since() == BEGINNING


async def answered(office: Stage) -> None:
    """Two said something of the opening, one of them also of the forum."""
    first = await asked(office, "en", "opening")
    await first.press("5 ★")
    await first.press("💬")
    await first.send("=1+1, bagus!")
    second = await newcomer(office, "en", "opening")
    rows_of = "INSERT INTO ratings VALUES (?, ?, ?, NULL, 0)"
    for event_id, rating in (("opening", 2), ("ai-forum", 4)):
        rows(office.folder, rows_of, second.id, event_id, rating)


SUMS = {
    "id": "★ 3,7 · 3 penilaian · 2 acara · 1 komentar",
    "en": "★ 3.7 · 3 ratings · 2 events · 1 line",
    "zh": "★ 3.7 · 3次评分 · 2场活动 · 1条留言",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_feedback_says_what_came_of_it(office: Stage, organizer: Person, language: str) -> None:
    await answered(office)
    organizer.set_language(language)
    assert (await organizer.send("/feedback")).text.split("\n")[-1] == SUMS[language]


async def test_file_holds_all_answers_without_a_chat(office: Stage, organizer: Person) -> None:
    await answered(office)
    await organizer.send("/feedback")
    answer = await organizer.press("📄")
    document = answer.message.json["document"]
    file = office.sandbox.world.files.get(document["file_id"])
    assert (document["file_name"], answer.message.text) == ("feedback-uji2020.csv", SUMS["en"])
    assert file is not None
    assert file.data.decode() == (
        "\ufeffevent,title,track,start,rating,line\r\n"
        "ai-forum,AI & Society Forum,Artificial Intelligence,2020-07-23 15:30,4,\r\n"
        'opening,Opening Ceremony,,2020-07-23 14:00,5,"\'=1+1, bagus!"\r\n'
        "opening,Opening Ceremony,,2020-07-23 14:00,2,\r\n"
    )


async def test_file_of_no_answers_is_none(office: Stage, organizer: Person) -> None:
    await organizer.send("/feedback")
    answer = await organizer.press(data="feedback:file")
    assert (answer.toast, answer.messages) == ("There are no answers yet.", [])


async def test_file_that_telegram_would_refuse_leads_to_the_command_line(
    office: Stage, organizer: Person
) -> None:
    await answered(office)
    rows(office.folder, "UPDATE ratings SET remark = ? WHERE rating = 5", "x" * LARGEST_FILE)
    await organizer.send("/feedback")
    answer = await organizer.press(data="feedback:file")
    assert answer.toast == (
        "There are more answers than a chat takes in one file. On the machine: python -m bot feedback --csv"
    )
