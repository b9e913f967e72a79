"""The HTTP side: the timetable page and its JSON API."""
