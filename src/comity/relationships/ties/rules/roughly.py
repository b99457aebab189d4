"""A part of a year or of a month: "spring 2024", "Q2 2023", "early May", "Mitte 2024", "letzten Sommer".

A day is kept as a day, a month or a year. A season or a quarter is more than a month, so it is kept as its year, and a part
of a month as its month; ``Day.is_rough`` says so, and the words stay in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from comity.foundation.core.enums import Precision
from comity.relationships.ties.rules.day_words import LAST, MONTHS, THIS, Day, numbered, year_at

_WINTER: Final = 12
_SEASONS: Final = {
    "spring": 3, "fruhling": 3, "fruehling": 3, "fruhlings": 3, "fruhjahr": 3, "fruehjahr": 3,
    "summer": 6, "sommer": 6, "autumn": 9, "fall": 9, "herbst": 9, "winter": _WINTER,
}  # fmt: skip
_ORDINALS: Final = numbered(
    ("1st first erstes ersten", "2nd second zweites zweiten", "3rd third drittes dritten",
     "4th fourth viertes vierten"), 1
)  # fmt: skip
_QUARTER: Final = frozenset("quarter quartal".split())
_QUARTER_OF = re.compile(r"q([1-4])(?:[/-]((?:19|20)\d{2}))?\Z", re.ASCII)
_PARTS: Final = {"early": 0, "beginning": 0, "start": 0, "anfang": 0, "mid": 1, "middle": 1, "mitte": 1,
                 "late": 2, "end": 2, "ende": 2}  # fmt: skip
_JOINED = re.compile(r"(early|mid|late)-(.+)\Z")


def rough_days(words: Sequence[str], before: str, today: date) -> Iterator[tuple[int, Day]]:
    """Yield how many words from the first on name a part of a year or a month, and as what it is kept."""
    first, *rest = words
    if joined := _JOINED.match(first):
        words, shift = [joined[1], joined[2], *rest], -1
    else:
        shift = 0
    for length, day in (*_seasons(words, before, today), *_quarters(words, today), *_parts(words, today)):
        yield length + shift, day


def _seasons(words: Sequence[str], before: str, today: date) -> Iterator[tuple[int, Day]]:
    """A season is one with its year, or as "in spring", "last spring": "summer" alone may be a party's."""
    leads = 1 if words[0] in LAST | THIS else 0
    month = _SEASONS.get(words[leads]) if len(words) > leads else None
    if month is None:
        return
    skipped = 1 if words[leads + 1 : leads + 2] == ["of"] else 0
    year, taken = year_at(words[leads + 1 + skipped :])
    if year:
        begins = date(year, 1 if month == _WINTER else month, 1)  # "winter 2024" may be its January
        yield leads + 1 + skipped + taken, _kept(begins, Precision.YEAR, today)
    elif words[0] in THIS:
        yield 2, _kept(date(today.year, month, 1), Precision.YEAR, today)
    elif leads or before in {"in", "im"}:
        begun = _last_begun(month, today, past=bool(leads))
        yield leads + 1, _kept(date(begun, month, 1), Precision.YEAR, today)


def _quarters(words: Sequence[str], today: date) -> Iterator[tuple[int, Day]]:
    """ "Q2 2023", "2023 Q2", "2. Quartal 2023", "second quarter of 2023"; without a year the last that has begun."""
    early, led = year_at(words)
    words = words[led:]
    if not words:
        return
    short = _QUARTER_OF.match(words[0])
    if short:
        number, taken = int(short[1]), 1
    elif len(words) > 1 and words[0] in _ORDINALS and words[1] in _QUARTER:
        number, taken = _ORDINALS[words[0]], 2
    elif words[0] in {"1", "2", "3", "4"} and words[1:2] == ["quartal"]:
        number, taken = int(words[0]), 2
    else:
        return
    if short and short[2]:
        year, more = int(short[2]), 0
    else:
        skipped = 1 if words[taken : taken + 1] == ["of"] else 0
        late, figures = year_at(words[taken + skipped :])
        year, more = late or early or 0, skipped + figures if late else 0
    month = number * 3 - 2
    begins = date(year or _last_begun(month, today), month, 1)
    yield led + taken + more, _kept(begins, Precision.YEAR, today)


def _parts(words: Sequence[str], today: date) -> Iterator[tuple[int, Day]]:
    """ "early May", "end of May 2024", "Mitte 2024"."""
    if words[0] not in _PARTS or len(words) < 2:
        return
    part, at = _PARTS[words[0]], 2 if words[1] == "of" else 1
    rest = words[at:]
    if rest and rest[0] in MONTHS:
        month = MONTHS[rest[0]]
        year, taken = year_at(rest[1:])
        begins = date(year or _last_begun(month, today), month, 1 + part * 10)
        yield at + 1 + taken, _kept(begins, Precision.MONTH, today)
    year, taken = year_at(rest)
    if year:
        yield at + taken, _kept(date(year, 1 + part * 4, 1), Precision.YEAR, today)


def _last_begun(month: int, today: date, *, past: bool = False) -> int:
    """Return the year in which that part of a year last began; with ``past``, not the one that still lasts."""
    year = today.year - (month > today.month)
    lasts = (today.year - year) * 12 + today.month - month < 3
    return year - (past and lasts)


def _kept(begins: date, precision: Precision, today: date) -> Day:
    """Keep no more than was said; of what has not begun, the day on which it will."""
    if begins > today:
        return Day(begins, precision)
    month = 1 if precision == Precision.YEAR else begins.month
    return Day(date(begins.year, month, 1), precision, is_rough=True)
