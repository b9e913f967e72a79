"""Broken schedules, each with the one line that says what is wrong with it."""

from __future__ import annotations

from tests.formats.files import MINIMAL, edited

__all__ = ["BROKEN", "HEADER", "TITLE"]

TITLE = "    title: {id: Pembukaan, en: Opening, zh: 开幕式}\n"
HEADER = MINIMAL[: MINIMAL.index("events:")]
ROOM = "    room: main\n"
START = "start: 2020-07-24 09:00"
FORUM = "title: Forum 5G"
FIVE_G_URL = "url: https://pretalx.com/5g\n"
EVENT_KEYS = (
    "id, type, title, start, end, duration, status, track, room, persons, abstract, language, url, recording,"
    " source, talks"
)
EVENT_ID = "1 to 55 of a-z, 0-9, - and _, the first a letter or digit"
ADDRESS = "an http or https address such as https://example.org/live, without spaces or a password"
MOMENT = "a date and time such as 2020-07-23 14:00, without a zone"
FORUM_LASTS = "2020-07-23 14:00 to 2020-07-23 16:00"

Edits = tuple[tuple[str, str], ...]

KEYS: dict[str, tuple[Edits, str]] = {
    "a misspelt key": (
        ((ROOM, "    rom: main\n"),),
        "25:5: error: found the unknown key 'rom' in an event; did you mean 'room'?",
    ),
    "a key unlike any": (
        ((ROOM, f"{ROOM}    wifi: yes\n"),),
        f"26:5: error: found the unknown key 'wifi' in an event; expected one of {EVENT_KEYS}",
    ),
    "talks inside a talk": (
        (("duration: 10m, ", "duration: 10m, talks: [], "),),
        "29:68: error: found the unknown key 'talks' in a talk; expected one of "
        + EVENT_KEYS.removesuffix(", talks"),
    ),
    "a missing key": (
        ((TITLE, ""),),
        "19:5: error: found no key 'title' in an event; expected one",
    ),
    "a missing section": (
        ((MINIMAL[len(HEADER) :], ""),),
        "1:1: error: found no key 'events' in a schedule; expected one",
    ),
    "a key twice": (
        ((ROOM, f"{ROOM}    room: side\n"),),
        "26:5: error: found the key 'room' twice, first in line 25; expected it once",
    ),
    "a language twice": (
        (("en: On 5G", "id: On 5G, en: On 5G"),),
        "38:32: error: found the key 'id' twice, first in line 38; expected it once",
    ),
    "a list as a key": (
        (("    status: confirmed\n", "    ? [a]\n    : b\n"),),
        "24:7: error: found a list as a key; expected a word",
    ),
    "a merge key": (
        (("    status: confirmed\n", "    <<: {room: side}\n"),),
        "24:5: error: found the merge key <<; expected the merged keys written out",
    ),
    "an end and a duration": (
        (("    duration: 1h30m\n", "    duration: 1h30m\n    end: 2020-07-24 10:30\n"),),
        "35:5: error: found both end and duration in an event; expected one of them",
    ),
    "neither end nor duration": (
        (("    duration: 1h30m\n", ""),),
        "30:5: error: found neither end nor duration in an event; expected one of them",
    ),
}

