"""python-telegram-bot, as anyone would use it, against the stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, MessageEntity
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.sandbox import Fault, Sandbox
from tests.sandbox.calling import NOON, TOKEN, started
from tests.sandbox.pictures import png

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("☆", callback_data="star:on:x", style="primary")]])


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(TOKEN, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot")
    async with bot:
        yield bot


async def test_message_is_read_as_the_library_reads_telegrams(sandbox: Sandbox, bot: telegram.Bot) -> None:
    alice = started(sandbox.world)
    html = '<b>5G</b> at <tg-time unix="1595484000" format="t">14:00</tg-time>'
    message = await bot.send_message(alice, html, parse_mode=ParseMode.HTML, reply_markup=KEYBOARD)
    assert (message.text, message.date, message.reply_markup) == ("5G at 14:00", NOON, KEYBOARD)
    assert [entity.type for entity in message.entities] == [MessageEntity.BOLD, MessageEntity.DATE_TIME]
    assert message.text_html.startswith("<b>5G</b> at ")


async def test_press_is_answered_and_its_message_edited(sandbox: Sandbox, bot: telegram.Bot) -> None:
    alice = started(sandbox.world)
    sent = await bot.send_message(alice, "card", reply_markup=KEYBOARD)
    sandbox.world.press(alice, alice, sent.message_id, "star:on:x")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert await update.callback_query.answer("★") is True
    edited = await update.callback_query.edit_message_text("card ★")
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.message_id) == ("card ★", sent.message_id)


async def test_every_kind_of_update_is_understood(sandbox: Sandbox, bot: telegram.Bot) -> None:
    here, alice = sandbox.world, started(sandbox.world)
    group = here.add_group("Fans", [alice]).id
    here.send_text(alice, alice, "/start e_x")
    here.edit_text(alice, alice, 1, "/now")
    here.send_location(alice, alice, 3.6, 98.7)
    here.send_sticker(alice, alice)
    here.send_photo(alice, alice, png(9, 6))
    here.send_document(alice, alice, b"x", "a.txt")
    here.forward(alice, alice, alice, 1)
    here.press(alice, alice, 99, "gone")
    here.inline_query(alice, "5g")
    here.add_bot_to_group(alice, group, administrator=True)
    here.migrate(alice, group)
    here.block(alice)
    updates = await bot.get_updates()
    kinds = [next(key for key in update.to_dict() if key != "update_id") for update in updates]
    assert kinds == [
        "message",
        "edited_message",
        *["message"] * 5,
        "callback_query",
        "inline_query",
        "my_chat_member",
        *["message"] * 3,
        "my_chat_member",
    ]


async def test_picture_goes_out_and_can_be_replaced(sandbox: Sandbox, bot: telegram.Bot) -> None:
    alice = started(sandbox.world)
    message = await bot.send_photo(alice, png(90, 60), caption="Day 1")
    media = InputMediaPhoto(png(30, 20), caption="Day 2")
    edited = await bot.edit_message_media(media, alice, message.message_id)
    assert isinstance(edited, telegram.Message)
    file = await edited.photo[0].get_file()
    assert (edited.caption, bytes(await file.download_as_bytearray())) == ("Day 2", png(30, 20))


async def test_chat_and_members_are_understood(sandbox: Sandbox, bot: telegram.Bot) -> None:
    alice = started(sandbox.world)
    group = sandbox.world.add_group("Fans", [alice]).id
    sandbox.world.add_bot_to_group(alice, group, administrator=True)
    assert (await bot.get_chat(group)).title == "Fans"
    assert (await bot.get_chat_member(group, alice)).status == "creator"
    assert [one.user.id for one in await bot.get_chat_administrators(group)] == [alice, 42]


async def test_commands_and_menu_button_are_understood(bot: telegram.Bot) -> None:
    scope = telegram.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("now", "What is on")], scope=scope, language_code="en")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    [command] = await bot.get_my_commands(scope=scope, language_code="en")
    assert (command.command, (await bot.get_chat_menu_button()).type) == ("now", "commands")


async def test_webhook_is_understood(bot: telegram.Bot) -> None:
    await bot.set_webhook("https://example.org/hook", secret_token="s3cret")
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    await bot.delete_webhook()


async def test_refusals_are_the_librarys_errors(
    sandbox: Sandbox, bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    alice = started(sandbox.world)
    group = sandbox.world.add_group("Fans", [alice]).id
    sandbox.world.add_bot_to_group(alice, group)
    new = sandbox.world.migrate(alice, group)
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(alice, "")
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group, "x")
    assert migrated.value.new_chat_id == new.id
    sandbox.world.block(alice)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(alice, "x")
    sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(alice, "x")
