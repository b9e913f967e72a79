"""Which event is to change, and what it gets: by typing, by searching, by buttons, from a card."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.amendment import Amending
from tests.handlers.amending import Office, office_in
from tests.handlers.scene import LANGUAGES, screen
from tests.samples import at
from tests.stage import Reused

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Reused]:
    async with office_in(tmp_path_factory.mktemp("desk")) as found:
        with closing(Reused(found.stage)) as reused:
            yield reused


@pytest.fixture
def office_of(shared_desk: Reused) -> Callable[[str], Office]:
    """The office of an organizer who has that language. Nothing is published in these tests."""
    running = shared_desk.anew()
    file = running.folder / "programme.yaml"
    return lambda language: Office(running, file, running.organizer(language), file.read_bytes())


@pytest.fixture
def office(office_of: Callable[[str], Office]) -> Office:
    return office_of("en")


WHICH = {
    "id": """\
Acara mana yang diundur?

Kam, 23 Jul · 14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
1. Upacara Pembukaan

Kam, 23 Jul · 15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
2. Forum Privasi
    Keamanan

Kam, 23 Jul · 15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
3. Forum AI & Masyarakat\xa0◌
    Kecerdasan Buatan

Kam, 23 Jul · 23:00–01:30 (+1 hari) Beijing · 🌏 22:00–00:30 (+1 hari) WIB
4. Hackathon Malam

Jum, 24 Jul · 09:30–10:30 Beijing · 🌏 08:30–09:30 WIB
5. Forum Tembok Api
    Keamanan

Tekan nomornya, atau ketik id-nya atau beberapa kata judulnya.
[1] [2] [3] [4] [5]
[☰ Menu]""",
    "en": """\
Which event begins later?

Thu 23 Jul · 14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
1. Opening Ceremony

Thu 23 Jul · 15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
2. Privacy Forum
    Security

Thu 23 Jul · 15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
3. AI & Society Forum\xa0◌
    Artificial Intelligence

Thu 23 Jul · 23:00–01:30 (+1 day) Beijing · 🌏 15:00–17:30 UTC
4. Night Hackathon

Fri 24 Jul · 09:30–10:30 Beijing · 🌏 01:30–02:30 UTC
5. Firewall Forum
    Security

Press its number, or type its id or a few words of its title.
[1] [2] [3] [4] [5]
[☰ Menu]""",
    "zh": """\
推迟哪项活动？

7月23日周四 · 14:00–15:00 北京
1. 开幕式

7月23日周四 · 15:30–16:30 北京
2. 隐私论坛
    安全

7月23日周四 · 15:30–17:00 北京
3. 人工智能与社会论坛\xa0◌
    人工智能

7月23日周四 · 23:00–次日01:30 北京
4. 黑客马拉松之夜

7月24日周五 · 09:30–10:30 北京
5. 防火墙论坛
    安全

请按编号选择，或输入其id或标题中的几个字。
[1] [2] [3] [4] [5]
[☰ 菜单]""",
}
QUESTIONS = {
    Amending.DELAY: ("Acara mana yang diundur?", "Which event begins later?", "推迟哪项活动？"),
    Amending.MOVE: (
        "Acara mana yang berubah waktunya?",
        "Which event gets another time?",
        "更改哪项活动的时间？",
    ),
    Amending.CANCEL: ("Acara mana yang dibatalkan?", "Which event is called off?", "取消哪项活动？"),
    Amending.ROOM: (
        "Acara mana yang pindah ruang?",
        "Which event gets another room?",
        "更换哪项活动的会场？",
    ),
    Amending.LINK: (
        "Acara mana yang mendapat tautan untuk bergabung?",
        "Which event gets a link to join?",
        "为哪项活动添加参会链接？",
    ),
    Amending.RECORD: (
        "Acara mana yang mendapat rekaman?",
        "Which event gets its recording?",
        "为哪项活动添加回放？",
    ),
}
WHAT = {
    "id": {
        "delay": """\
Diundur berapa lama? Tekan, atau ketik, misalnya 20m atau 1h30m.
[+5 menit] [+10 menit] [+15 menit] [+30 menit]""",
        "move": """\
Kapan waktu barunya? Ketik jam mulainya; tambahkan tanggal atau jam selesai bila itu juga berubah:
15:30
23 15:30
23 15:30–16:30""",
        "room": """\
Ruang yang mana? Tekan, atau ketik namanya.
[Panggung Utama]""",
        "link": "Kirim alamat untuk bergabung.",
        "record": "Kirim alamat rekamannya.",
    },
    "en": {
        "delay": """\
How much later? Press, or type it, such as 20m or 1h30m.
[+5 min] [+10 min] [+15 min] [+30 min]""",
        "move": """\
