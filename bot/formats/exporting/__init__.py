"""The model to other people's formats: frab's XML and JSON, iCalendar, CSV. Pure: values in, bytes out."""
