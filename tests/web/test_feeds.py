"""The personal feed as a calendar program meets it: followed by its address, told of what changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from bot.sandbox import Person
from tests.handlers.scene import BEGINNING, PROGRAMME, newcomer
from tests.stage import Stage, stage, still_clock

PUBLIC = "https://agenda.example.org"


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A schedule file that can be changed."""
    file = tmp_path / "schedule.yaml"
    file.write_bytes(PROGRAMME.read_bytes())
    return file


@pytest.fixture
async def here(tmp_path: Path, programme: Path) -> AsyncIterator[Stage]:
    async with stage(
        tmp_path, schedule=programme, clock=still_clock(BEGINNING), public_url=PUBLIC
    ) as running:
        yield running


@pytest.fixture
async def client(here: Stage) -> AsyncIterator[ClientSession]:
    async with ClientSession(here.app.web.url) as session:
        yield session


async def address(person: Person) -> str:
    """Below the public address, of a link that the person makes in the chat."""
    made = (await person.press(data="feed:new")).message
    return made.text.splitlines()[1].removeprefix(PUBLIC)


async def events(answer: ClientResponse) -> dict[str, tuple[str, str, int]]:
    """UID -> title, status and SEQUENCE."""
    found = Calendar.from_ical(await answer.read()).walk("VEVENT")
    return {
        str(event["uid"]): (str(event["summary"]), str(event["status"]), int(event.decoded("sequence")))
        for event in found
    }


async def test_feed_is_ones_agenda(here: Stage, client: ClientSession) -> None:
    reader = await newcomer(here, "zh", "opening", "ai-forum")
    answer = await client.get(await address(reader))
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/calendar", "utf-8")
    assert answer.headers["Content-Disposition"] == 'inline; filename="uji2020-my.ics"'
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert await events(answer) == {
        "opening@uji2020": ("开幕式", "CONFIRMED", 1),
        "ai-forum@uji2020": ("人工智能与社会论坛", "TENTATIVE", 1),
    }
    whole = Calendar.from_ical(await answer.read())
    assert str(whole["x-wr-calname"]) == "测试大会 · 我的日程"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in await answer.read()


async def test_second_reader_reads_the_feed_alike(here: Stage, client: ClientSession) -> None:
    reader = await newcomer(here, "en", "opening", "cloud")
    answer = await client.get(await address(reader))
    found = IcsCalendarStream.calendar_from_ics(await answer.text()).events
    assert [(one.uid, one.summary, one.status and one.status.value) for one in found] == [
        ("opening@uji2020", "Opening Ceremony", "CONFIRMED"),
        ("cloud@uji2020", "Called off: Cloud Forum", "CANCELLED"),
    ]


async def test_feed_follows_the_stars(here: Stage, client: ClientSession) -> None:
    reader = await newcomer(here, "en", "opening")
    link = await address(reader)
    await reader.press(data="star:on:closing")
    await reader.press(data="star:off:opening")
    assert (await events(await client.get(link))).keys() == {"closing@uji2020"}


async def test_feed_follows_the_programme(here: Stage, client: ClientSession, programme: Path) -> None:
    reader = await newcomer(here, "en", "opening", "privacy")
    link = await address(reader)
    before = await events(await client.get(link))
    changed = programme.read_text().replace("end: 2020-07-23 15:00", "end: 2020-07-23 15:15")
    programme.write_text(changed)
    await here.app.published.publish_file(programme, here.clock.now())
    after = await events(await client.get(link))
    assert before["opening@uji2020"] == ("Opening Ceremony", "CONFIRMED", 1)
    assert after["opening@uji2020"] == ("Opening Ceremony", "CONFIRMED", 2)
    assert before["privacy@uji2020"] == after["privacy@uji2020"]


async def test_unchanged_feed_is_not_sent_again(here: Stage, client: ClientSession) -> None:
    reader = await newcomer(here, "en", "opening")
    link = await address(reader)
    tag = (await client.get(link)).headers["ETag"]
    again = await client.get(link, headers={"If-None-Match": tag})
    assert (again.status, await again.read(), again.headers["ETag"]) == (304, b"", tag)
    await reader.press(data="star:on:closing")
    assert (await client.get(link, headers={"If-None-Match": tag})).status == 200


async def test_feed_without_stars_is_an_empty_calendar(here: Stage, client: ClientSession) -> None:
    reader = await newcomer(here)
    assert await events(await client.get(await address(reader))) == {}


async def test_link_that_was_taken_back_leads_nowhere(here: Stage, client: ClientSession) -> None:
    for done in ("feed:off", "feed:new", "forget:yes"):
        reader = await newcomer(here, "en", "opening")
        link = await address(reader)
        await reader.press(data=done)
        assert (await client.get(link)).status == 404


async def test_any_other_address_is_not_found(here: Stage, client: ClientSession) -> None:
    reader = await newcomer(here, "en", "opening")
    link = await address(reader)
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    wrong = [
        "/calendar/",
        "/calendar/.ics",
        f"/calendar/{'a' * 32}.ics",
        f"/calendar/{'a' * 5000}.ics",
        f"/calendar/{token[:-1]}.ics",
        f"/calendar/{token.swapcase()}.ics",
        "/calendar/..%2f..%2fetc%2fpasswd.ics",
        "/calendar/../schedule.yaml",
        "/calendar/%00.ics",
        f"/calendar/{token}",
        f"/calendar/{token}.ics.ics",
    ]
    answers = [await client.get(path) for path in wrong]
    refused = '{"code": "not_found", "error": "404 Not Found"}'
    assert {(answer.status, await answer.text()) for answer in answers} == {(404, refused)}


async def test_feed_can_only_be_read(here: Stage, client: ClientSession) -> None:
    link = await address(await newcomer(here, "en", "opening"))
    answers = [await client.request(method, link) for method in ("POST", "PUT", "DELETE", "HEAD")]
    assert [answer.status for answer in answers] == [405, 405, 405, 200]
