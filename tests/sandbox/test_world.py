from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.accounts import Act, Json
from bot.sandbox.errors import ApiError
from bot.sandbox.world import World
from tests.sandbox.calling import NOON, Hands, call, started, world
from tests.sandbox.pictures import png


def told(here: World, act: Act) -> Json:
    """The update that the bot got of an act, without its id."""
    update = next(update for update in here.updates if update["update_id"] == act.update_id)
    return {kind: content for kind, content in update.items() if kind != "update_id"}


def with_group(**options: Any) -> tuple[World, int, int]:
    """A world, Alice's id, and the id of her group that the bot is in."""
    here = world()
    alice = here.add_user("Alice").id
    group = here.add_group("Fans", [alice], supergroup=True).id
    here.add_bot_to_group(alice, group, **options)
    return here, alice, group


def test_text_reaches_the_bot_as_telegram_writes_it() -> None:
    here = world()
    alice = here.add_user("Alice", language_code="id", username="alice_a").id
    assert told(here, here.send_text(alice, alice, " /start e_opening\n")) == {
        "message": {
            "message_id": 1,
            "from": {
                "id": alice,
                "is_bot": False,
                "first_name": "Alice",
                "username": "alice_a",
                "language_code": "id",
            },
            "chat": {"id": alice, "type": "private", "first_name": "Alice", "username": "alice_a"},
            "date": int(NOON.timestamp()),
            "text": "/start e_opening",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        }
    }


def test_first_text_lets_the_bot_write_back() -> None:
    here = world()
    alice = here.add_user("Alice")
    here.send_text(alice.id, alice.id, "hi")
    assert alice.started


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "message text is empty"), ("x" * 4097, "message is too long")]
)
def test_text_that_no_app_would_send_is_refused(text: str, why: str) -> None:
    here = world()
    alice = here.add_user("Alice").id
    with pytest.raises(ApiError, match=why):
        here.send_text(alice, alice, text)


def test_reply_carries_what_it_answers() -> None:
    here = world()
    alice = started(here)
    question = call(here, "sendMessage", chat_id=alice, text="Which city?")
    reply = here.send_text(alice, alice, "Medan", reply_to=question["message_id"]).message
    assert reply is not None
    assert reply["reply_to_message"] == question


def test_other_kinds_of_message_carry_their_content() -> None:
    here = world()
    alice = here.add_user("Alice").id
    acts = [
        here.send_location(alice, alice, 3.6, 98.7),
        here.send_sticker(alice, alice, "👋"),
        here.send_photo(alice, alice, png(3, 2), "look"),
        here.send_document(alice, alice, b"x", "a.txt"),
        here.forward(alice, alice, alice, 1),
    ]
    contents = [told(here, act)["message"] for act in acts]
    assert [sorted(content.keys() - {"message_id", "from", "chat", "date"}) for content in contents] == [
        ["location"],
        ["sticker"],
        ["caption", "photo"],
        ["document"],
        ["forward_origin", "location"],
    ]


def test_edit_reaches_the_bot_as_an_edited_message() -> None:
    here = world()
    alice = here.add_user("Alice").id
    here.send_text(alice, alice, "/nwo")
    edited = told(here, here.edit_text(alice, alice, 1, "/now"))["edited_message"]
    assert (edited["text"], edited["message_id"], edited["edit_date"]) == ("/now", 1, int(NOON.timestamp()))


def test_press_reaches_the_bot_with_the_message_as_it_stands() -> None:
    here = world()
    alice = started(here)
    keyboard = {"inline_keyboard": [[{"text": "☆", "callback_data": "star:on:x"}]]}
    message = call(here, "sendMessage", chat_id=alice, text="card", reply_markup=keyboard)
    act = here.press(alice, alice, message["message_id"], "star:on:x")
    query = told(here, act)["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (act.query_id, "star:on:x", message)


def test_press_on_a_deleted_message_has_an_inaccessible_one() -> None:
    here = world()
    alice = started(here)
    query = told(here, here.press(alice, alice, 9, "x"))["callback_query"]
    assert query["message"] == {"chat": here.chats[alice].json(), "message_id": 9, "date": 0}


def test_block_and_unblock_change_the_bots_place_in_the_chat() -> None:
    here = world()
    alice = started(here)
    changes = [told(here, act)["my_chat_member"] for act in (here.block(alice), here.unblock(alice))]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


def test_blocking_twice_tells_the_bot_once() -> None:
    here = world()
    alice = started(here)
    here.block(alice)
    assert here.block(alice) == Act(None)


def test_writing_again_unblocks_the_bot() -> None:
    here = world()
    alice = started(here)
    here.block(alice)
    here.send_text(alice, alice, "hi")
    assert [sorted(update) for update in here.updates] == [
        ["my_chat_member", "update_id"],
        ["my_chat_member", "update_id"],
        ["message", "update_id"],
    ]


def test_bot_added_to_a_group_is_told_so() -> None:
    here, _, group = with_group()
    change = next(iter(here.updates))["my_chat_member"]
    assert (change["chat"]["id"], change["new_chat_member"]["status"]) == (group, "member")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("/now", True),
        ("/now@cic_bot", True),
        ("/now@other_bot", False),
        ("what is on, @CIC_bot?", True),
        ("what is on?", False),
    ],
)
def test_bot_in_a_group_reads_what_is_meant_for_it(text: str, *, reads: bool) -> None:
    here, alice, group = with_group()
    assert (here.send_text(alice, group, text).update_id is not None) == reads


