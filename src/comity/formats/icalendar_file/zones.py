"""Which time zone a calendar means by a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from comity.formats.content_lines import ContentLine, unescape

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?:\d\d)?\Z", re.ASCII)
_MAX_ZONES = 1_000


class Zones:
    """The zones a calendar defines itself, and the zone of times that name none."""

    def __init__(self, default: tzinfo = UTC) -> None:
        self.default = default
        self._defined: dict[str, tzinfo] = {}

    def define(self, lines: Sequence[ContentLine]) -> None:
        """Take note of a VTIMEZONE; of a zone nobody else knows only the standard offset counts."""
        named = {
            line.name: unescape(line.value).strip()
            for line in lines
            if line.name in ("TZID", "X-LIC-LOCATION")
        }
        name = named.get("TZID", "")
        if not name or name in self._defined or len(self._defined) >= _MAX_ZONES:
            return
        zone = known_zone(name) or known_zone(named.get("X-LIC-LOCATION", "")) or _standard_offset(lines)
        if zone:
            self._defined[name] = zone

    def find(self, name: str) -> tzinfo:
        """Return a zone by the name in a TZID, the default if nobody knows it."""
        return self._defined.get(name) or known_zone(name) or self.default


@lru_cache(maxsize=512)
def known_zone(name: str) -> tzinfo | None:
    """Return a zone by its IANA name, alone or behind a vendor's prefix, or by its name in Windows."""
    name = name.strip().strip('"')[:200]
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    parts = WINDOWS_TO_OLSON.get(name, name).strip("/").split("/")
    for size in (len(parts), 3, 2, 1):
        try:
            return ZoneInfo("/".join(parts[-size:]))
        except (KeyError, ValueError, OSError):  # unknown, or no name of a zone at all
            continue
    return None


def _standard_offset(lines: Sequence[ContentLine]) -> tzinfo | None:
    inside = ""
    found: dict[str, tzinfo] = {}
    for line in lines:
        if line.name == "BEGIN":
            inside = line.value.strip().upper()
        elif line.name == "TZOFFSETTO" and (offset := _OFFSET.match(line.value.strip())):
            size = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
            if size < timedelta(hours=24):
                found[inside] = timezone(-size if offset[1] == "-" else size)
    return found.get("STANDARD") or next(iter(found.values()), None)
