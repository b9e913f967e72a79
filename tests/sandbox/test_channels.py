"""Channels of the stand-in: who may post, what Telegram says of it, what the bot is told."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.accounts import Chat, Json
from bot.sandbox.world import World
from tests.sandbox.calling import NOON, Api, call, refusal, started, world

NO_RIGHTS = (400, "Bad Request: need administrator rights in the channel chat")
NOT_SHOWN = (400, "Bad Request: member list is inaccessible")
NO_MEMBER = (403, "Forbidden: bot is not a member of the channel chat")


def with_channel(username: str | None = "CIC_5g", **bot: Any) -> tuple[World, int, Chat]:
    """A world, its owner's id, and a channel; with `bot` the bot is set in it so."""
    here = world()
    owner = started(here, "Olga")
    channel = here.add_channel("5G", [started(here, "Sari")], owner, username=username)
    if bot:
        here.set_bot_in_channel(owner, channel.id, **bot)
    return here, owner, channel


def updates(here: World, kind: str) -> list[Json]:
    return [update[kind] for update in here.updates if kind in update]


@pytest.mark.parametrize("name", ["@CIC_5g", "@cic_5G"])
def test_public_channel_is_found_by_its_name(name: str) -> None:
    here, _, channel = with_channel()
    found = call(here, "getChat", chat_id=name)
    assert (found["id"], found["type"], found["title"], found["username"]) == (
        channel.id,
        "channel",
        "5G",
        "CIC_5g",
    )


def test_private_channel_is_not_found_by_a_stranger() -> None:
    here, _, channel = with_channel(username=None)
    assert refusal(here, "getChat", chat_id=channel.id) == (400, "Bad Request: chat not found")


def test_person_is_not_found_by_name() -> None:
    here = world()
    started(here, username="alice_a")
    assert refusal(here, "getChat", chat_id="@alice_a") == (400, "Bad Request: chat not found")


def test_post_is_the_channels_own() -> None:
    here, _, channel = with_channel(status="administrator")
    message = call(here, "sendMessage", chat_id="@cic_5g", text="hello")
    assert message == {
        "message_id": 1,
        "sender_chat": channel.json(),
        "chat": channel.json(),
        "date": int(NOON.timestamp()),
        "text": "hello",
    }


def test_bot_that_never_was_in_a_channel_may_not_post() -> None:
    here, _, channel = with_channel()
    assert refusal(here, "sendMessage", chat_id=channel.id, text="x") == NO_MEMBER


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
def test_administrator_without_the_right_may_not_post(method: str) -> None:
    here, owner, channel = with_channel(status="administrator")
    call(here, "sendMessage", chat_id=channel.id, text="x")
    here.set_bot_in_channel(owner, channel.id, may_post=False)
    assert refusal(here, method, chat_id=channel.id, message_id=1, text="y") == NO_RIGHTS


@pytest.mark.parametrize(
    ("status", "refused"),
    [("left", NO_MEMBER), ("kicked", (403, "Forbidden: bot was kicked from the channel chat"))],
)
def test_bot_that_was_removed_may_not_post(status: str, refused: tuple[int, str]) -> None:
    here, _, channel = with_channel(status=status)
    assert refusal(here, "sendMessage", chat_id=channel.id, text="x") == refused


@pytest.mark.parametrize("may_post", [True, False])
def test_bot_sees_its_own_rights(*, may_post: bool) -> None:
    here, _, channel = with_channel(status="administrator", may_post=may_post)
    found = call(here, "getChatMember", chat_id=channel.id, user_id=42)
    assert (found["status"], found["can_post_messages"]) == ("administrator", may_post)


@pytest.mark.parametrize("method", ["getChatMember", "getChatAdministrators", "getChatMemberCount"])
@pytest.mark.parametrize(
    ("username", "bot", "refused"),
    [
        ("cic_5g", {}, NOT_SHOWN),
        ("cic_5g", {"status": "left"}, NOT_SHOWN),
        (None, {"status": "left"}, NO_MEMBER),
        ("cic_5g", {"status": "kicked"}, (403, "Forbidden: bot was kicked from the channel chat")),
    ],
)
def test_members_are_shown_to_administrators_only(
    method: str, username: str | None, bot: dict[str, str], refused: tuple[int, str]
) -> None:
    here, _, channel = with_channel(username, **bot)
    assert refusal(here, method, chat_id=channel.id, user_id=42) == refused


