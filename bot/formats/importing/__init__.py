"""Other people's schedules to the model: frab's XML and JSON, iCalendar, CSV. Pure: bytes in, values out."""