IDS: dict[str, tuple[Edits, str]] = {
    "an event id twice": (
        (("id: forum-5g", "id: opening"),),
        "30:9: error: id: found 'opening' again, first in line 19; expected an id of its own",
    ),
    "a talk with an event's id": (
        (("id: forum-5g", "id: welcome"),),
        "30:9: error: id: found 'welcome' again, first in line 29; expected an id of its own",
    ),
    "a room id twice": (
        (("id: side", "id: main"), ("room: side", "room: main")),
        "14:10: error: id: found 'main' again, first in line 13; expected an id of its own",
    ),
    "an id with capitals and a space": (
        (("id: forum-5g", "id: Forum 5G"),),
        f"30:9: error: id: found 'Forum 5G'; expected {EVENT_ID}; did you mean 'forum-5g'?",
    ),
    "an id in Chinese": (
        (("id: forum-5g", "id: 论坛"),),
        f"30:9: error: id: found '论坛'; expected {EVENT_ID}",
    ),
    "a person id longer than 40": (
        (("id: liu-duo", f"id: {'l' * 41}"), ("[liu-duo]", "[]"), (", liu-duo]", "]")),
        f"17:10: error: id: found '{'l' * 41}'; expected {EVENT_ID.replace('55', '40')};"
        f" did you mean '{'l' * 40}'?",
    ),
    "an unknown track": (
        (("track: 5g", "track: 5gg"),),
        "35:12: error: track: found '5gg'; expected the id of a track under tracks:; did you mean '5g'?",
    ),
    "an unknown room": (
        (("room: side", "room: garden"),),
        "36:11: error: room: found 'garden'; expected the id of a room under rooms:",
    ),
    "an unknown person": (
        (("[liu-duo]", "[liu-du]"),),
        "29:78: error: persons: found 'liu-du'; expected the id of a person under persons:;"
        " did you mean 'liu-duo'?",
    ),
    "a person listed twice": (
        (("[miao-wei, liu-duo]", "[miao-wei, miao-wei]"),),
        "37:25: error: persons: found 'miao-wei' twice; expected it once",
    ),
}

TIMES: dict[str, tuple[Edits, str]] = {
    "an end before its start": (
        (("end: 2020-07-23 16:00", "end: 2020-07-23 13:00"),),
        "23:10: error: end: found '2020-07-23 13:00'; expected a time after the start, 2020-07-23 14:00",
    ),
    "an end at its start": (
        (("end: 14:20", "end: 14:05"),),
        "28:58: error: end: found '14:05'; expected a time after the start, 2020-07-23 14:05",
    ),
    "a conference that ends before it starts": (
        (("  end: 2020-07-25", "  end: 2020-07-22"),),
        "7:8: error: end: found '2020-07-22'; expected a day from 2020-07-23 on, at most 31 days in all",
    ),
    "a conference of a century": (
        (("  end: 2020-07-25", "  end: 2120-07-25"),),
        "7:8: error: end: found '2120-07-25'; expected a day from 2020-07-23 on, at most 31 days in all",
    ),
    "a talk before its forum": (
        (("start: 14:05, end: 14:20", "start: 13:00, end: 13:20"),),
        f"28:46: error: start: found '13:00'; expected a start within its forum, {FORUM_LASTS}",
    ),
    "a talk on another day": (
        (("start: 14:05, end: 14:20", "start: 2020-07-24 14:05, duration: 15m"),),
        f"28:46: error: start: found '2020-07-24 14:05'; expected a start within its forum, {FORUM_LASTS}",
    ),
    "a talk that starts when its forum ends": (
        (("start: 14:20, ", "start: 16:00, "),),
        f"29:46: error: start: found '16:00'; expected a start within its forum, {FORUM_LASTS}",
    ),
    "a talk longer than its forum": (
        (("duration: 10m", "duration: 2h"),),
        f"29:63: error: duration: found '2h'; expected an end within its forum, {FORUM_LASTS}",
    ),
    "an event after the last day": (
        ((START, "start: 2020-07-26 09:00"),),
        "33:12: error: start: found '2020-07-26 09:00'; expected a day of the conference,"
        " 2020-07-23 to 2020-07-25",
    ),
    "an event before the first day": (
        ((START, "start: 2020-07-22 23:00"),),
        "33:12: error: start: found '2020-07-22 23:00'; expected a day of the conference,"
        " 2020-07-23 to 2020-07-25",
    ),
    "an event into the morning after the last day": (
        ((f"{START}\n    duration: 1h30m", "start: 2020-07-25 20:00\n    end: 2020-07-26 06:01"),),
        "34:10: error: end: found '2020-07-26 06:01'; expected an end by 2020-07-26 06:00,"
        " the morning after the last day",
    ),
    "a time in words": (
        ((START, "start: tomorrow at 9"),),
        f"33:12: error: start: found 'tomorrow at 9'; expected {MOMENT}",
    ),
    "a time without its day": (
        ((START, "start: 09:00"),),
        f"33:12: error: start: found '09:00'; expected {MOMENT}",
    ),
    "a time with an offset": (
        ((START, "start: 2020-07-24T09:00+08:00"),),
        f"33:12: error: start: found '2020-07-24T09:00+08:00'; expected {MOMENT}",
    ),
    "a day that no year has": (
        (("  start: 2020-07-23\n", "  start: 2020-02-30\n"),),
        "6:10: error: start: found '2020-02-30'; expected a date such as 2020-07-23",
    ),
    "a duration in words": (
        (("1h30m", "90 minutes"),),
        "34:15: error: duration: found '90 minutes'; expected a duration such as 1h30m, 90m or 2h",
    ),
    "a duration of nothing": (
        (("1h30m", "0m"),),
        "34:15: error: duration: found '0m'; expected a duration such as 1h30m, 90m or 2h",
    ),
    "a talk's time with a full stop": (
        (("start: 14:05,", "start: 14.05,"),),
        "28:46: error: start: found '14.05'; expected a time such as 14:05, or a date and time",
    ),
}

