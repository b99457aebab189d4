"""German: 28. November 2026, 15:00 CET. Whatever is not said here is as Django has it."""

DATETIME_FORMAT = "j. F Y, H:i T"
