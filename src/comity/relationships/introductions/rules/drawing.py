"""Whom of several members one looks for a way to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from comity.relationships.asks.rules.fit import lot

TRIED: Final = 5  # as many as a young account may look for in a day


def drawn(seeker: str, members: Iterable[str]) -> list[str]:
    """Return a few of ``members`` by a lot of the seeker's own (all by public id), the same each time.

    Who is not among ``members`` changes nothing among those who are, and nothing that others lend has a part in it.
    """
    return sorted(members, key=lambda member: lot(seeker, member))[:TRIED]
