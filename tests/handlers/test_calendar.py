"""/calendar: files and links for other calendars, and the feed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from icalendar import Calendar

from bot.sandbox import Shown
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, rows, screen
from tests.stage import Reused, Stage, stage, still_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")

PUBLIC = "https://agenda.example.org"

CHOICES = {
    "id": """\
Kalender
Berupa berkas untuk aplikasi kalender apa pun, berisi yang diketahui saat ini.
[★ Agenda saya (1)]
[Seluruh program]
[☰ Menu]""",
    "en": """\
Calendar
As files for any calendar program, with what is known now.
[★ My agenda (1)]
[The whole programme]
[☰ Menu]""",
    "zh": """\
日历
可导出为任何日历软件都能打开的文件，内容以目前所知为准。
[★ 我的日程（1）]
[完整议程]
[☰ 菜单]""",
}

WITH_FEED = {
    "id": """\
Kalender
Berupa berkas untuk aplikasi kalender apa pun, berisi yang diketahui saat ini.
Dengan tautan, kalender Anda diperbarui dengan sendirinya.
[Seluruh program]
[🔗 Tautan yang selalu terbaru]
[☰ Menu]""",
    "en": """\
Calendar
As files for any calendar program, with what is known now.
A link keeps your calendar up to date by itself.
[The whole programme]
[🔗 A link that stays up to date]
[☰ Menu]""",
    "zh": """\
日历
可导出为任何日历软件都能打开的文件，内容以目前所知为准。
订阅链接会让您的日历自动保持最新。
[完整议程]
[🔗 自动更新的订阅链接]
[☰ 菜单]""",
}

OF_EVENT = {
    "id": """\
Forum AI & Masyarakat
Kam, 23 Jul · 15:30–17:00 Beijing

Kalender yang mana? Acara akan tampil menurut jam Anda sendiri.
[Google ↗] [Outlook ↗]
[Sebagai berkas (.ics)]
[‹ Kembali]""",
    "en": """\
AI & Society Forum
Thu 23 Jul · 15:30–17:00 Beijing

Which calendar? It will show the event on your own clock.
[Google ↗] [Outlook ↗]
[As a file (.ics)]
[‹ Back]""",
    "zh": """\
人工智能与社会论坛
7月23日周四 · 15:30–17:00 北京

加入哪个日历？活动会按您当地的时间显示。
[Google ↗] [Outlook ↗]
[导出文件（.ics）]
[‹ 返回]""",
}

FILE = {
    "id": """\
Agenda saya · 1 acara
Buka berkas ini, dan aplikasi kalender Anda akan menawarkan untuk menambahkan acaranya.
Isinya tidak berubah sendiri. Bila ada perubahan, buka berkas baru: acara yang sudah ada akan diperbarui.
[📅 Kalender] [☰ Menu]""",
    "en": """\
My agenda · 1 event
Open it, and your calendar program offers to add the events.
It does not change by itself. After changes, open a new one: it renews the events you have.
[📅 Calendar] [☰ Menu]""",
    "zh": """\
我的日程 · 1项活动
打开这个文件，日历软件就会提示您添加活动。
文件不会自动更新。议程有变动时再打开一份新的，已有的活动就会更新。
[📅 日历] [☰ 菜单]""",
}

NO_FEED = {
    "id": """\
Tautan yang selalu terbaru
Aplikasi kalender Anda melihatnya sendiri: yang Anda tandai dan yang berubah segera tampil di sana.
Siapa pun yang punya tautan ini bisa melihat yang Anda tandai. Simpan untuk diri sendiri.
[Buat tautan]
[‹ Kalender] [☰ Menu]""",
    "en": """\
A link that stays up to date
Your calendar program looks at it by itself: what you star and what changes soon shows up there.
Whoever has the link can see what you have starred. Keep it to yourself.
[Make a link]
[‹ Calendar] [☰ Menu]""",
    "zh": """\
