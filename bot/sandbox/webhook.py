"""Delivery of updates to a bot's webhook."""

from __future__ import annotations

import asyncio

import aiohttp

from bot.sandbox.accounts import Json
from bot.sandbox.state import State
from bot.sandbox.updates import Webhook

__all__ = ["Deliveries"]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
ANSWER_SECONDS = 60


class Deliveries:
    """Posts each update to the webhook until it answers 2xx; those of one chat one after the other."""

    def __init__(self, world: State, retry_seconds: float = 1.0) -> None:
        self._world = world
        self._retry_seconds = retry_seconds
        self._wake = asyncio.Event()
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))
        self._unwatch = world.watch(self._happened)
        self._loop = asyncio.create_task(self._deliver_all())

    async def stop(self) -> None:
        self._unwatch()
        for task in (self._loop, *self._tasks):
            task.cancel()
        await asyncio.gather(self._loop, *self._tasks, return_exceptions=True)
        await self._session.close()

    def _happened(self, event: Json) -> None:
        if event["type"] in {"update", "webhook"}:
            self._wake.set()

    async def _deliver_all(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            webhook = self._world.webhook
            if webhook is not None:
                self._start(webhook)

    def _start(self, webhook: Webhook) -> None:
        """Begin every delivery that nothing holds up."""
        waiting: set[int] = set()
        for update in self._world.updates:
            order = _order(update)
            if len(self._tasks) >= webhook.connections:
                return
            if order not in self._busy and order not in waiting:
                self._busy.add(order)
                task = asyncio.create_task(self._deliver(webhook, update, order))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            waiting.add(order)

    async def _deliver(self, webhook: Webhook, update: Json, order: int) -> None:
        try:
            while self._world.webhook is webhook:
                if await self._post(webhook, update):
                    self._world.updates.acknowledge((update["update_id"],))
                    return
                await asyncio.sleep(self._retry_seconds)
        finally:
            self._busy.discard(order)
            # The task ends after this; its place is free only then.
            asyncio.get_running_loop().call_soon(self._wake.set)

    async def _post(self, webhook: Webhook, update: Json) -> bool:
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with self._session.post(
                webhook.url, json=update, headers=headers, allow_redirects=False
            ) as response:
                if 200 <= response.status < 300:
                    return True
                webhook.last_error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            webhook.last_error = str(error) or "Connection timed out"
        webhook.last_error_at = self._world.date()
        return False


def _order(update: Json) -> int:
    """Updates with the same number come one after the other: the chat's id, or the person's."""
    content: Json = next(value for key, value in update.items() if key != "update_id")
    message = content.get("message", content)
    number: int = (message.get("chat") or content["from"])["id"]
    return number