def test_administrators_of_a_channel_are_listed_with_their_rights() -> None:
    here, owner, channel = with_channel(status="administrator", may_post=False)
    found = call(here, "getChatAdministrators", chat_id=channel.id)
    assert [(one["user"]["id"], one["status"], one.get("can_post_messages")) for one in found] == [
        (owner, "creator", None),
        (42, "administrator", False),
    ]


def test_bot_that_leaves_a_channel_says_nothing_in_it() -> None:
    here, _, channel = with_channel(status="administrator")
    call(here, "leaveChat", chat_id=channel.id)
    assert (channel.bot_status, channel.messages) == ("left", {})


def test_forward_of_a_post_names_its_channel() -> None:
    here, owner, channel = with_channel(status="administrator")
    call(here, "sendMessage", chat_id=channel.id, text="hello")
    forward = call(here, "forwardMessage", chat_id=owner, from_chat_id=channel.id, message_id=1)
    assert forward["forward_origin"] == {
        "type": "channel",
        "chat": channel.json(),
        "message_id": 1,
        "date": int(NOON.timestamp()),
    }


def test_post_is_edited_and_deleted_by_the_bot() -> None:
    here, _, channel = with_channel(status="administrator")
    call(here, "sendMessage", chat_id=channel.id, text="x")
    edited = call(here, "editMessageText", chat_id=channel.id, message_id=1, text="y")
    call(here, "deleteMessage", chat_id=channel.id, message_id=1)
    assert (edited["text"], channel.messages) == ("y", {})


def test_bot_is_told_of_its_place_and_its_rights() -> None:
    here, owner, channel = with_channel(status="administrator", may_post=False)
    here.set_bot_in_channel(owner, channel.id)
    here.set_bot_in_channel(owner, channel.id, "left")
    places = [
        [(one["status"], one.get("can_post_messages")) for one in (old, new)]
        for old, new in (
            (change["old_chat_member"], change["new_chat_member"])
            for change in updates(here, "my_chat_member")
        )
    ]
    assert places == [
        [("left", None), ("administrator", False)],
        [("administrator", False), ("administrator", True)],
        [("administrator", True), ("left", None)],
    ]


def test_owners_post_reaches_the_bot_that_administers() -> None:
    here, owner, channel = with_channel(status="administrator")
    act = here.post_in_channel(owner, channel.id, "/now")
    assert updates(here, "channel_post") == [act.message]
    assert act.message is not None
    assert (act.message["entities"], "from" in act.message) == (
        [{"type": "bot_command", "offset": 0, "length": 4}],
        False,
    )


def test_owners_post_reaches_no_bot_outside() -> None:
    here, owner, channel = with_channel()
    assert here.post_in_channel(owner, channel.id, "/now").update_id is None


def test_subscriber_neither_posts_nor_talks_nor_appoints() -> None:
    here, owner, channel = with_channel(status="administrator")
    reader = next(user for user in channel.members if user != owner)
    for act in (here.post_in_channel, here.send_text):
        with pytest.raises(KeyError):
            act(reader, channel.id, "hello")
    with pytest.raises(KeyError):
        here.set_bot_in_channel(reader, channel.id)
    assert channel.messages == {}


async def test_page_of_a_subscriber_shows_the_channel(sandbox: Sandbox, api: Api) -> None:
    owner, reader, stranger = (sandbox.user(name) for name in ("Olga", "Sari", "Eve"))
    channel = sandbox.channel("5G", owner, [reader], username="cic_5g")
    sandbox.world.set_bot_in_channel(owner.id, channel.id)
    await api.result("sendMessage", chat_id=channel.id, text="hello")
    seen = {}
    for person in (reader, stranger):
        async with api.session.ws_connect(f"{sandbox.url}/live?user={person.id}") as socket:
            hello = await socket.receive_json()
            seen[person] = [
                (chat["title"], chat["messages"][0]["text"]) for chat in hello["chats"] if chat["messages"]
            ]
    assert (seen[reader], seen[stranger]) == ([("5G", "hello")], [])


async def test_post_in_a_channel_is_news_to_its_subscribers(sandbox: Sandbox, api: Api) -> None:
    owner, reader, stranger = (sandbox.user(name) for name in ("Olga", "Sari", "Eve"))
    channel = sandbox.channel("5G", owner, [reader])
    sandbox.world.set_bot_in_channel(owner.id, channel.id)
    async with api.session.ws_connect(f"{sandbox.url}/live?user={stranger.id}") as socket:
        await socket.receive_json()
        await api.result("sendMessage", chat_id=channel.id, text="hello")
        assert await socket.receive_json() == {"type": "elsewhere", "users": [owner.id, reader.id]}
    assert [post.text for post in channel.posts] == ["hello"]
