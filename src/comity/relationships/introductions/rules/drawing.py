"""Whom of several members one looks for a way to."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

TRIED: Final = 5  # as many as a young account may look for in a day


def drawn(seeker: str, members: Iterable[str]) -> list[str]:
    """Return a few of ``members`` by a lot of the seeker's own (all by public id), the same each time.

    Who is not among ``members`` changes nothing among those who are, and nothing that others lend has a part in it.
    """

    def lot(member: str) -> bytes:
        return blake2b(f"{seeker}:{member}".encode(), digest_size=8).digest()

    return sorted(members, key=lot)[:TRIED]
