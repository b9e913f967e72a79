"""/help and /privacy."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

HELP = {
    "id": """\
Cara kerjanya

Buka acara lewat nomornya. ☆ memasukkannya ke agenda Anda; ★ berarti sudah ada di sana.
Saya mengirim pesan sebelum acara dimulai. Berapa lama sebelumnya, Anda atur di pengaturan.
Atau tanya saja, dalam salah satu dari tiga bahasa, seperti bertanya kepada teman:
• Upacara Pembukaan mulai jam berapa?
• ada acara Keamanan pada Jumat, 24 Juli?
• Zhang Wei bicara jam berapa?
Lalu lanjutkan: “kalau besok?”, “yang kedua”, “ingatkan saya”. Di obrolan lain: @ dan nama saya.

/start – layar awal
/now – yang sedang berlangsung
/next – yang dimulai berikutnya
/today – program hari ini
/agenda – seluruh program, hari demi hari
/timetable – satu hari dalam satu gambar
/tracks – forum menurut topik
/speakers – pembicara dari A sampai Z
/search – cari forum, topik, atau pembicara
/my – yang Anda tandai
/calendar – bawa acara ke kalender Anda
/changes – yang berubah sejak terakhir Anda lihat
/remind – pengingat Anda berikutnya
/settings – bahasa, zona waktu, pengingat
/help – cara kerjanya
/privacy – yang tersimpan tentang Anda
/forget – hapus semua yang tersimpan tentang Anda

Di grup, semua orang dapat melihat; admin memilih pengingat untuk grup.
[Privasi] [Pengaturan]
[☰ Menu]""",
    "en": """\
How this works

Open an event by its number. ☆ puts it into your agenda; ★ means it is there.
I write to you before it starts. How long before, you choose in the settings.
Or just ask, in any of the three languages, as you would ask a friend:
• when does Opening Ceremony start?
• anything about Security on Friday 24 July?
• what time does Zhang Wei speak?
Then go on: “and tomorrow?”, “the second one”, “remind me of it”. In other chats: @ and my name.

/start – the first screen
/now – what is on now
/next – what starts next
/today – today's programme
/agenda – the whole programme, day by day
/timetable – a day as a picture
/tracks – forums by subject
/speakers – speakers from A to Z
/search – find a forum, a subject or a speaker
/my – what you have starred
/calendar – take events into your own calendar
/changes – what has changed since you last looked
/remind – your coming reminders
/settings – language, time zone, reminders
/help – how this works
/privacy – what is stored about you
/forget – delete everything stored about you

In a group, everyone can look; its admins choose what the group is reminded of.
[Privacy] [Settings]
[☰ Menu]""",
    "zh": """\
使用方法

按编号打开活动。☆表示加入您的日程，★表示已加入。
活动开始前我会发消息给您。提前多久可在设置中选择。
也可以直接问我，三种语言均可，就像问朋友一样：
• 开幕式几点开始？
• 7月24日星期五有没有安全的活动？
• 张伟几点讲？
还可以接着问：“那明天呢”“第二个”“提醒我这个”。在其他聊天里：输入@和我的名字。

/start – 首页
/now – 正在进行的活动
/next – 接下来的活动
/today – 今天的议程
/agenda – 逐日浏览全部议程
/timetable – 一天的议程图
/tracks – 按专题查看论坛
/speakers – 按A–Z查看嘉宾
/search – 搜索论坛、主题或嘉宾
/my – 您收藏的活动
/calendar – 把活动加入您自己的日历
/changes – 自您上次查看以来的变动
/remind – 您的待发提醒
/settings – 语言、时区、提醒
/help – 使用方法
/privacy – 存储了您的哪些数据
/forget – 删除您的所有数据

在群组中人人可以查看，由管理员决定提醒群组哪些活动。
[隐私] [设置]
[☰ 菜单]""",
}

PRIVACY = {
    "id": """\
Yang tersimpan tentang Anda

• nomor obrolan ini, agar pengingat sampai
• bahasa, zona waktu, dan pengaturan Anda
• yang Anda tandai dan ikuti, dan pesan yang sudah dikirim kepada Anda
• pertanyaan terakhir Anda, sejauh yang saya pahami, selama kira-kira sehari
• penilaian dan komentar Anda tentang acara: panitia melihat isinya, bukan siapa yang memberi

Tanpa nama, tanpa nomor telepon, tanpa tempat: lokasi yang Anda kirim diubah menjadi zona waktu lalu dibuang.
/forget menghapus semuanya sekaligus.
[Hapus semuanya]
[☰ Menu]""",
    "en": """\
What is stored about you

• the number of this chat, so that reminders find it
• your language, time zone and settings
• what you have starred and follow, and which messages were sent to you
• what you asked last, as I understood it, for about a day
• how you rated events, and your lines on them: organizers see both, and not whose they are

No name, no phone number, no place: a location you send is turned into a time zone and dropped.
/forget deletes all of it at once.
[Delete everything]
[☰ Menu]""",
    "zh": """\
存储了您的哪些数据

• 本聊天的编号，用于发送提醒
• 您的语言、时区和设置
• 您收藏和关注的内容，以及发送给您的消息
• 您最近一次的提问（按我的理解），保留约一天
• 您给活动的评分和留言：主办方看得到内容，看不到是谁给的

不存储姓名、电话号码和位置：您发送的位置转换为时区后即被丢弃。
/forget可立即删除全部数据。
[全部删除]
[☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_names_every_command(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/help")) == HELP[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_button_shows_the_same(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    assert screen((await reader.press(data="help")).message) == HELP[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_privacy_names_all_that_is_stored(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/privacy")) == PRIVACY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_leads_to_privacy(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/help")
    assert screen((await reader.press(data="privacy")).message) == PRIVACY[language]


async def test_every_command_of_the_help_answers(scene: Stage) -> None:
    reader = await newcomer(scene)
    commands = [word for word in HELP["en"].split() if word.startswith("/")]
    answers = [(await reader.send(command)).text.split("\n")[0] for command in commands]
    assert [answer for answer in answers if answer.startswith("I do not know")] == []
