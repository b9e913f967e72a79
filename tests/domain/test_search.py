"""Search: languages, scripts, typos, ranking, limits."""

from __future__ import annotations

import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import EventType, Person, Room, Schedule, Text, Track
from bot.domain.search import Found, Hit, SearchIndex, search, search_all
from tests.samples import event, schedule, text

PROGRAMME = schedule(
    event(
        "opening",
        "2020-07-23 14:00",
        title=text("Opening Ceremony", id="Upacara Pembukaan", zh="开幕式"),
        room="main",
        abstract=text(
            "How the internet helps farmers.", id="Bagaimana internet membantu petani.", zh="互联网如何助农。"
        ),
    ),
    event(
        "opening-address",
        "2020-07-23 14:05",
        forum="opening",
        type=EventType.TALK,
        title=text("Address", id="Sambutan", zh="致辞"),
        persons=("miao-wei",),
    ),
    event(
        "blockchain",
        "2020-07-24 10:00",
        title=text("Blockchain for Industry", id="Blockchain untuk Industri", zh="区块链产业应用"),
        track="blockchain",
        room="stage-a",
    ),
    event(
        "security",
        "2020-07-24 10:00",
        title=text("Data Security", id="Keamanan Data", zh="数据安全论坛"),
        room="stage-b",
        abstract=text(
            "Networks, privacy and blockchain.",
            id="Jaringan, privasi, dan blockchain.",
            zh="网络、隐私与区块链。",
        ),
    ),
    event(
        "driving",
        "2020-07-25 09:00",
        title=text("Autonomous Driving", id="Mengemudi Otonom", zh="自动驾驶论坛"),
        track="ai",
        room="stage-a",
    ),
    event("lunch", "2020-07-24 08:00", type=EventType.BREAK, title=text("Data Break", id="Jeda", zh="休息")),
    tracks=(
        Track(
            "ai",
            text("Artificial Intelligence", id="Kecerdasan Buatan", zh="人工智能"),
            aliases=("ai", "machine learning"),
        ),
        Track("blockchain", text("Blockchain", zh="区块链"), aliases=("rantai blok", "crypto")),
    ),
    rooms=(
        Room("main", text("Main Stage", id="Panggung Utama", zh="主会场")),
        Room("stage-a", text("Stage A", id="Panggung A", zh="分会场A"), aliases=("kanal a",)),
        Room("stage-b", text("Stage B", id="Panggung B", zh="分会场B")),
    ),
    persons=(
        Person(
            "miao-wei",
            Text("Miao Wei", {"zh": "苗圩"}),
            role=text("Minister", zh="部长"),
            affiliation=text("Ministry of Industry", zh="工业和信息化部"),
            aliases=("Miaowei",),
        ),
    ),
)


def found(words: str) -> list[str]:
    return [hit.event_id for hit in search(PROGRAMME, words)]


@pytest.mark.parametrize(
    ("words", "event_id"),
    [
        ("opening ceremony", "opening"),
        ("UPACARA PEMBUKAAN", "opening"),
        ("开幕式", "opening"),
        ("開幕式", "opening"),
        ("autonomous", "driving"),
        ("mengemudi", "driving"),
        ("ｄｒｉｖｉｎｇ", "driving"),
        ("自動駕駛", "driving"),
        ("machine learning", "driving"),
        ("人工智慧 driving", "driving"),
        ("petani", "opening"),
        ("rantai blok", "blockchain"),
        ("crypto", "blockchain"),
        ("苗圩", "opening-address"),
        ("Miao Wei", "opening-address"),
        ("miaowei", "opening-address"),
        ("部长", "opening-address"),
    ],
)
def test_word_of_any_language_and_script_is_found(words: str, event_id: str) -> None:
    assert found(words)[:1] == [event_id]


@pytest.mark.parametrize("words", ["pembuk", "upac", "pembukaannya", "cermony", "opneing", "ceremoni"])
def test_part_of_a_word_or_a_typo_is_forgiven(words: str) -> None:
    assert found(words)[:1] == ["opening"]


@pytest.mark.parametrize(
    ("words", "event_ids"),
    [
        ("自动加驶", ["driving"]),
        ("区快链", ["blockchain", "security"]),
        ("人工只能论坛", ["driving"]),
        ("开目式", ["opening", "opening-address"]),
    ],
)
def test_typo_in_chinese_is_forgiven(words: str, event_ids: list[str]) -> None:
    assert found(words) == event_ids


