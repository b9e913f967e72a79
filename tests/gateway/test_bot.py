"""The bot over real sockets: what callers get back, and what nobody gets to see."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram.error import Conflict, Forbidden, NetworkError

from bot.gateway.bot import TelegramBot, build_bot
from bot.gateway.errors import Throttled, TokenRefused, UnknownOutcome
from bot.gateway.gate import Retries
from bot.gateway.pacing import Pacer
from bot.gateway.transport import Transport
from tests.gateway.server import TOKEN, Answer, Server, failed, ok, page

SOON = datetime(2020, 7, 23, 6, tzinfo=UTC)
MESSAGE = {"message_id": 9, "date": 1595484000, "chat": {"id": 1, "type": "private"}, "text": "hi"}


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[TelegramBot]:
    pacer = Pacer(1000, time.monotonic)
    bot = build_bot(TOKEN, server.url, Transport(), pacer, retries=Retries(first_delay=0.0))
    async with bot:
        yield bot


async def test_bot_knows_itself_once_initialized(bot: TelegramBot) -> None:
    assert bot.first_name == "Bot"


async def test_sent_message_comes_back(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", page(502, "down"), ok(MESSAGE))
    message = await bot.send_message(1, "hi")
    assert (message.message_id, message.text) == (9, "hi")


SHOWN = {"text": "<b>hi</b>", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
KEYBOARD = {"inline_keyboard": [[{"text": "Menu", "callback_data": "home"}]]}


async def test_reply_is_html_in_its_topic_below_what_it_answers(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", ok(MESSAGE))
    await bot.reply(1, "<b>hi</b>", KEYBOARD, topic=4, answered=7)
    answered = {"message_id": 7, "allow_sending_without_reply": True}
    where = {"chat_id": 1, "message_thread_id": 4, "reply_parameters": answered}
    assert server.asked("sendMessage") == [{**SHOWN, **where, "reply_markup": KEYBOARD}]


async def test_reply_is_tried_again_where_it_was_not_sent(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", page(502, "down"), ok(MESSAGE))
    await bot.reply(1, "hi", None)
    assert len(server.asked("sendMessage")) == 2


async def test_edit_of_what_is_so_already_is_no_error(bot: TelegramBot, server: Server) -> None:
    server.script("editMessageText", failed(400, "Bad Request: message is not modified"))
    await bot.edit(1, 9, "<b>hi</b>", None)
    assert server.asked("editMessageText") == [{**SHOWN, "chat_id": 1, "message_id": 9}]


async def test_press_is_answered_with_what_is_to_be_said(bot: TelegramBot, server: Server) -> None:
    server.script("answerCallbackQuery", ok(True), ok(True))
    await bot.answer_press("5")
    await bot.answer_press("6", "Done", alert=True)
    said = {"callback_query_id": "6", "text": "Done", "show_alert": True}
    assert server.asked("answerCallbackQuery") == [{"callback_query_id": "5"}, said]


async def test_reply_that_no_bot_api_server_answered_is_an_unknown_outcome(
    bot: TelegramBot, server: Server
) -> None:
    server.script("sendMessage", page(200, "<html>hello</html>"))
    with pytest.raises(UnknownOutcome, match="the server's answer is not the Bot API's"):
        await bot.reply(1, "hi", None)


async def bulk(bot: TelegramBot, text: str = "<b>hi</b>", *, silent: bool = False) -> int:
    keyboard = {"inline_keyboard": [[{"text": "Join", "url": "https://example.org/"}]]}
    return await bot.send_bulk(1, text, keyboard, useful_until=SOON, silent=silent)


async def test_bulk_message_is_html_without_a_preview(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", ok(MESSAGE))
    assert await bulk(bot) == 9
    assert server.asked("sendMessage") == [
        {
            "chat_id": 1,
            "text": "<b>hi</b>",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": [[{"text": "Join", "url": "https://example.org/"}]]},
        }
    ]


async def test_paid_bulk_message_says_so_and_a_reply_never(server: Server) -> None:
    server.script("sendMessage", ok(MESSAGE), ok(MESSAGE))
    pacer = Pacer(1000, time.monotonic)
    async with build_bot(TOKEN, server.url, Transport(), pacer, paid=True) as bot:
        await bulk(bot)
        await bot.send_message(1, "hi")
    assert [call.get("allow_paid_broadcast") for call in server.asked("sendMessage")] == [True, None]


async def test_silent_bulk_message_says_so(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", ok(MESSAGE))
    await bulk(bot, silent=True)
    assert [call["disable_notification"] for call in server.asked("sendMessage")] == [True]


async def test_bulk_message_is_tried_once(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", page(502, "down"), ok(MESSAGE))
    with pytest.raises(NetworkError):
        await bulk(bot)
    assert len(server.asked("sendMessage")) == 1


async def test_throttled_bulk_message_holds_all_others(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", failed(429, "Too Many Requests: retry after 7", retry_after=7), ok(MESSAGE))
    for _ in range(2):
        with pytest.raises(Throttled):
            await bulk(bot)
    assert len(server.asked("sendMessage")) == 1


async def test_bulk_message_to_an_older_server_has_no_time_tags(bot: TelegramBot, server: Server) -> None:
    refused = failed(
        400, 'Bad Request: can\'t parse entities: unsupported start tag "tg-time" at byte offset 0'
    )
    server.script("sendMessage", refused, ok(MESSAGE), ok(MESSAGE))
    for _ in range(2):
        await bulk(bot, '<tg-time unix="1595484000" format="wt">14:00</tg-time>')
    assert [call["text"] for call in server.asked("sendMessage")][1:] == ["14:00", "14:00"]


@pytest.mark.parametrize("answer", [True, {}, {"message_id": "9"}])
async def test_bulk_message_whose_answer_holds_no_id_may_have_arrived(
    answer: object, bot: TelegramBot, server: Server
) -> None:
    server.script("sendMessage", ok(answer))
    with pytest.raises(UnknownOutcome):
        await bulk(bot)


async def test_unchanged_edit_returns_true(bot: TelegramBot, server: Server) -> None:
    server.script("editMessageText", failed(400, "Bad Request: message is not modified: specified new ..."))
    assert await bot.edit_message_text("hi", 1, 9) is True


async def test_blocked_bot_is_told_so(bot: TelegramBot, server: Server) -> None:
    server.script("sendMessage", failed(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(1, "hi")


async def test_raw_updates_are_not_read(bot: TelegramBot, server: Server) -> None:
    server.script("getUpdates", ok([{"update_id": 1, "message": "no message"}]))
    updates = await bot.raw_updates(offset=5, seconds=0, limit=100, allowed_updates=["message"])
    assert updates == [{"update_id": 1, "message": "no message"}]
    assert server.asked("getUpdates") == [
        {"offset": 5, "timeout": 0, "limit": 100, "allowed_updates": ["message"]}
    ]


async def test_second_poller_is_a_conflict(bot: TelegramBot, server: Server) -> None:
    server.script("getUpdates", failed(409, "Conflict: terminated by other getUpdates request"))
    with pytest.raises(Conflict):
        await bot.raw_updates(offset=None, seconds=0, limit=1, allowed_updates=[])


@pytest.mark.parametrize("answer", [failed(401, "Unauthorized"), failed(404, "Not Found")])
async def test_refused_token_is_named_and_not_told(answer: Answer, server: Server) -> None:
    server.script("getMe", answer)
    bot = build_bot(TOKEN, server.url, Transport(), Pacer(30, time.monotonic))
    with pytest.raises(TokenRefused) as caught:
        await bot.initialize()
    await bot.shutdown()
    expected = f"BOT_TOKEN was refused by {server.url}; expected the bot's token from @BotFather"
    assert (str(caught.value), caught.value.__context__) == (expected, None)


async def test_bot_shows_its_id_only(bot: TelegramBot) -> None:
    assert repr(bot) == "TelegramBot[123456]"