WORDS: dict[str, tuple[Edits, str]] = {
    "a misspelt zone": (
        (("Asia/Shanghai", "Asia/Shangai"),),
        "5:14: error: time_zone: found 'Asia/Shangai'; expected an IANA time zone such as Asia/Shanghai;"
        " did you mean 'Asia/Shanghai'?",
    ),
    "a city as a zone": (
        (("Asia/Shanghai", "Jakarta"),),
        "5:14: error: time_zone: found 'Jakarta'; expected an IANA time zone such as Asia/Shanghai;"
        " did you mean 'Asia/Jakarta'?",
    ),
    "an abbreviation as a zone": (
        (("Asia/Shanghai", "WIB"),),
        "5:14: error: time_zone: found 'WIB'; expected an IANA time zone such as Asia/Shanghai;"
        " did you mean 'Asia/Jakarta'?",
    ),
    "a folder of zones": (
        (("Asia/Shanghai", "Asia"),),
        "5:14: error: time_zone: found 'Asia'; expected an IANA time zone such as Asia/Shanghai",
    ),
    "a colour in words": (
        (('"#0a84ff"', "blue"),),
        "11:31: error: color: found 'blue'; expected a colour in quotes such as \"#0a84ff\"",
    ),
    "a colour without its hash": (
        (('"#0a84ff"', "0a84ff"),),
        "11:31: error: color: found '0a84ff'; expected a colour in quotes such as \"#0a84ff\";"
        " did you mean '#0a84ff'?",
    ),
    "a colour that YAML takes for a comment": (
        (
            (
                '{id: 5g, name: 5G, color: "#0a84ff", aliases: [seluler, 移动通信]}',
                "id: 5g\n    name: 5G\n    color: #0a84ff",
            ),
        ),
        '13:11: error: color: found nothing; expected a colour in quotes such as "#0a84ff"',
    ),
    "an address of another protocol": (
        ((FIVE_G_URL, "url: ftp://pretalx.com/5g\n"),),
        f"39:10: error: url: found 'ftp://pretalx.com/5g'; expected {ADDRESS}",
    ),
    "a script as an address": (
        ((FIVE_G_URL, "url: javascript:alert(1)\n"),),
        f"39:10: error: url: found 'javascript:alert(1)'; expected {ADDRESS}",
    ),
    "an address without its protocol": (
        ((FIVE_G_URL, "url: pretalx.com/5g\n"),),
        f"39:10: error: url: found 'pretalx.com/5g'; expected {ADDRESS};"
        " did you mean 'https://pretalx.com/5g'?",
    ),
    "an address with a password": (
        ((FIVE_G_URL, "url: https://me:secret@pretalx.com/5g\n"),),
        f"39:10: error: url: found 'https://me:secret@pretalx.com/5g'; expected {ADDRESS}",
    ),
    "a country as a language": (
        (("language: zh", "language: cn"),),
        "26:15: error: language: found 'cn'; expected a language code such as id, en or zh;"
        " did you mean 'zh'?",
    ),
    "a language in capitals": (
        (("[id, en, zh]", "[id, EN, zh]"),),
        "8:19: error: languages: found 'EN'; expected a language code such as id, en or zh;"
        " did you mean 'en'?",
    ),
    "no languages": (
        (("[id, en, zh]", "[]"),),
        "8:14: error: languages: found an empty list; expected a list of language codes such as [id, en, zh]",
    ),
    "a misspelt type": (
        (("type: forum", "type: fourm"),),
        "31:11: error: type: found 'fourm'; expected one of ceremony, forum, talk, exhibition, activity,"
        " break; did you mean 'forum'?",
    ),
    "a status in American English": (
        (("status: confirmed", "status: canceled"),),
        "24:13: error: status: found 'canceled'; expected one of confirmed, tentative, cancelled;"
        " did you mean 'cancelled'?",
    ),
    "an acronym of two words": (
        (("tiny2020", "tiny 2020"),),
        "3:12: error: acronym: found 'tiny 2020'; expected a word of letters, digits, ., - and _",
    ),
}

