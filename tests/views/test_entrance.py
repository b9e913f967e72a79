from __future__ import annotations

import pytest

from bot.views.entrance import Entrance

PAGE, DIRECT = "https://agenda.example.org", "https://t.me/cic_bot?startapp"


@pytest.mark.parametrize(
    ("entrance", "group", "event_id", "opened"),
    [
        (Entrance(PAGE, mini_app=True), False, "", {"web_app": {"url": f"{PAGE}/"}}),
        (Entrance(PAGE, mini_app=True), False, "a-b", {"web_app": {"url": f"{PAGE}/?e=a-b"}}),
        (Entrance(PAGE, mini_app=True), True, "a-b", {"url": f"{PAGE}/?e=a-b"}),
        (Entrance(PAGE, mini_app=True, direct=DIRECT), True, "", {"url": DIRECT}),
        (Entrance(PAGE, mini_app=True, direct=DIRECT), True, "a-b", {"url": f"{DIRECT}=e_a-b"}),
        (Entrance(PAGE, mini_app=True, direct=DIRECT), False, "", {"web_app": {"url": f"{PAGE}/"}}),
        (Entrance(PAGE), False, "a&b", {"url": f"{PAGE}/?e=a%26b"}),
    ],
)
def test_button_opens_the_page_as_well_as_the_chat_allows(
    entrance: Entrance, group: bool, event_id: str, opened: dict[str, object]
) -> None:
    button = entrance.button("Timetable", group=group, event_id=event_id)
    assert button.to_dict() == {"text": "Timetable", **opened}
