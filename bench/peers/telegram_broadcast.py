"""python-telegram-bot with `AIORateLimiter` answers while it sends to many: arguments URL TOKEN FIRST SIZE.

After ``/send`` it writes to the chats with the ids from FIRST on, one after another.
"""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application, CommandHandler, ContextTypes, MessageHandler, filters


def main(url: str, token: str, first: str, size: str) -> None:
    async def broadcast(context: Any) -> None:
        for chat_id in range(int(first), int(first) + int(size)):
            await context.bot.send_message(chat_id, "The opening ceremony starts in 10 minutes.")

    async def send(_: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        context.application.create_task(broadcast(context))

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await update.message.reply_text("On now: nothing.")

    # Without retries the first 429 ends the sending, and 429s come: it lets 59 go in its first second.
    limiter = AIORateLimiter(max_retries=10)
    application: Any = Application.builder().token(token).base_url(f"{url}/bot").rate_limiter(limiter).build()
    application.add_handler(CommandHandler("send", send))
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(*sys.argv[1:])
