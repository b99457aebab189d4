"""The time zones people choose from: places in the world, not the abbreviations kept for old programs."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

_WORLD = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@lru_cache(maxsize=1)
def time_zones() -> dict[str, list[tuple[str, str]]]:
    """Return the zones by part of the world, each with the name a person reads."""
    parts: dict[str, list[tuple[str, str]]] = {part: [] for part in _WORLD}
    for zone in sorted(available_timezones()):
        part, _, place = zone.partition("/")
        if place and part in parts:
            parts[part].append((zone, place.replace("_", " ").replace("/", ", ")))
    return parts