def test_bot_in_a_group_reads_replies_to_it() -> None:
    here, alice, group = with_group()
    message = call(here, "sendMessage", chat_id=group, text="Which city?")
    assert here.send_text(alice, group, "Medan", reply_to=message["message_id"]).update_id is not None


def test_bot_that_administers_a_group_reads_everything() -> None:
    here, alice, group = with_group(administrator=True)
    assert here.send_sticker(alice, group).update_id is not None


def test_bot_removed_from_a_group_reads_nothing() -> None:
    here, alice, group = with_group()
    here.remove_bot_from_group(alice, group)
    assert here.send_text(alice, group, "/now").update_id is None


def test_stranger_cannot_write_in_a_group() -> None:
    here, _, group = with_group()
    stranger = here.add_user("Eve").id
    with pytest.raises(KeyError):
        here.send_text(stranger, group, "/now")


def test_migration_tells_the_bot_in_both_chats() -> None:
    here = world()
    alice = here.add_user("Alice").id
    old = here.add_group("Fans", [alice])
    here.add_bot_to_group(alice, old.id)
    new = here.migrate(alice, old.id)
    messages = [update["message"] for update in here.updates if "message" in update][-2:]
    assert [(message["chat"]["id"], message.get("migrate_to_chat_id")) for message in messages] == [
        (old.id, new.id),
        (new.id, None),
    ]


def test_language_of_a_person_can_be_switched() -> None:
    here = world()
    alice = here.add_user("Alice", language_code="id").id
    here.set_language(alice, "zh-hans")
    message = here.send_text(alice, alice, "hi").message
    assert message is not None
    assert message["from"]["language_code"] == "zh-hans"


def test_only_the_latest_messages_are_kept() -> None:
    here = world(messages_kept=2)
    alice = here.add_user("Alice").id
    for text in "abc":
        here.send_text(alice, alice, text)
    assert [message["text"] for message in here.chats[alice].messages.values()] == ["b", "c"]


def test_query_is_taken_once() -> None:
    here = world()
    query = here.ask(started(here))
    assert (here.take_query(query.id), here.take_query(query.id)) == (query, None)


def test_query_gets_too_old() -> None:
    hands = Hands()
    here = world(hands, query_seconds=60)
    query = here.ask(started(here))
    hands.seconds = 61
    assert here.take_query(query.id) is None


def test_watcher_sees_what_happens_until_it_stops() -> None:
    here = world()
    alice = here.add_user("Alice").id
    events: list[Json] = []
    unwatch = here.watch(events.append)
    here.send_text(alice, alice, "a")
    unwatch()
    here.send_text(alice, alice, "b")
    assert [event["type"] for event in events] == ["message", "update"]


def test_watcher_of_one_chat_sees_nothing_of_others() -> None:
    here = world()
    alice, bob = here.add_user("Alice").id, here.add_user("Bob").id
    events: list[Json] = []
    here.watch(events.append, bob)
    here.send_text(alice, alice, "a")
    here.send_text(bob, bob, "b")
    assert [event["message"]["text"] for event in events] == ["b"]


def test_inline_result_is_sent_by_the_person_through_the_bot() -> None:
    here = world()
    alice = started(here)
    act = here.send_inline_result(alice, alice, {"message": {"text": "5G forum"}})
    message = told(here, act)["message"]
    assert (message["text"], message["from"]["id"], message["via_bot"]["username"]) == (
        "5G forum",
        alice,
        "cic_bot",
    )
