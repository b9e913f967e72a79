"""The reader's time zone: by city, by button, by location."""

from __future__ import annotations

import pytest

from bot.sandbox import Person
from tests.handlers.scene import LANGUAGES, newcomer, rows, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ZONES = {
    "id": """\
Zona waktu Anda
Sekarang: WIB

Ketik nama kota Anda, kirim lokasi Anda, atau pilih:
[WIB · 12:40] [WITA · 13:40]
[WIT · 14:40] [waktu Beijing · 13:40]
[📍 Kirim lokasi saya]
[‹ Pengaturan]""",
    "en": """\
Your time zone
Now: Beijing time

Type the name of your city, send me your location, or choose:
[London time · 06:40] [New York time · 01:40]
[Singapore time · 13:40] [Beijing time · 13:40]
[WIB · 12:40]
[📍 Send my location]
[‹ Settings]""",
    "zh": """\
您的时区
当前：北京时间

请输入您所在的城市、发送位置，或选择：
[北京时间 · 13:40] [WIB · 12:40]
[东京时间 · 14:40] [伦敦时间 · 06:40]
[纽约时间 · 01:40]
[📍 发送我的位置]
[‹ 设置]""",
}

CITIES = {
    "id": """\
Yang mana? Jam di sampingnya harus sama dengan jam Anda.
[San Jose, Amerika Serikat · 22:40]
[San José, Kosta Rika · 23:40]
[San Jose, Filipina · 13:40]
[San José del Cabo, Meksiko · 23:40]
[‹ Zona waktu]""",
    "en": """\
Which one? The hour beside it should be yours.
[San Jose, United States · 22:40]
[San José, Costa Rica · 23:40]
[San Jose, Philippines · 13:40]
[San José del Cabo, Mexico · 23:40]
[‹ Time zone]""",
    "zh": """\
是哪一个？旁边的时间应与您的时间一致。
[圣荷西，美国 · 22:40]
[圣荷西，哥斯达黎加 · 23:40]
[San Jose，菲律宾 · 13:40]
[San José del Cabo，墨西哥 · 23:40]
[‹ 时区]""",
}

NO_CITY = {
    "id": """\
Saya tidak mengenal kota bernama “qqqqqqqq”.
Coba kota lebih besar di dekatnya, atau namanya dalam bahasa Inggris.
[‹ Zona waktu]""",
    "en": """\
I know no city called “qqqqqqqq”.
Try a larger city nearby, or its name in English.
[‹ Time zone]""",
    "zh": """\
我不知道名为“qqqqqqqq”的城市。
请试试附近较大的城市，或其英文名。
[‹ 时区]""",
}

ASKED_FOR_LOCATION = {
    "id": "Tekan tombol di bawah. Saya hanya menyimpan zona waktu, bukan tempatnya.",
    "en": "Press the button below. I keep only the time zone, never the place.",
    "zh": "请按下方按钮。我只保存时区，不保存位置。",
}

LOCATED = {
    "id": "Zona waktu Anda sekarang WITA: di sana pukul 13:40.",
    "en": "Your time zone is now WITA: it is 13:40 there.",
    "zh": "您的时区已设为WITA：当地现在是13:40。",
}

UNANSWERED = "I have no answer to that: all I know is the programme of this conference."


async def asked(stage: Stage, language: str = "en") -> Person:
    """Someone whom the bot has asked for their city."""
    person = await newcomer(stage, language)
    await person.press(data="settings")
    await person.press("🌏")
    return person


@pytest.mark.parametrize("language", LANGUAGES)
async def test_zones_offers_the_usual_ones_with_their_hour(scene: Stage, language: str) -> None:
    assert screen((await asked(scene, language)).last) == ZONES[language]


async def test_zone_by_button(scene: Stage) -> None:
    reader = await asked(scene)
    shown = (await reader.press("London time · 06:40")).message
    assert shown.text.split("\n")[3] == "Time zone: London time · UTC+1"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_name_of_several_cities_offers_each_with_its_hour(scene: Stage, language: str) -> None:
    assert screen(await (await asked(scene, language)).send("San Jose")) == CITIES[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_name_of_no_city_says_what_to_try(scene: Stage, language: str) -> None:
    assert screen(await (await asked(scene, language)).send("qqqqqqqq")) == NO_CITY[language]


@pytest.mark.parametrize(
    ("language", "words", "button", "line"),
    [
        ("id", "makasar", "Makassar, Indonesia · 13:40", "Zona waktu: WITA · UTC+8"),
        ("en", "Kathmandu", "Kathmandu, Nepal · 11:25", "Time zone: Kathmandu time · UTC+5:45"),
        ("zh", "东京", "东京，日本 · 14:40", "时区：东京时间 · UTC+9"),
    ],
)
async def test_zone_by_city(scene: Stage, language: str, words: str, button: str, line: str) -> None:
    reader = await asked(scene, language)
    await reader.send(words)
    assert (await reader.press(button)).message.text.split("\n")[3] == line


async def test_city_can_be_tried_again(scene: Stage) -> None:
    reader = await asked(scene)
    await reader.send("qqqqqqqq")
    assert screen(await reader.send("San Jose")) == CITIES["en"]


async def test_cities_lead_back_to_the_usual_zones(scene: Stage) -> None:
    reader = await asked(scene)
    await reader.send("San Jose")
    assert screen((await reader.press("‹ Time zone")).message) == ZONES["en"]


async def test_text_is_a_question_again_once_the_zone_is_chosen(scene: Stage) -> None:
    reader = await asked(scene)
    await reader.press("London time")
    assert (await reader.send("Makassar")).text.split("\n")[0] == UNANSWERED


async def test_text_is_a_question_again_after_the_reader_went_elsewhere(scene: Stage) -> None:
    reader = await asked(scene)
    await reader.send("/now")
    assert (await reader.send("Makassar")).text.split("\n")[0] == UNANSWERED


@pytest.mark.parametrize("language", LANGUAGES)
async def test_location_button_asks_for_it(scene: Stage, language: str) -> None:
    reader = await asked(scene, language)
    assert screen((await reader.press(data="location")).message) == ASKED_FOR_LOCATION[language]


async def test_location_is_asked_for_with_a_keyboard_that_sends_it(scene: Stage) -> None:
    reader = await asked(scene)
    await reader.press("📍")
    keyboard = scene.sandbox.world.chats[reader.id].reply_keyboard
    assert keyboard is not None
    assert keyboard["keyboard"] == [[{"text": "📍 Send my location", "request_location": True}]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_location_sets_the_zone(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    assert screen((await reader.send_location(-5.14, 119.42)).message) == LOCATED[language]


async def test_location_takes_its_keyboard_away(scene: Stage) -> None:
    reader = await asked(scene)
    await reader.press("📍")
    await reader.send_location(-5.14, 119.42)
    assert scene.sandbox.world.chats[reader.id].reply_keyboard is None


async def test_of_a_location_only_the_zone_is_stored(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.send_location(-5.14, 119.42)
    [stored] = rows(scene.folder, "SELECT * FROM chats WHERE chat_id = ?", reader.id)
    assert [value for value in stored if isinstance(value, float)] == []
    assert "Asia/Makassar" in stored
