"""iCalendar: `read` who was at past events, `write` events."""

from comity.formats.icalendar_file.reader import read
from comity.formats.icalendar_file.writer import Event, write

__all__ = ["Event", "read", "write"]
