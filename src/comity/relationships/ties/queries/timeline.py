"""What happened with one person as a picture: a row for each kind, time along it, one mark for what falls together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import log2

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from comity.relationships.ties.enums import Kind

_ROW, _AXIS, _TOP = 34, 24, 16  # pixels
_BINS = 72  # marks a row can hold side by side
_EDGE = 3.0  # percent left free at both ends
_YEARS, _MONTHS = 4, 3  # the most labels; a month takes more room than a year
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Mark:
    x: str  # percent, as SVG has it
    r: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    kind: str
    y: int  # of the label
    line: int  # of the marks
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG without a view box: across in percent, down in pixels, so that its words stay readable at any width."""

    height: int
    start: str  # where lines of text begin
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    axis: int
    words: str  # the same, told


def picture_of(happened: Mapping[tuple[str, date], int], today: date) -> Picture:
    """Draw how often each kind happened on each day, until ``today``; runs the other way where reading does."""
    first = min((on for _, on in happened), default=today)
    span = max((today - first).days, 30)
    is_mirrored = get_language_bidi()

    def across(day: date) -> str:
        share = _EDGE + (100 - 2 * _EDGE) * (1 - min(max((today - day).days, 0), span) / span)
        return f"{100 - share if is_mirrored else share:.2f}%"

    rows: list[Row] = []
    for kind in Kind:
        days = {on: n for (what, on), n in happened.items() if what == kind}
        if days:
            top = _TOP + _ROW * len(rows)
            marks = tuple(_marks(days, today, span, across))
            rows.append(Row(str(kind.label), kind.value, top, top + 14, marks))
    axis = _TOP + _ROW * len(rows) - 4
    return Picture(
        height=axis + _AXIS,
        start="100%" if is_mirrored else "0%",
        rows=tuple(rows),
        ticks=tuple(Tick(across(day), label, anchor) for day, label, anchor in _ticks(today, span)),
        axis=axis,
        words=_told(happened, first),
    )


def _marks(days: Mapping[date, int], today: date, span: int, across: Callable[[date], str]) -> list[Mark]:
    bins: dict[int, list[date]] = {}
    for on in sorted(days):
        bins.setdefault(round((today - on).days / span * _BINS), []).append(on)
    found = []
    for some in bins.values():
        count = sum(days[on] for on in some)
        title = date_format(some[-1], "DATE_FORMAT")
        if count > 1:
            title = ngettext("%(n)d time until %(day)s", "%(n)d times until %(day)s", count) % {
                "n": count,
                "day": title,
            }
        found.append(Mark(across(some[len(some) // 2]), f"{min(3.5 + log2(count), 7):.1f}", title))
    return found


def _ticks(today: date, span: int) -> list[tuple[date, str, str]]:
    """Return days to name under the line: turns of years, or of months where all happened within two years."""
    if span > 2 * _YEAR:
        years = range(today.year, date.fromordinal(today.toordinal() - span).year, -1)
        step = -(-len(years) // _YEARS)
        starts = [(date(year, 1, 1), str(year)) for year in list(years)[::step]]
    else:
        months = [divmod(today.year * 12 + today.month - 1 - ago, 12) for ago in range(span // 30 + 1)]
        step = -(-len(months) // _MONTHS)
        firsts = [date(year, month + 1, 1) for year, month in months[::step]]
        starts = [(day, date_format(day, "M Y")) for day in firsts]
    begin = today.toordinal() - span
    inside = [(day, label) for day, label in starts if day.toordinal() >= begin]
    return [(day, label, _anchor((today - day).days / span)) for day, label in inside]


def _anchor(ago: float) -> str:
    return "end" if ago < 0.15 else "start" if ago > 0.85 else "middle"


def _told(happened: Mapping[tuple[str, date], int], first: date) -> str:
    """Return the picture in words."""
    parts = []
    for kind in Kind:
        days = [on for what, on in happened if what == kind]
        if days:
            count = sum(n for (what, _), n in happened.items() if what == kind)
            last = date_format(max(days), "DATE_FORMAT")
            parts.append(
                _("%(kind)s: %(count)d, last on %(day)s") % {"kind": kind.label, "count": count, "day": last}
            )
    since = _("Since %(day)s.") % {"day": date_format(first, "DATE_FORMAT")}
    return f"{since} {'; '.join(parts)}."
