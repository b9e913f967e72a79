"""How a bot takes its updates: getUpdates or a webhook."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.accounts import Json
from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.updates import Webhook

__all__ = ["METHODS"]

LONGEST_POLL = 50
MOST_UPDATES = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(world: State, params: Params) -> list[Json]:
    if world.webhook is not None:
        raise conflict(WEBHOOK_ACTIVE)
    _allow(world, params)
    limit = min(max(params.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    timeout = min(max(params.integer("timeout"), 0), LONGEST_POLL)
    return await world.updates.get(params.integer("offset"), limit, timeout)


def _allow(world: State, params: Params) -> None:
    """`allowed_updates` stays as it was when a call does not name it."""
    allowed = params.json("allowed_updates", "allowed updates")
    if isinstance(allowed, list):
        world.updates.allowed = frozenset(allowed)


def set_webhook(world: State, params: Params) -> bool:
    """A local server's rule: plain HTTP and any port will do."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be from 1 to 100")
    _allow(world, params)
    _change_webhook(world, params, Webhook(url, secret, connections))
    return True


def delete_webhook(world: State, params: Params) -> bool:
    _change_webhook(world, params, None)
    return True


def _change_webhook(world: State, params: Params, webhook: Webhook | None) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    if webhook is not None:
        world.updates.end_poll(conflict("terminated by setWebhook request"))
    world.webhook = webhook
    world.feed.tell({"type": "webhook"})


def get_webhook_info(world: State, _: Params) -> Json:
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    if world.webhook is not None:
        info |= {"url": world.webhook.url, "max_connections": world.webhook.connections}
        if world.webhook.last_error_at is not None:
            info["last_error_date"] = world.webhook.last_error_at
            info["last_error_message"] = world.webhook.last_error
    return info


METHODS: dict[str, Any] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
