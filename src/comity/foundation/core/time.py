"""Moments that come from outside."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime


def moment_of(said: object) -> datetime | None:
    """Return the moment that a text names with its zone; None for what is none, or has no day in every zone."""
    try:
        found = parse_datetime(said) if isinstance(said, str) else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
