"""The few words that change while everybody reads: sequence, tails, and what a writer was about to do."""

from __future__ import annotations

import zlib
from enum import IntEnum
from pathlib import Path

from comity.graphkit.arrays import Words
from comity.graphkit.files.layout import ROWS

_BOOT = Path("/proc/sys/kernel/random/boot_id")


class At(IntEnum):
    """Where each word lies."""

    BOOT = 0
    SEQUENCE = 1
    SUPERSEDED = 2
    PEOPLE = 3
    GROUPS = 4
    CHANGES = 5
    DOING = 8
    """1 while a tie is changed on both its sides; what is being done are the next three words."""
    SOURCE = 9
    TARGET = 10
    STRENGTH = 11
    TAILS = 16
    """One for each of ``ROWS``."""


def boot() -> int:
    """Return a number that is another after each start of the machine; 1 where there is none."""
    try:
        return zlib.crc32(_BOOT.read_bytes()) + 2
    except OSError:
        return 1


class State:
    """The words of a generation's ``state`` file by name; a store of one word is whole or not at all."""

    __slots__ = ("words",)

    def __init__(self, words: Words) -> None:
        self.words = words

    @property
    def boot(self) -> int:
        return int(self.words[At.BOOT])

    @property
    def sequence(self) -> int:
        return int(self.words[At.SEQUENCE])

    @property
    def is_superseded(self) -> bool:
        return bool(self.words[At.SUPERSEDED])

    @property
    def people(self) -> int:
        return int(self.words[At.PEOPLE])

    @property
    def groups(self) -> int:
        return int(self.words[At.GROUPS])

    @property
    def changes(self) -> int:
        """How many ties were changed since the build."""
        return int(self.words[At.CHANGES])

    def tail(self, rows: str) -> int:
        return int(self.words[At.TAILS + ROWS.index(rows)])

    def start(self, *, sequence: int, people: int, groups: int, tails: dict[str, int]) -> None:
        """Say that nothing was changed since the build; the boot comes last, as it vouches for the rest."""
        self.words[:] = 0
        self.words[At.SEQUENCE] = sequence
        self.words[At.PEOPLE] = people
        self.words[At.GROUPS] = groups
        for name, tail in tails.items():
            self.words[At.TAILS + ROWS.index(name)] = tail
        self.words[At.BOOT] = boot()