自动更新的订阅链接
日历软件会自动查看这个链接：您的收藏和议程的变动很快就会出现在日历中。
拿到链接的人都能看到您的收藏，请勿转发。
[生成链接]
[‹ 日历] [☰ 菜单]""",
}

NEW_FEED = {
    "id": """\
Tautan kalender Anda
https://agenda.example.org/calendar/TOKEN.ics

Untuk Google dan Outlook ada tombol di bawah. Di aplikasi lain, berlanggananlah ke alamat ini:
webcal://agenda.example.org/calendar/TOKEN.ics

Siapa pun yang punya tautan ini bisa melihat yang Anda tandai. Simpan untuk diri sendiri.
Tautan ini hanya tampil sekali ini. Anda bisa menghentikannya atau membuat yang baru kapan saja: /calendar
[Google ↗] [Outlook ↗]
[Salin tautan]
[‹ Kalender] [☰ Menu]""",
    "en": """\
Your calendar link
https://agenda.example.org/calendar/TOKEN.ics

Google and Outlook have a button below. In other programs, subscribe to this address:
webcal://agenda.example.org/calendar/TOKEN.ics

Whoever has the link can see what you have starred. Keep it to yourself.
It is shown only this once. You can stop it or make a new one at any time: /calendar
[Google ↗] [Outlook ↗]
[Copy the link]
[‹ Calendar] [☰ Menu]""",
    "zh": """\
您的日历链接
https://agenda.example.org/calendar/TOKEN.ics

Google和Outlook请用下方按钮；其他软件请订阅这个地址：
webcal://agenda.example.org/calendar/TOKEN.ics

拿到链接的人都能看到您的收藏，请勿转发。
链接只显示这一次。您随时可以用 /calendar 停用或更换。
[Google ↗] [Outlook ↗]
[复制链接]
[‹ 日历] [☰ 菜单]""",
}

OLD_FEED = {
    "id": """\
Tautan yang selalu terbaru
Aplikasi kalender Anda melihatnya sendiri: yang Anda tandai dan yang berubah segera tampil di sana.
Siapa pun yang punya tautan ini bisa melihat yang Anda tandai. Simpan untuk diri sendiri.

Anda sudah punya. Tautan itu tampil saat dibuat; kini hanya kalender Anda yang mengetahuinya.
[Tautan baru; yang lama berhenti]
[Hentikan tautan]
[‹ Kalender] [☰ Menu]""",
    "en": """\
A link that stays up to date
Your calendar program looks at it by itself: what you star and what changes soon shows up there.
Whoever has the link can see what you have starred. Keep it to yourself.

You have one. It was shown when it was made; only your calendar knows it now.
[A new link; the old one stops]
[Stop the link]
[‹ Calendar] [☰ Menu]""",
    "zh": """\
自动更新的订阅链接
日历软件会自动查看这个链接：您的收藏和议程的变动很快就会出现在日历中。
拿到链接的人都能看到您的收藏，请勿转发。

