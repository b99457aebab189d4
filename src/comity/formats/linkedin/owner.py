"""Whose archive it is: needed to tell sent from received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from comity.formats.linkedin.identity import profile_key, same_name


@dataclass(frozen=True, slots=True)
class Owner:
    """The archive's owner, as far as known, and the time zone their days are counted in."""

    name: str = ""
    profile_url: str = ""
    zone: tzinfo = UTC

    @property
    def known(self) -> bool:
        return bool(self.name or self.profile_url)

    def matches(self, name: str, url: str) -> bool:
        """Tell whether a participant is the owner: by address where both have one, else by name."""
        key, own = profile_key(url), profile_key(self.profile_url)
        if key and own:
            return key == own
        return same_name(name, self.name)


def common_participant(conversations: Iterable[set[tuple[str, str]]]) -> tuple[str, str] | None:
    """Return the one participant, (name, address), present in every conversation, if there is exactly one."""
    common: set[str] | None = None
    named: dict[str, tuple[str, str]] = {}
    for participants in conversations:
        keys = set()
        for name, url in participants:
            key = profile_key(url) or " ".join(name.split()).casefold()
            if key:
                keys.add(key)
                named.setdefault(key, (name, url))
        common = keys if common is None else common & keys
    if common and len(common) == 1:
        return named[common.pop()]
    return None