TEXTS: dict[str, tuple[Edits, str]] = {
    "a text in another language": (
        (("zh: 关于5G", "zh: 关于5G, fr: Sur la 5G"),),
        "38:53: error: abstract: found 'fr'; expected one of id, en, zh, the conference's languages",
    ),
    "an empty text": (
        ((FORUM, "title:"),),
        "32:11: error: title: found nothing; expected a text, or one per language",
    ),
    "a text of spaces": (
        ((FORUM, "title: ' '"),),
        "32:12: error: title: found ' '; expected a text, or one per language",
    ),
    "an empty translation": (
        (("en: On 5G", "en: ''"),),
        "38:36: error: abstract.en: found nothing; expected a text",
    ),
    "a text in no language": (
        ((FORUM, "title: {}"),),
        "32:12: error: title: found no text; expected one per language",
    ),
    "a list as a text": (
        ((FORUM, "title: [Forum, 5G]"),),
        "32:12: error: title: found a list; expected a text, or one per language",
    ),
    "a mapping as a time": (
        ((START, "start: {day: 1}"),),
        f"33:12: error: start: found keys and values; expected {MOMENT}",
    ),
    "a text as a list": (
        (("[miao-wei, liu-duo]", "miao-wei"),),
        "37:14: error: persons: found 'miao-wei'; expected a list of person ids such as [miao-wei]",
    ),
    "a text as an event": (
        ((MINIMAL[len(HEADER) :], "events:\n  - opening\n"),),
        "19:5: error: events: found 'opening'; expected an event with keys and values",
    ),
    "a text as the events": (
        ((MINIMAL[len(HEADER) :], "events: none\n"),),
        "18:9: error: events: found 'none'; expected a list in which each item is an event",
    ),
    "a typed value": (
        ((FORUM, "title: !!int 5"),),
        "32:12: error: title: found the tag '!!int'; expected a text, or one per language",
    ),
    "a value of an unknown type": (
        (("persons: [miao-wei, liu-duo]", "persons: !people [miao-wei]"),),
        "37:14: error: persons: found the tag '!people'; expected a list of person ids such as [miao-wei]",
    ),
}