您已有一个链接。它只在生成时显示过，现在只有您的日历知道。
[换一个新链接（旧链接停用）]
[停用链接]
[‹ 日历] [☰ 菜单]""",
}

STOPPED = {"id": "Tautan dihentikan.", "en": "The link is stopped.", "zh": "链接已停用。"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_public(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Reused]:
    folder = tmp_path_factory.mktemp("public")
    clock = still_clock(BEGINNING)
    async with stage(folder, schedule=PROGRAMME, clock=clock, public_url=PUBLIC) as running:
        with closing(Reused(running)) as reused:
            yield reused


@pytest.fixture
def public(shared_public: Reused) -> Stage:
    return shared_public.anew()


def content(scene: Stage, shown: Shown) -> bytes:
    file = scene.sandbox.world.files.get(shown.json["document"]["file_id"])
    assert file is not None
    return file.data


def events(scene: Stage, shown: Shown) -> list[tuple[str, str]]:
    """UID and title of each event in the file of a message."""
    return [
        (str(event["uid"]), str(event["summary"]))
        for event in Calendar.from_ical(content(scene, shown)).walk("VEVENT")
    ]


def alarms(scene: Stage, shown: Shown) -> list[float]:
    """Minutes before the start."""
    found = Calendar.from_ical(content(scene, shown)).walk("VALARM")
    return [-alarm.decoded("trigger").total_seconds() / 60 for alarm in found]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_calendar_offers_files(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    assert screen(await reader.send("/calendar")) == CHOICES[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_calendar_offers_a_feed_where_there_is_an_address(public: Stage, language: str) -> None:
    reader = await newcomer(public, language)
    assert screen(await reader.send("/calendar")) == WITH_FEED[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_leads_to_other_calendars(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    await reader.send("/start e_ai-forum")
    shown = (await reader.press("📅")).message
    assert screen(shown) == OF_EVENT[language]
    google, outlook = (parse_qs(urlsplit(button.json["url"]).query) for button in shown.rows[0])
    assert google["dates"] == ["20200723T073000Z/20200723T090000Z"]
    assert (outlook["startdt"], outlook["enddt"]) == (["2020-07-23T07:30:00Z"], ["2020-07-23T09:00:00Z"])


async def test_way_back_from_other_calendars_is_the_card(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.send("/today")
    await reader.press("1")
    await reader.press("📅")
    back = (await reader.press("‹ Back")).message
    assert back.text.startswith("Robot Expo\n")
    assert (await reader.press("‹ Back")).message.text.startswith("Thursday 23 July")


async def test_event_comes_as_a_file_with_its_alarm(scene: Stage) -> None:
    reader = await newcomer(scene, "zh")
    await reader.press(data="lead_time:30")
    shown = (await reader.press(data="ics:ai-forum")).message
    assert shown.json["document"]["file_name"] == "uji2020-ai-forum.ics"
    assert shown.json["document"]["mime_type"] == "text/calendar"
    assert shown.text == "人工智能与社会论坛\xa0◌\n打开这个文件，日历软件就会提示您添加该活动。"
    assert events(scene, shown) == [("ai-forum@uji2020", "人工智能与社会论坛")]
    assert alarms(scene, shown) == [30]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_agenda_comes_as_a_file(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    shown = (await reader.press(data="ics_my")).message
    assert screen(shown) == FILE[language]
    assert [uid for uid, _ in events(scene, shown)] == ["opening@uji2020"]


async def test_my_agenda_keeps_what_was_called_off_and_rings_as_each_event_is_to(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "cloud", "closing")
    await reader.press(data="lead:closing:60")
    shown = (await reader.press(data="ics_my")).message
    assert events(scene, shown) == [
        ("opening@uji2020", "Opening Ceremony"),
        ("cloud@uji2020", "Called off: Cloud Forum"),
        ("closing@uji2020", "Closing Ceremony"),
    ]
    assert alarms(scene, shown) == [10, 60]


async def test_paused_reminders_ring_no_alarm(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    await reader.press(data="reminders:off")
    assert alarms(scene, (await reader.press(data="ics_my")).message) == []


async def test_empty_agenda_is_no_file(scene: Stage) -> None:
    reader = await newcomer(scene)
    assert (await reader.press(data="ics_my")).message.text.startswith("My agenda\nNothing here yet.")


async def test_whole_programme_comes_as_a_file(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    shown = (await reader.press(data="ics_all")).message
    assert shown.json["document"]["file_name"] == "uji2020-programme.ics"
    assert shown.text == (
        "Test Conference · programme 7\nOpen it, and your calendar program offers to add the events."
    )
    found = dict(events(scene, shown))
    assert (len(found), "vision@uji2020" in found) == (15, False)
    assert alarms(scene, shown) == []


async def test_whole_programme_is_uploaded_once(scene: Stage) -> None:
    people = [await newcomer(scene) for _ in range(2)]
    ids = {(await person.press(data="ics_all")).message.json["document"]["file_id"] for person in people}
    assert len(ids) == 1
    assert len(rows(scene.folder, "SELECT * FROM uploads")) == 1


async def test_file_tells_as_what_an_event_was_published_last(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = (await reader.press(data="ics:opening")).message
    [event] = Calendar.from_ical(content(scene, shown)).walk("VEVENT")
    assert (event["sequence"], event.decoded("last-modified")) == (1, BEGINNING)


async def test_file_of_an_event_that_is_gone_is_said_to_be(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = (await reader.press(data="ics:another")).message
    assert shown.text == "This is no longer in the programme. The agenda shows what is:"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_feed_is_made_and_shown_once_and_stopped(public: Stage, language: str) -> None:
    reader = await newcomer(public, language)
    assert screen((await reader.press(data="feed")).message) == NO_FEED[language]
    made = (await reader.press(data="feed:new")).message
    token = token_of(made)
    assert screen(made).replace(token, "TOKEN") == NEW_FEED[language]
    assert await public.app.storage.feeds.chat_of(token) == reader.id
    assert screen((await reader.press(data="feed")).message) == OLD_FEED[language]
    stopped = await reader.press(data="feed:off")
    assert (stopped.toast, screen(stopped.message)) == (STOPPED[language], NO_FEED[language])
    assert await public.app.storage.feeds.chat_of(token) is None


def token_of(made: Shown) -> str:
    return made.text.splitlines()[1].removeprefix(f"{PUBLIC}/calendar/").removesuffix(".ics")


async def test_new_link_replaces_the_old_one(public: Stage) -> None:
    reader = await newcomer(public)
    old, new = [token_of((await reader.press(data="feed:new")).message) for _ in range(2)]
    feeds = public.app.storage.feeds
    assert (await feeds.chat_of(old), await feeds.chat_of(new)) == (None, reader.id)


async def test_feed_can_be_subscribed_to_and_copied(public: Stage) -> None:
    reader = await newcomer(public)
    made = (await reader.press(data="feed:new")).message
    address = f"{PUBLIC}/calendar/{token_of(made)}.ics"
    google, outlook, copying = (button.json for row in made.rows[:2] for button in row)
    assert parse_qs(urlsplit(google["url"]).query) == {"cid": [address.replace("https:", "webcal:")]}
    assert parse_qs(urlsplit(outlook["url"]).query) == {
        "url": [address],
        "name": ["Test Conference · My agenda"],
    }
    assert copying["copy_text"] == {"text": address.replace("https:", "webcal:")}


async def test_without_an_address_there_is_no_feed(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = (await reader.press(data="feed:new")).message
    assert shown.text == "Calendar\nAs files for any calendar program, with what is known now."
    assert rows(scene.folder, "SELECT * FROM feeds") == []


async def test_demo_has_a_feed_on_its_own_page(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, mini_app=True) as demo:
        reader = await newcomer(demo)
        made = (await reader.press(data="feed:new")).message
        assert made.text.splitlines()[1].startswith(f"{demo.app.web.url}/calendar/")


async def test_feed_of_a_group_is_its_admins_to_make(public: Stage) -> None:
    admin, member = public.user(), public.user(name="Bo")
    group = public.sandbox.group("Team", [admin, member], administrators=[admin])
    await admin.add_bot(group)
    await admin.send("/calendar", chat=group)
    refused = await member.press(data="feed:new", chat=group)
    assert refused.alert
    assert rows(public.folder, "SELECT * FROM feeds") == []
    await admin.press(data="feed:new", chat=group)
    assert len(rows(public.folder, "SELECT * FROM feeds")) == 1


async def test_token_is_in_no_log(public: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    reader = await newcomer(public)
    token = token_of((await reader.press(data="feed:new")).message)
    assert token not in capsys.readouterr().out
