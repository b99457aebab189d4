"""The words by which a line names a day, in English and German, and what a day is; all folded as ``core.text.fold`` does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.foundation.core.enums import Precision

_MONTHS: Final = (
    "january jan januar janner jaenner", "february feb februar", "march mar marz maerz", "april apr", "may mai",
    "june jun juni", "july jul juli", "august aug", "september sep sept", "october oct oktober okt",
    "november nov", "december dec dezember dez",
)  # fmt: skip
_WEEKDAYS: Final = (
    "monday montag", "tuesday dienstag", "wednesday mittwoch", "thursday donnerstag", "friday freitag",
    "saturday samstag sonnabend", "sunday sonntag",
)  # fmt: skip
_SHORT_WEEKDAYS: Final = ("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun")
_NUMBERS: Final = (
    "a an one ein eine einem einer", "two couple zwei", "three drei", "four vier", "five funf fuenf", "six sechs",
    "seven sieben", "eight acht", "nine neun", "ten zehn", "eleven elf", "twelve zwolf zwoelf",
)  # fmt: skip


def numbered(groups: Sequence[str], first: int) -> dict[str, int]:
    return {word: number for number, words in enumerate(groups, first) for word in words.split()}


MONTHS: Final = numbered(_MONTHS, 1)
WEEKDAY: Final = numbered(_WEEKDAYS, 0)
SHORT: Final = numbered(_SHORT_WEEKDAYS, 0)
NUMBER: Final = numbered(_NUMBERS, 1)
LAST: Final = frozenset(
    "last past letzte letzten letzter letztes letztem vorige vorigen voriges vergangene vergangenen vergangenes".split()
)
NEXT: Final = frozenset(
    "next nachste nachsten nachster nachstes naechste naechsten kommende kommenden".split()
)
THIS: Final = frozenset("this diese diesen dieser dieses diesem".split())
YEAR_OF = re.compile(r"(?:19|20)\d{2}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A day and how exactly it is known; ``also`` is what the same figures may mean elsewhere."""

    on: date
    precision: str = Precision.DAY
    also: date | None = None
    is_rough: bool = False  # more was said than that, as "early May" or "Q2 2023"; rules/roughly


def year_at(words: Sequence[str]) -> tuple[int | None, int]:
    """Return the year that stands here and how many words it takes."""
    return (int(words[0]), 1) if words and YEAR_OF.match(words[0]) else (None, 0)
