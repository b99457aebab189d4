"""The day a line speaks of, in English and German: "yesterday", "am 3. Mai", "12/5", "2 days ago", "March 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from comity.foundation.core.enums import Precision
from comity.relationships.ties.rules.day_words import (
    LAST,
    MONTHS,
    NEXT,
    NUMBER,
    SHORT,
    THIS,
    WEEKDAY,
    YEAR_OF,
    Day,
    year_at,
)
from comity.relationships.ties.rules.roughly import rough_days

_DAY, _WEEK, _MONTH, _YEAR = "day", "week", "month", "year"
_UNIT: Final = {
    "day": _DAY, "days": _DAY, "tag": _DAY, "tage": _DAY, "tagen": _DAY,
    "week": _WEEK, "weeks": _WEEK, "woche": _WEEK, "wochen": _WEEK,
    "month": _MONTH, "months": _MONTH, "monat": _MONTH, "monate": _MONTH, "monaten": _MONTH,
    "year": _YEAR, "years": _YEAR, "jahr": _YEAR, "jahre": _YEAR, "jahren": _YEAR,
}  # fmt: skip
_LEADS: Final = frozenset("on at in im am the den vom seit since during jahr".split())
_IN: Final = frozenset(
    "in im during jahr year spring summer autumn fall winter fruhling fruehling sommer herbst".split()
)
_PHRASES: Final = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "heute": 0, "heute morgen": 0,
    "heute fruh": 0, "heute mittag": 0, "heute nachmittag": 0, "heute abend": 0, "yesterday": 1,
    "yesterday morning": 1, "yesterday afternoon": 1, "yesterday evening": 1, "last night": 1, "gestern": 1,
    "gestern morgen": 1, "gestern fruh": 1, "gestern mittag": 1, "gestern nachmittag": 1, "gestern abend": 1,
    "day before yesterday": 2, "vorgestern": 2, "vorgestern abend": 2, "tomorrow": -1, "day after tomorrow": -2,
    "morgen": -1, "morgen abend": -1, "ubermorgen": -2, "uebermorgen": -2,
}  # fmt: skip
_LONGEST: Final = 3
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\Z", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?\Z", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\Z", re.ASCII)
_MONTH_OF = re.compile(r"(\d{1,2})[./](\d{4})\Z", re.ASCII)
_DAY_OF = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\Z", re.ASCII)
_COUNT = re.compile(r"\d{1,4}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """Where in the words a day stands, and which it is; it may lie in the future."""

    start: int
    end: int
    day: Day
    core: int = 0  # where it stands without what leads to it: "in early May" from "early" on
    is_relative: bool = False


def find_day(words: Sequence[str], *, today: date, language: str) -> Found | None:
    """Return the day that is said most exactly; words are folded, and figures keep their full stop."""
    candidates = [found for at in range(len(words)) for found in _at(words, at, today, language)]
    rank = {Precision.DAY: 2, Precision.MONTH: 1, Precision.YEAR: 0}
    best = max(
        candidates,
        key=lambda f: (f.is_relative, rank[Precision(f.day.precision)], f.end - f.start, f.start),
        default=None,
    )
    if best is None:
        return None
    start = best.start
    while start and words[start - 1] in _LEADS:
        start -= 1
    return Found(start, best.end, best.day, best.start)


def _at(words: Sequence[str], at: int, today: date, language: str) -> Iterator[Found]:
    bare = [word.rstrip(".") for word in words[at : at + 6]]
    before = words[at - 1] if at else ""
    for length, day in _relative(bare, before, today):
        yield Found(at, at + length, day, is_relative=True)
    for length, day in _named(bare, before, today):
        yield Found(at, at + length, day)
    leads = words[at - 2] if before == "the" and at > 1 else before
    for length, day in rough_days(bare, leads, today):
        yield Found(at, at + length, day)
    if day_in_figures := _in_figures(words[at], before, today, language):
        yield Found(at, at + 1, day_in_figures)


def _relative(words: Sequence[str], before: str, today: date) -> Iterator[tuple[int, Day]]:
    first, second, third = (*words, "", "")[:3]
    for length in range(1, min(_LONGEST, len(words)) + 1):
        ago = _PHRASES.get(" ".join(words[:length]))
        if ago is not None and not (first == "morgen" and before in {"am", "guten", "heute", "gestern"}):
            yield length, Day(today - timedelta(days=ago))
    step = -1 if first in LAST else 1 if first in NEXT else 0
    moves = second in _UNIT and (step or (first in THIS and _UNIT[second] in {_MONTH, _YEAR}))
    if moves and (day := _moved(today, step, _UNIT[second])):
        yield 2, day
    if second in WEEKDAY | SHORT and first in LAST | NEXT | THIS | {"on", "am"}:
        yield 2, Day(_weekday((WEEKDAY | SHORT)[second], step, today))
    elif first in WEEKDAY and before not in LAST | NEXT | THIS:
        yield 1, Day(_weekday(WEEKDAY[first], 0, today))
    if first in LAST | THIS and second in MONTHS:
        year = today.year - (MONTHS[second] > today.month - (first in LAST))
        yield 2, Day(date(year, MONTHS[second], 1), Precision.MONTH)
    yield from _counted(words, first, second, third, today)


def _counted(
    words: Sequence[str], first: str, second: str, third: str, today: date
) -> Iterator[tuple[int, Day]]:
    """Read "2 days ago", "a couple of weeks ago", "vor drei Tagen", and what is to come: "in two weeks"."""
    if first in {"vor", "in"}:
        number, unit = _count(second), _UNIT.get(third)
        if number and unit and (day := _moved(today, number if first == "in" else -number, unit)):
            yield 3, day
        return
    if first == "a" and second == "couple":
        words = [second, *[word for word in words[2:] if word != "of"]]
        shift = 2
    else:
        shift = 0
    number, unit = (_count(words[0]), _UNIT.get(words[1])) if len(words) > 2 else (None, None)
    if number and unit and words[2] == "ago" and (day := _moved(today, -number, unit)):
        yield 3 + shift, day


def _named(words: Sequence[str], before: str, today: date) -> Iterator[tuple[int, Day]]:
    """Read days and months by name; a month's name straight after "with" is somebody's name."""
    first = words[0]
    rest = words[1:]
    if (number := _DAY_OF.match(first)) and rest:
        skipped = 1 if rest[0] == "of" else 0
        if len(rest) > skipped and rest[skipped] in MONTHS:
            year, taken = year_at(rest[skipped + 1 :])
            if day := _day(year, MONTHS[rest[skipped]], int(number[1]), today):
                yield 2 + skipped + taken, day
    if first in MONTHS and before not in {"with", "mit", "and", "und", "&"}:
        number = _DAY_OF.match(rest[0]) if rest else None
        if number:
            year, taken = year_at(rest[1:])
            if day := _day(year, MONTHS[first], int(number[1]), today):
                yield 2 + taken, day
        year, taken = year_at(rest)
        if year:
            yield 1 + taken, Day(date(year, MONTHS[first], 1), Precision.MONTH)
        elif before in {"in", "im"}:
            yield 1, Day(date(today.year - (MONTHS[first] > today.month), MONTHS[first], 1), Precision.MONTH)
    if YEAR_OF.match(first) and before in _IN:
        yield 1, Day(date(int(first), 1, 1), Precision.YEAR)


def _in_figures(word: str, before: str, today: date, language: str) -> Day | None:
    if iso := _ISO.match(word):
        return _exact(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
    if month := _MONTH_OF.match(word):
        return _exact(int(month[2]), int(month[1]), None)
    dotted = _DOTTED.match(word if word.count(".") > 1 or before not in {"am", "vom", "on"} else f"{word}.")
    if dotted:
        return _day(_full_year(dotted[3]), int(dotted[2]), int(dotted[1]), today)
    slashed = _SLASHED.match(word) if word != "24/7" else None
    if not slashed:
        return None
    year, one, two = _full_year(slashed[3]), int(slashed[1]), int(slashed[2])
    day_first, month_first = _day(year, two, one, today), _day(year, one, two, today)
    if language.startswith("de") or not (day_first and month_first):
        return day_first or month_first
    # Both readings are days: what is past and nearer is likelier, and the other one is offered.
    first, second = sorted((day_first, month_first), key=lambda day: (day.on <= today, day.on), reverse=True)
    return Day(first.on, also=second.on if second.on != first.on and second.on <= today else None)


def _day(year: int | None, month: int, number: int, today: date) -> Day | None:
    """Return that day; without a year the last one that has come."""
    if year:
        return _exact(year, month, number)
    for guess in range(today.year, today.year - 9, -1):  # the 29th of February may lie eight years back
        day = _exact(guess, month, number)
        if day and day.on <= today:
            return day
    return None


def _exact(year: int, month: int, number: int | None) -> Day | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return Day(date(year, month, number or 1), Precision.DAY if number else Precision.MONTH)
    except ValueError:
        return None


def _weekday(weekday: int, step: int, today: date) -> date:
    back = (today.weekday() - weekday) % 7
    if step > 0:
        return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    return today - timedelta(days=back or (7 if step else 0))


def _moved(today: date, by: int, unit: str) -> Day | None:
    """Return the day so many units away: months and years are known no more exactly than that."""
    try:
        if unit in {_DAY, _WEEK}:
            return Day(today + timedelta(days=by * (7 if unit == _WEEK else 1)))
        if unit == _MONTH:
            months = today.year * 12 + today.month - 1 + by
            return Day(date(months // 12, months % 12 + 1, 1), Precision.MONTH)
        return Day(date(today.year + by, 1, 1), Precision.YEAR)
    except (ValueError, OverflowError):
        return None


def _count(word: str) -> int | None:
    return int(word) if _COUNT.match(word) else NUMBER.get(word)


def _full_year(figures: str | None) -> int | None:
    if not figures:
        return None
    return int(figures) + (0 if len(figures) == 4 else 2000 if int(figures) < 70 else 1900)