What is its new time? Type the start; add the day or the end where these change as well:
15:30
23 15:30
23 15:30–16:30""",
        "room": """\
Which room? Press, or type its name.
[Main Stage]""",
        "link": "Send the address where one joins it.",
        "record": "Send the address of its recording.",
    },
    "zh": {
        "delay": """\
推迟多久？请按按钮，或直接输入，例如20m或1h30m。
[+5分钟] [+10分钟] [+15分钟] [+30分钟]""",
        "move": """\
改到什么时间？请输入开始时间；如日期或结束时间也有变，请一并写上：
15:30
23 15:30
23 15:30–16:30""",
        "room": """\
哪个会场？请按按钮，或输入会场名称。
[主会场]""",
        "link": "请发送参会链接的网址。",
        "record": "请发送回放的网址。",
    },
}
HEADING = {
    "id": "Forum Privasi\nKam, 23 Jul 15:30–16:30 Beijing · Panggung Samping",
    "en": "Privacy Forum\nThu 23 Jul 15:30–16:30 Beijing · Side Stage",
    "zh": "隐私论坛\n7月23日周四 15:30–16:30 北京 · 分会场",
}
BACK = {"id": "[‹ Kembali] [☰ Menu]", "en": "[‹ Back] [☰ Menu]", "zh": "[‹ 返回] [☰ 菜单]"}
MENU = {
    "id": "Apa yang berubah?\n[⏱ Undur] [🕘 Waktu lain]\n[📍 Ruang] [❌ Batalkan]\n[🔗 Tautan] [▶️ Rekaman]",
    "en": "What shall change?\n[⏱ Delay] [🕘 Other time]\n[📍 Room] [❌ Call off]\n[🔗 Link] [▶️ Recording]",
    "zh": "要更改什么？\n[⏱ 推迟] [🕘 改时间]\n[📍 会场] [❌ 取消活动]\n[🔗 链接] [▶️ 回放]",
}
WRONG = {
    ("delay", "soon"): (
        "Terbaca “soon”; seharusnya lama pengunduran, dari satu menit sampai sehari.",
        "Found “soon”; expected a delay of a minute to a day.",
        "读到的是“soon”，应为一分钟到一天之间的时长。",
    ),
    ("move", "28 9:00"): (
        "Terbaca “28 9:00”; seharusnya waktu pada salah satu hari 23–25 Jul 2020.",
        "Found “28 9:00”; expected a time on one of the days 23–25 Jul 2020.",
        "读到的是“28 9:00”，应为2020年7月23日至25日期间的时间。",
    ),
    ("room", "nowhere"): (
        "Terbaca “nowhere”; seharusnya salah satu ruang.",
        "Found “nowhere”; expected one of the rooms.",
        "读到的是“nowhere”，应为其中一个会场。",
    ),
    ("link", "example.org"): (
        "Terbaca “example.org”; seharusnya alamat yang diawali https://.",
        "Found “example.org”; expected an address that begins with https://.",
        "读到的是“example.org”，应为以https://开头的网址。",
    ),
}


# --- which event ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_command_alone_asks_which_and_offers_the_nearest(
    office_of: Callable[[str], Office], language: str
) -> None:
    office = office_of(language)
    assert await office.send("/delay") == WHICH[language]


@pytest.mark.parametrize("kind", list(Amending))
@pytest.mark.parametrize(("at_", "language"), list(enumerate(LANGUAGES)))
async def test_each_command_asks_in_its_own_words(
    office_of: Callable[[str], Office], kind: Amending, at_: int, language: str
) -> None:
    office = office_of(language)
    assert (await office.send(f"/{kind}")).partition("\n")[0] == QUESTIONS[kind][at_]


async def test_recording_is_offered_to_what_has_ended(office: Office) -> None:
    office.stage.clock.jump(at("2020-07-23 16:45"))
    shown = await office.send("/record")
    assert [line for line in shown.split("\n") if line[1:3] == ". "] == [
        "1. Privacy Forum",
        "2. AI & Society Forum\xa0◌",
        "3. Robot Expo",
        "4. Opening Ceremony",
    ]


@pytest.mark.parametrize("answer", ["2", "privacy", "Privacy", "PRIVACY FORUM", "隐私论坛", "privasi"])
async def test_event_is_named_by_number_id_or_words(office: Office, answer: str) -> None:
    await office.send("/link")
    assert (await office.send(answer)).startswith(HEADING["en"])


async def test_event_is_chosen_by_its_button(office: Office) -> None:
    await office.send("/link")
    assert (await office.press("2")).startswith(HEADING["en"])


async def test_value_said_with_the_command_waits_for_the_event(office: Office) -> None:
    await office.send("/delay 15m")
    assert "• +15 min" in await office.press("2")


async def test_number_with_the_command_is_of_the_nearest(office: Office) -> None:
    assert (await office.send("/delay 2 15m")).split("\n")[2] == "Privacy Forum"


async def test_words_that_fit_several_are_asked_about(office: Office) -> None:
    lines = (await office.send("/cancel forum")).split("\n")
    assert lines[:6] == [
        "Which event is called off?",
        "11 results for “forum”",
        "",
        "Thu 23 Jul · 15:30–16:30 Beijing · 🌏 07:30–08:30 UTC",
        "1. Privacy Forum",
        "    Security",
    ]
    assert lines[-6:] == [
        "… and 1 more.",
        "",
        "Press its number, or type its id or a few words of its title.",
        "[1] [2] [3] [4] [5]",
        "[6] [7] [8] [9] [10]",
        "[☰ Menu]",
    ]


async def test_number_typed_then_is_of_what_was_found(office: Office) -> None:
    found = await office.send("/link forum")
    assert "\n4. Firewall Forum\n" in found
    assert (await office.send("4")).partition("\n")[0] == "Firewall Forum"


async def test_forum_is_meant_where_else_only_its_talks_fit(office: Office) -> None:
    assert (await office.send("/delay ai society 15m")).split("\n")[2] == "AI & Society Forum"


async def test_talk_is_found_by_its_title(office: Office) -> None:
    assert (await office.send("/delay eye of the machine 5m")).split("\n")[2] == "The Eye of the Machine"


async def test_words_that_fit_nothing_are_said_to(office: Office) -> None:
    shown = (await office.send("/delay quantum 5m")).split("\n")
    assert shown[:5] == [
        "Which event begins later?",
        "I found nothing for “quantum”.",
        "",
        "Thu 23 Jul · 14:00–15:00 Beijing · 🌏 06:00–07:00 UTC",
        "1. Opening Ceremony",
    ]
    assert (await office.send("privacy")).split("\n")[2] == "Privacy Forum"


async def test_nothing_is_offered_after_the_conference(office: Office) -> None:
    office.stage.clock.jump(at("2020-08-01 12:00"))
    assert await office.send("/delay") == (
        "Which event begins later?\n\nPress its number, or type its id or a few words of its title.\n[☰ Menu]"
    )


async def test_another_command_drops_the_question(office: Office) -> None:
    await office.send("/delay")
    await office.send("/now")
    assert (await office.send("privacy")).startswith("Privacy Forum\n")


# --- what it gets --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in Amending if kind is not Amending.CANCEL])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_it_gets_is_asked(
    office_of: Callable[[str], Office], kind: Amending, language: str
) -> None:
    office = office_of(language)
    shown = await office.send(f"/{kind} privacy")
    question, _, buttons = WHAT[language][kind].partition("\n[")
    rows = "\n".join(filter(None, [buttons and f"[{buttons}", BACK[language]]))
    assert shown == f"{HEADING[language]}\n\n{question}\n{rows}"


@pytest.mark.parametrize(("said", "texts"), list(WRONG.items()))
@pytest.mark.parametrize(("at_", "language"), list(enumerate(LANGUAGES)))
async def test_answer_that_is_none_is_told_by_what_was_found(
    office_of: Callable[[str], Office], said: tuple[str, str], texts: tuple[str, ...], at_: int, language: str
) -> None:
    command, answer = said
    office = office_of(language)
    for shown in (await office.send(f"/{command} privacy {answer}"), await office.send(answer)):
        assert shown.split("\n")[:4] == [*HEADING[language].split("\n"), "", texts[at_]]


@pytest.mark.parametrize(
    ("command", "answer", "line"),
    [
        (
            "delay",
            "20 menit",
            "🕘 Thu 23 Jul 15:30–16:30 Beijing → Thu 23 Jul 15:50–16:50 Beijing · 🌏 07:50–08:50 UTC",
        ),
        (
            "move",
            "25 9:00",
            "🕘 Thu 23 Jul 15:30–16:30 Beijing → Sat 25 Jul 09:00–10:00 Beijing · 🌏 01:00–02:00 UTC",
        ),
        ("room", "panggung utama", "📍 Side Stage → Main Stage"),
        ("link", "https://example.org/x", "🔗 The new link to join"),
        ("record", "https://example.org/x", "▶️ The recording"),
    ],
)
async def test_typed_answer_leads_to_the_preview(
    office: Office, command: str, answer: str, line: str
) -> None:
    await office.send(f"/{command} privacy")
    assert (await office.send(answer)).split("\n")[2:4] == ["Privacy Forum", line]


async def test_room_is_pressed(office: Office) -> None:
    await office.send("/room privacy")
    assert (await office.press("Main Stage")).split("\n")[3] == "📍 Side Stage → Main Stage"


async def test_room_that_is_none_is_asked_for_again(office: Office) -> None:
    await office.send("/room privacy")
    assert (await office.press(data="amend:to:1:attic")).startswith(HEADING["en"])


# --- from a card ---------------------------------------------------------------------------------------------


async def test_card_of_an_organizer_has_a_row_to_edit(office: Office) -> None:
    shown = await office.organizer.send("/start e_privacy")
    assert shown.labels == [
        ["☆ Add to my agenda"],
        ["📅 Calendar", "🖼 As a picture"],
        ["✏️ Edit"],
        ["‹ Back", "Share ↗", "☰ Menu"],
    ]
    fan = await office.fan()
    assert (await fan.send("/start e_privacy")).labels == [
        ["☆ Add to my agenda"],
        ["📅 Calendar", "🖼 As a picture"],
        ["‹ Back", "Share ↗", "☰ Menu"],
    ]


async def test_card_in_a_group_has_none(office: Office) -> None:
    group = office.stage.sandbox.group("Team", [office.organizer])
    await office.organizer.add_bot(group)
    answer = await office.organizer.press(data="event:privacy", chat=group)
    assert "✏️ Edit" not in [label for row in answer.message.labels for label in row]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_row_leads_to_all_that_can_change(office_of: Callable[[str], Office], language: str) -> None:
    office = office_of(language)
    await office.send("/start e_privacy")
    assert await office.press("✏️") == f"{HEADING[language]}\n\n{MENU[language]}\n{BACK[language]}"


async def test_event_that_is_called_off_is_not_offered_to_be(office: Office) -> None:
    await office.send("/start e_cloud")
    await office.press("✏️")
    assert office.organizer.last.labels[1] == ["📍 Room"]


@pytest.mark.parametrize(
    ("button", "command"), [("⏱", "delay"), ("🕘", "move"), ("📍", "room"), ("🔗", "link"), ("▶️", "record")]
)
async def test_menu_asks_what_the_event_gets(office: Office, button: str, command: str) -> None:
    expected = await office.send(f"/{command} privacy")
    await office.send("/start e_privacy")
    await office.press("✏️")
    assert await office.press(button) == expected


async def test_menu_calls_off_with_a_preview(office: Office) -> None:
    await office.send("/start e_privacy")
    await office.press("✏️")
    assert (await office.press("❌")).split("\n")[0] == "📝 Preview; nothing is changed yet"
    assert await office.press("‹") == f"{HEADING['en']}\n\n{MENU['en']}\n{BACK['en']}"
    assert office.changed == []


@pytest.mark.parametrize("data", ["edit:nothing", "delay:nothing", "on:1:nothing"])
async def test_event_that_is_gone_is_said_to_be(office: Office, data: str) -> None:
    await office.send("/delay")
    shown = await office.press(data=data)
    assert shown.partition("\n")[0] == "This is no longer in the programme. The agenda shows what is:"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Perubahan ini sudah tidak ada; mulai lagi dengan perintahnya."),
        ("en", "This change is not there any more; its command begins anew."),
        ("zh", "这项更改已不存在，请重新发送命令。"),
    ],
)
async def test_draft_that_is_gone_is_said_to_be(
    office_of: Callable[[str], Office], language: str, text: str
) -> None:
    office = office_of(language)
    await office.send("/start")
    assert (await office.press(data="amend:publish:77")).partition("\n")[0] == text


async def test_longest_ids_fit_into_the_buttons(tmp_path: Path) -> None:
    long = "e" * 55
    text = (
        (Path(__file__).with_name("programme.yaml"))
        .read_bytes()
        .replace(b"id: privacy\n", f"id: {long}\n".encode())
    )
    text = text.replace(b"{id: main,", b"{id: " + b"m" * 40 + b",").replace(
        b"room: main", b"room: " + b"m" * 40
    )
    async with office_in(tmp_path, text=text) as office:
        for _ in range(3):
            await office.send("/room Privacy Forum")
        shown = await office.press("Main Stage")
        assert shown.split("\n")[2:4] == ["Privacy Forum", "📍 Side Stage → Main Stage"]
        await office.send(f"/start e_{long}")
        await office.press("✏️")
        assert (await office.press("❌")).split("\n")[2] == "Privacy Forum"
        await office.send("/cancel")
        assert "Privacy Forum" in screen((await office.organizer.press("2")).message)


@pytest.mark.parametrize(
    "data", ["amend:to:1:15m", "amend:to:1:-5", "amend:to:1", "amend:to:1:9999", "amend:what:1"]
)
async def test_press_that_no_button_sends_harms_nothing(office: Office, data: str) -> None:
    asked = await office.send("/delay privacy")
    shown = await office.press(data=data)
    assert shown == asked if data != "amend:to:1:15m" else "• +15 min" in shown
    assert office.changed == []