@pytest.mark.parametrize(
    ("words", "event_ids"), [("dtaa", ["security", "lunch"]), ("dara", []), ("eata", [])]
)
def test_typo_in_a_short_word_is_forgiven_where_all_letters_are_there(
    words: str, event_ids: list[str]
) -> None:
    assert found(words) == event_ids


def test_single_character_is_found() -> None:
    assert found("苗") == ["opening-address"]


@pytest.mark.parametrize("words", ["chain", "block", "blokchain", "区块"])
def test_part_finds_the_title_before_the_abstract(words: str) -> None:
    assert found(words) == ["blockchain", "security"]


@pytest.mark.parametrize(
    "words", ["halo", "zz", "q", "weather", "5g", "2021", "天气", "🙂", "", "   ", "<>", "%s {x}"]
)
def test_what_stands_nowhere_is_not_found(words: str) -> None:
    assert found(words) == []


def test_title_ranks_before_abstract() -> None:
    assert found("区块链") == ["blockchain", "security"]


def test_all_words_must_fit() -> None:
    assert found("blockchain privacy") == ["security"]


def test_words_may_stand_in_different_fields() -> None:
    assert found("blockchain stage a") == ["blockchain"]


def test_events_with_most_of_the_words_are_found_where_none_has_all() -> None:
    assert found("blockchain untuk petani") == ["blockchain"]


def test_words_of_which_most_fit_nothing_find_nothing() -> None:
    assert found("weather tomorrow blockchain") == []


def test_chinese_is_cut_into_what_is_known() -> None:
    assert found("有没有关于自动驾驶的论坛") == ["driving"]


def test_two_words_may_be_written_as_one() -> None:
    assert found("datasecurity") == ["security"]


def test_name_said_whole_ranks_before_its_words_elsewhere() -> None:
    assert found("stage a")[:2] == ["blockchain", "driving"]


def test_breaks_come_after_equals() -> None:
    assert found("data") == ["security", "lunch"]


def test_talk_is_found_by_its_forum_after_it() -> None:
    assert found("opening") == ["opening", "opening-address"]


def test_limit_keeps_the_best() -> None:
    assert search(PROGRAMME, "blockchain", limit=1) == search(PROGRAMME, "blockchain")[:1]


def test_scores_fall() -> None:
    scores = [hit.score for hit in search(PROGRAMME, "区块链 论坛")]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_search_all_finds_tracks_and_persons_too() -> None:
    assert search_all(PROGRAMME, "blockchain").tracks == ("blockchain",)
    assert search_all(PROGRAMME, "miao").persons == ("miao-wei",)


def test_search_all_of_nothing_finds_nothing() -> None:
    assert search_all(PROGRAMME, "weather") == Found((), (), ())


def test_index_finds_what_search_finds() -> None:
    assert SearchIndex(PROGRAMME).search("keamanan") == search(PROGRAMME, "keamanan")


def test_schedule_without_events_finds_nothing() -> None:
    assert search(schedule(), "blockchain") == []


def test_each_schedule_is_searched_by_itself() -> None:
    other = schedule(event("other", "2020-07-23 10:00", title=text("Blockchain")))
    assert [hit.event_id for hit in search(other, "blockchain")] == ["other"]
    assert found("blockchain")[:1] == ["blockchain"]


def test_search_does_not_keep_a_schedule_alive() -> None:
    other: Schedule | None = schedule(event("other", "2020-07-23 10:00"))
    assert other is not None
    search(other, "other")
    gone = weakref.ref(other)
    other = None
    gc.collect()
    assert gone() is None


@given(st.text(max_size=60))
def test_any_text_is_searched_without_an_error(words: str) -> None:
    assert all(isinstance(hit, Hit) and hit.event_id in PROGRAMME.events for hit in search(PROGRAMME, words))


@pytest.mark.parametrize("words", ["x" * 5000, "区" * 5000, "a b " * 2000, "区块链" * 1000, "data " * 1000])
def test_long_text_is_searched_in_its_beginning(words: str) -> None:
    assert len(search_all(PROGRAMME, words).events) <= len(PROGRAMME.events)
