"""Mini Apps in the stand-in: whom it opens them for, and what it signs."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.calling import TOKEN, Api

APP = "https://agenda.example.org/?e=a"
BUTTON = {"inline_keyboard": [[{"text": "Open", "web_app": {"url": APP}}]]}


def told(address: str) -> dict[str, str]:
    """What the page is told behind its #."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).fragment).items()}


async def test_app_under_a_message_opens_signed_for_the_person(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.user("Rina", language="id")
    sandbox.world.send_text(person.id, person.id, "/start")
    await api.result("sendMessage", chat_id=person.id, text="Look", reply_markup=BUTTON)
    address = sandbox.world.open_web_app(person.id, APP)
    assert address.startswith(f"{APP}#tgWebAppData=")
    fields = {name: values[0] for name, values in parse_qs(told(address)["tgWebAppData"]).items()}
    digest = fields.pop("hash")
    secret = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    assert hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest() == digest
    assert json.loads(fields["user"]) == sandbox.world.users[person.id].json()


async def test_app_of_the_menu_button_opens_for_everyone(sandbox: Sandbox, api: Api) -> None:
    button = {"type": "web_app", "text": "Open", "web_app": {"url": APP}}
    await api.result("setChatMenuButton", menu_button=button)
    one, other = sandbox.user("Rina"), sandbox.user("Alex")
    addresses = [sandbox.world.open_web_app(person.id, APP) for person in (one, other)]
    assert len({told(address)["tgWebAppData"] for address in addresses}) == 2


async def test_app_that_the_bot_does_not_offer_is_not_signed_for(sandbox: Sandbox, api: Api) -> None:
    rina, alex = sandbox.user("Rina"), sandbox.user("Alex")
    sandbox.world.send_text(rina.id, rina.id, "/start")
    await api.result("sendMessage", chat_id=rina.id, text="Look", reply_markup=BUTTON)
    for user_id, url in ((alex.id, APP), (rina.id, "https://elsewhere.example.org/")):
        with pytest.raises(KeyError, match="the bot offers user"):
            sandbox.world.open_web_app(user_id, url)
