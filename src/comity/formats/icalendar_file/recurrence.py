"""Days on which an event repeats, within a span and a budget: a rule from a stranger may be endless or match never."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
_COSTS: dict[Frequency, int] = {"DAILY": 1, "WEEKLY": 2, "MONTHLY": 8, "YEARLY": 100}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)\Z", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,6}\Z", re.ASCII)
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}


class Budget:
    """How much work one file may cause by its rules."""

    def __init__(self, left: int = 500_000) -> None:
        self.left = left

    def spend(self, cost: int) -> bool:
        """Take the cost of a step, and tell whether it could be paid."""
        self.left -= cost
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Rule:
    """The part of an RRULE that people's calendars use: whole days, in any frequency from daily on."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_start: int = 0
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: frozenset[int] = frozenset()
    by_month: frozenset[int] = frozenset()
    by_set_position: frozenset[int] = frozenset()


def parse_rule(text: str) -> Rule | None:
    """Return a rule, or None for one that is broken or not followed: hours, minutes, seconds, numbered weeks and days."""
    parts: dict[str, str] = {}
    for part in text[:2_000].upper().strip().rstrip(";").split(";"):
        name, _, value = part.strip().partition("=")
        parts[name.strip()] = value.strip()
    frequency = parts.get("FREQ", "")
    if frequency not in _COSTS or not parts.keys() <= _PARTS:
        return None
    try:
        interval = _number(parts.get("INTERVAL", "1"))
        limit = _number(parts["COUNT"]) if "COUNT" in parts else None
        if interval < 1 or (limit is not None and limit < 1):
            return None
        return Rule(
            frequency,
            interval,
            limit,
            parts.get("UNTIL", ""),
            _DAYS.index(parts.get("WKST", "MO")),
            _by_day(parts.get("BYDAY", "")),
            *(_numbers(parts.get(name, "")) for name in ("BYMONTHDAY", "BYMONTH", "BYSETPOS")),
        )
    except ValueError:
        return None


def _number(text: str) -> int:
    if not _NUMBER.match(text):
        raise ValueError(text)
    return int(text)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(_number(part.strip()) for part in text.split(",") if part)


def _by_day(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in filter(None, text.split(",")):
        match = _BY_DAY.match(part.strip())
        if not match:
            raise ValueError(part)
        found.append((int(match[1] or 0), _DAYS.index(match[2])))
    return tuple(dict.fromkeys(found))


def days(rule: Rule, first: date, since: date, last: date, budget: Budget) -> Iterator[date]:
    """Yield the days of a rule that starts on `first`, in order, up to `last`.

    Without a count, days before `since` are passed over unlooked at. Ends early, with `budget.left` below zero, when
    the budget is spent.
    """
    yield first
    found = 1
    start = 0 if rule.count else _periods_between(rule, first, since)
    for index in count(start):
        if not budget.spend(_COSTS[rule.frequency]):
            return
        try:
            begin = _begin(rule, first, index * rule.interval)
            if begin > last:
                return
            candidates = sorted(set(_candidates(rule, first, begin)))
        except (OverflowError, ValueError):  # beyond the year 9999
            return
        for day in _positions(rule, candidates):
            if day <= first:
                continue
            found += 1
            if day > last or (rule.count and found > rule.count):
                return
            yield day


def _periods_between(rule: Rule, first: date, since: date) -> int:
    gone = (since - first).days
    length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[rule.frequency]
    return max(0, gone // (length * rule.interval) - 1)


def _begin(rule: Rule, first: date, steps: int) -> date:
    if rule.frequency == "DAILY":
        return first + timedelta(steps)
    if rule.frequency == "WEEKLY":
        return first + timedelta(7 * steps - (first.weekday() - rule.week_start) % 7)
    if rule.frequency == "MONTHLY":
        months = first.year * 12 + first.month - 1 + steps
        return date(months // 12, months % 12 + 1, 1)
    return date(first.year + steps, 1, 1)


def _candidates(rule: Rule, first: date, begin: date) -> Iterator[date]:
    weekdays = {weekday for _, weekday in rule.by_day}
    if rule.frequency in ("DAILY", "WEEKLY"):
        span = [begin] if rule.frequency == "DAILY" else [begin + timedelta(step) for step in range(7)]
        if rule.frequency == "WEEKLY" and not weekdays and not rule.by_month_day:
            weekdays = {first.weekday()}
        yield from (
            day
            for day in span
            if (not weekdays or day.weekday() in weekdays)
            and _in_month(rule, day)
            and _on_month_day(rule, day)
        )
    elif rule.frequency == "MONTHLY":
        if not rule.by_month or begin.month in rule.by_month:
            yield from _of_span(rule, first, _month(begin.year, begin.month))
    elif rule.by_month or rule.by_month_day or not rule.by_day:
        months = rule.by_month or (range(1, 13) if rule.by_month_day else (first.month,))
        for month in months:
            if 1 <= month <= 12:
                yield from _of_span(rule, first, _month(begin.year, month))
    else:
        yield from _of_span(
            rule, first, [begin + timedelta(step) for step in range(365 + calendar.isleap(begin.year))]
        )


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _of_span(rule: Rule, first: date, span: list[date]) -> Iterator[date]:
    """Yield the days of a month or year the rule names; an ordinal counts within it, from either end."""
    if not rule.by_day:
        yield from (
            day for day in span if (_on_month_day(rule, day) if rule.by_month_day else day.day == first.day)
        )
        return
    for ordinal, weekday in rule.by_day:
        such = [day for day in span if day.weekday() == weekday]
        if ordinal:
            such = (
                such[ordinal - 1 : ordinal]
                if ordinal > 0
                else such[ordinal:][:1]
                if -ordinal <= len(such)
                else []
            )
        yield from (day for day in such if _on_month_day(rule, day))


def _in_month(rule: Rule, day: date) -> bool:
    return not rule.by_month or day.month in rule.by_month


def _on_month_day(rule: Rule, day: date) -> bool:
    if not rule.by_month_day:
        return True
    length = calendar.monthrange(day.year, day.month)[1]
    return day.day in rule.by_month_day or day.day - length - 1 in rule.by_month_day


def _positions(rule: Rule, candidates: list[date]) -> list[date]:
    if not rule.by_set_position:
        return candidates
    size = len(candidates)
    return [
        day
        for index, day in enumerate(candidates)
        if index + 1 in rule.by_set_position or index - size in rule.by_set_position
    ]