SYNTAX: dict[str, tuple[Edits, str]] = {
    "a tab": (
        ((ROOM, "\troom: main\n"),),
        "25:1: error: found a tab; expected spaces",
    ),
    "a tab before a value": (
        (("version: ", "\tversion: "),),
        "1:1: error: found a tab; expected spaces",
    ),
    "a quotation mark never closed": (
        (("source: https", 'source: "https'),),
        "41:13: error: found a quotation mark that is never closed; expected a closing one",
    ),
    "a list never closed": (
        (("[miao-wei, liu-duo]", "[miao-wei, liu-duo"),),
        "38:13: error: found no end of the list begun in line 37; expected a comma or the closing ]",
    ),
    "a mapping never closed": (
        (("zh: 关于5G}", "zh: 关于5G"),),
        "39:8: error: found no end of the mapping begun in line 38; expected a comma or the closing }",
    ),
    "a colon in a text": (
        ((FORUM, "title: Forum 5G: masa depan"),),
        "32:20: error: found a colon that makes no key here; expected the key at the depth of its neighbours,"
        " or quotes around a text with a colon in it",
    ),
    "a key too far left": (
        ((ROOM, "   room: main\n"),),
        "25:4: error: found a line at another depth; expected the indentation of the lines above,"
        " or a list item (-)",
    ),
    "a key without a colon": (
        ((ROOM, "    room main\n"),),
        "25:5: error: found a line without a colon; expected  key: value",
    ),
    "a key with a full-width colon": (
        ((ROOM, "    room：main\n"),),
        "25:9: error: found a full-width colon (：) after room; expected a plain one and a space, room: value",
    ),
    "a full-width colon whose text runs on into the next line": (
        (("  - id: forum-5g", "  - id：forum-5g"),),
        "30:7: error: found a full-width colon (：) after id; expected a plain one and a space, id: value",
    ),
    "a full-width colon before a mapping": (
        (("abstract: {id: Tentang", "abstract：{id: Tentang"),),
        "38:13: error: found a full-width colon (：) after abstract;"
        " expected a plain one and a space, abstract: value",
    ),
    "a key without a space after its colon": (
        ((ROOM, "    room:main\n"),),
        "25:9: error: found no space after the colon of room; expected  room: value",
    ),
    "text after a quoted text": (
        ((FORUM, 'title: "Forum" 5G'),),
        "32:20: error: found something that is no key; expected  key: value  at the depth of the keys above,"
        " or quotes around the whole text",
    ),
    "a comma too many": (
        (("[miao-wei, liu-duo]", "[miao-wei,, liu-duo]"),),
        "37:24: error: found punctuation where a value belongs; expected a value,"
        " or quotes around one that begins with it",
    ),
    "text beside the mark of a long text": (
        ((FORUM, "title: > Forum 5G"),),
        "32:14: error: found text right after | or >; expected it on the lines below",
    ),
    "an at sign at the start of a text": (
        ((FORUM, "title: @Forum"),),
        "32:12: error: found '@' at the start of a value; expected quotes around the whole value",
    ),
    "an unknown escape": (
        ((FORUM, 'title: "Forum \\5G"'),),
        "32:19: error: found an unknown escape; expected \\\\ for a backslash",
    ),
    "an alias without an anchor": (
        ((FORUM, "title: *forum"),),
        "32:12: error: found an alias (*) without its anchor (&); expected that earlier in the file",
    ),
    "an anchor twice": (
        ((FORUM, "title: &x Forum"), ("role: Minister", "role: &x Minister")),
        "32:12: error: found an anchor (&) that another bears, in line 16; expected a name of its own",
    ),
    "an alias inside its anchor": (
        (("status: confirmed", "status: &a [*a]"),),
        "24:13: error: found an alias (*) inside what it stands for; expected it elsewhere",
    ),
    "two documents": (
        (("tracks:\n", "---\ntracks:\n"),),
        "10:1: error: found a second document (---); expected one",
    ),
    "a control character": (
        ((FORUM, "title: Forum\x075G"),),
        "32:17: error: found the control character U+0007; expected text without it",
    ),
    "a null character": (
        ((FORUM, "title: Forum\x005G"),),
        "32:17: error: found the control character U+0000; expected text without it",
    ),
    "a line separator": (
        ((FORUM, "title: Forum\u20285G"),),
        "32:17: error: found the control character U+2028; expected text without it",
    ),
    "lists inside lists": (
        ((FORUM, f"title: {'[' * 30}{']' * 30}"),),
        "32:28: error: found lists or mappings nested 20 deep; expected at most 6",
    ),
}

BROKEN = {
    name: (edited(*edits), f"schedule.yaml:{line}")
    for table in (KEYS, IDS, TIMES, WORDS, TEXTS, SYNTAX)
    for name, (edits, line) in table.items()
}
"""What is broken: the file, and the one line it gets."""
