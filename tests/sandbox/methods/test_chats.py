from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.world import World
from tests.sandbox.calling import call, refusal, started, world


def with_group(**options: Any) -> tuple[World, list[int], int]:
    """A world, the ids of Alice (owner), Bob (administrator) and Carol, and of their group with the bot."""
    here = world()
    people = [started(here, name) for name in ("Alice", "Bob", "Carol")]
    group = here.add_group("Fans", people, administrators=people[:2]).id
    here.add_bot_to_group(people[0], group, **options)
    return here, people, group


def test_chat_is_described() -> None:
    here, _, group = with_group()
    chat = call(here, "getChat", chat_id=group)
    assert (chat["id"], chat["type"], chat["title"], "pinned_message" in chat) == (
        group,
        "group",
        "Fans",
        False,
    )


def test_members_have_their_status() -> None:
    here, people, group = with_group()
    eve = started(here, "Eve")
    statuses = [
        call(here, "getChatMember", chat_id=group, user_id=user_id)["status"]
        for user_id in (*people, eve, 42)
    ]
    assert statuses == ["creator", "administrator", "member", "left", "member"]


def test_unknown_person_is_no_member() -> None:
    here, _, group = with_group()
    assert refusal(here, "getChatMember", chat_id=group, user_id=7) == (
        400,
        "Bad Request: invalid user_id specified",
    )


@pytest.mark.parametrize("administrator", [False, True])
def test_administrators_are_listed(*, administrator: bool) -> None:
    here, people, group = with_group(administrator=administrator)
    found = [one["user"]["id"] for one in call(here, "getChatAdministrators", chat_id=group)]
    assert found == people[:2] + [42] * administrator


def test_private_chat_has_no_administrators() -> None:
    here = world()
    assert refusal(here, "getChatAdministrators", chat_id=started(here)) == (
        400,
        "Bad Request: there are no administrators in the private chat",
    )


def test_members_are_counted_with_the_bot() -> None:
    here, people, group = with_group()
    counts = [call(here, "getChatMemberCount", chat_id=chat_id) for chat_id in (group, people[0])]
    assert counts == [4, 2]


def test_bot_that_left_cannot_write() -> None:
    here, _, group = with_group()
    assert call(here, "leaveChat", chat_id=group) is True
    assert refusal(here, "sendMessage", chat_id=group, text="x") == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )


def test_reaction_is_seen() -> None:
    here = world()
    alice = started(here)
    here.send_text(alice, alice, "hi")
    events: list[Any] = []
    here.watch(events.append)
    heart = [{"type": "emoji", "emoji": "❤️"}]
    assert call(here, "setMessageReaction", chat_id=alice, message_id=1, reaction=heart) is True
    assert events == [{"type": "reaction", "chat_id": alice, "message_id": 1, "reaction": heart}]


def test_emoji_that_is_no_reaction_is_refused() -> None:
    here = world()
    alice = started(here)
    here.send_text(alice, alice, "hi")
    star = [{"type": "emoji", "emoji": "★"}]
    assert refusal(here, "setMessageReaction", chat_id=alice, message_id=1, reaction=star) == (
        400,
        "Bad Request: REACTION_INVALID",
    )


def test_pinned_message_is_part_of_the_chat_until_unpinned() -> None:
    here = world()
    alice = started(here)
    message = call(here, "sendMessage", chat_id=alice, text="agenda")
    call(here, "pinChatMessage", chat_id=alice, message_id=1)
    pinned = call(here, "getChat", chat_id=alice)["pinned_message"]
    call(here, "unpinChatMessage", chat_id=alice)
    assert (pinned, here.chats[alice].pinned) == (message, [])


def test_pinning_in_a_group_needs_an_administrator() -> None:
    here, _, group = with_group()
    call(here, "sendMessage", chat_id=group, text="agenda")
    assert refusal(here, "pinChatMessage", chat_id=group, message_id=2) == (
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    )


def test_private_chat_has_one_member_and_is_not_left() -> None:
    here = world()
    alice, bob = started(here), started(here, "Bob")
    assert call(here, "getChatMember", chat_id=alice, user_id=alice)["status"] == "member"
    assert refusal(here, "getChatMember", chat_id=alice, user_id=bob) == (
        400,
        "Bad Request: member not found",
    )
    assert refusal(here, "leaveChat", chat_id=alice)[0] == 400


def test_only_one_reaction_is_a_bots() -> None:
    here = world()
    alice = started(here)
    here.send_text(alice, alice, "hi")
    two = [{"type": "emoji", "emoji": emoji} for emoji in "👍👎"]
    assert refusal(here, "setMessageReaction", chat_id=alice, message_id=1, reaction=two) == (
        400,
        "Bad Request: REACTIONS_TOO_MANY",
    )


def test_what_is_not_pinned_cannot_be_unpinned() -> None:
    here = world()
    assert refusal(here, "unpinChatMessage", chat_id=started(here)) == (
        400,
        "Bad Request: message to unpin not found",
    )
