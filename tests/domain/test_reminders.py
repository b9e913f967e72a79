from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chat import LEAD_TIMES, Quiet
from bot.domain.model import Status
from bot.domain.reminders import digest_moment, next_tick, reader_zone, silent_at, snooze_leads
from tests.samples import BEIJING, at, chat, event, schedule

JAKARTA, NEW_YORK = ZoneInfo("Asia/Jakarta"), ZoneInfo("America/New_York")
KIRITIMATI, PAGO_PAGO = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")
PROGRAMME = schedule(
    event("one", "2020-07-23 14:00"), event("off", "2020-07-23 12:00", status=Status.CANCELLED)
)


@pytest.mark.parametrize(
    ("now", "tick"),
    [
        ("2020-07-23 08:00", "2020-07-23 13:00"),
        ("2020-07-23 13:00", "2020-07-23 13:30"),
        ("2020-07-23 13:50", "2020-07-23 13:55"),
        ("2020-07-23 13:55", "2020-07-23 14:00"),
    ],
)
def test_next_tick_is_the_next_lead_time_before_any_start(now: str, tick: str) -> None:
    assert next_tick(PROGRAMME, at(now)) == at(tick)


def test_next_tick_is_none_once_all_has_begun() -> None:
    assert next_tick(PROGRAMME, at("2020-07-23 14:00")) is None


@given(lead=st.sampled_from((0, *LEAD_TIMES)), minute=st.integers(-3000, 3000))
def test_no_reminder_falls_between_two_ticks(lead: int, minute: int) -> None:
    begin = PROGRAMME.events["one"].start.timestamp()
    now = at("2020-07-23 14:00").fromtimestamp(begin + minute * 60, BEIJING)
    due = begin - lead * 60
    tick = next_tick(PROGRAMME, now)
    assert due <= now.timestamp() or (tick is not None and tick.timestamp() <= due)


@pytest.mark.parametrize("zone", [JAKARTA, NEW_YORK, KIRITIMATI, PAGO_PAGO, ZoneInfo("Asia/Kathmandu")])
def test_digest_moment_is_the_latest_seven_oclock_of_the_zone(zone: ZoneInfo) -> None:
    now = at("2020-07-24 06:59", zone)
    assert digest_moment(zone, now) == at("2020-07-23 07:00", zone)
    assert digest_moment(zone, at("2020-07-24 07:00", zone)) == at("2020-07-24 07:00", zone)


def test_digest_comes_at_seven_also_on_the_day_the_clocks_change() -> None:
    assert digest_moment(NEW_YORK, at("2020-03-08 12:00", NEW_YORK)) == at("2020-03-08 07:00", NEW_YORK)


@pytest.mark.parametrize(
    ("quiet", "clock", "silent"),
    [
        (Quiet.OFF, "23:00", False),
        (Quiet.ALWAYS, "12:00", True),
        (Quiet.NIGHT, "21:59", False),
        (Quiet.NIGHT, "22:00", True),
        (Quiet.NIGHT, "06:59", True),
        (Quiet.NIGHT, "07:00", False),
    ],
)
def test_night_is_the_readers(quiet: Quiet, clock: str, silent: bool) -> None:
    assert silent_at(chat(quiet=quiet), JAKARTA, at(f"2020-07-23 {clock}", JAKARTA)) is silent


@pytest.mark.parametrize(
    ("now", "leads"),
    [
        ("2020-07-23 13:50", (5, 0)),
        ("2020-07-23 13:54", (5, 0)),
        ("2020-07-23 13:55", (0,)),
        ("2020-07-23 14:00", ()),
    ],
)
def test_snooze_offers_what_is_still_ahead(now: str, leads: tuple[int, ...]) -> None:
    assert snooze_leads(PROGRAMME.events["one"].start, at(now)) == leads


def test_reader_zone_is_the_chosen_one_else_usual_for_the_language_else_the_conferences() -> None:
    assert reader_zone("America/New_York", "id", BEIJING) == NEW_YORK
    assert reader_zone(None, "id", BEIJING) == JAKARTA
    assert reader_zone(None, "zh", BEIJING) == BEIJING
