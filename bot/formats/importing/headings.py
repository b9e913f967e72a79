"""What people call the columns of a programme."""

from __future__ import annotations

from typing import Final

__all__ = ["OTHER_NAMES"]

_NAMES: Final = {
    "id": "guid, code, session id, event id, 编号",
    "type": "kind, session type, format, category, jenis, 类型",
    "title": "name, session, session title, event, subject, topic, judul, acara, 标题, 题目, 主题",
    "start": "starts, begin, starts at, mulai, 开始, 开始时间",
    "start time": "start time, time, from, jam mulai",
    "end": "ends, ends at, selesai, 结束, 结束时间",
    "end time": "end time, until, to, jam selesai",
    "day": "date, start date, tanggal, hari, 日期",
    "duration": "length, minutes, durasi, 时长",
    "time_zone": "timezone, time zone, zone, zona waktu, 时区",
    "status": "state, 状态",
    "track": "topic area, stream, 分论坛",
    "room": "location, venue, place, stage, ruang, 会场, 地点",
    "persons": "speaker, speakers, presenter, presenters, speaker names, person, pembicara, 嘉宾, 演讲者",
    "abstract": "description, summary, deskripsi, 简介, 摘要",
    "language": "lang, bahasa, 语言",
    "url": "link, join url, stream url, tautan, 链接",
    "recording": "video",
    "forum": "parent",
}
"""By the column that is meant; apart by commas, in small letters."""

OTHER_NAMES: Final = {name: column for column, names in _NAMES.items() for name in names.split(", ")}
