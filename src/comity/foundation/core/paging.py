"""Pages of a long list that nobody counts: whether there is more is all that is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
T = TypeVar("T")
_LAST = 10_000  # a number beyond is nobody's honest wish
_DIGITS = 10  # beyond some thousand of them Python reads none


@dataclass(frozen=True, slots=True)
class _Uncounted:
    num_pages: int = 0


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page, as ``parts/pagination.html`` draws it."""

    object_list: Sequence[T]
    number: int
    has_next: bool
    paginator: _Uncounted = _Uncounted()

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """A page that goes on after a row, so that nothing before it is read again; ``parts/further.html`` draws it."""

    object_list: Sequence[T]
    is_first: bool
    last: str  # the public id of the row that the next one goes on after; empty where there is no more


def stretch_of(parts: Iterable[QuerySet[M, M]], size: int, *, is_first: bool) -> Stretch[M]:
    """Return the first rows of querysets that follow each other, as one page. One query for each that is needed."""
    found: list[Any] = []
    for part in parts:
        found += part[: size + 1 - len(found)]
        if len(found) > size:
            break
    return Stretch(found[:size], is_first, found[size - 1].public_id if len(found) > size else "")


def number_of(asked: str | None) -> int:
    """Return the number of a page as it was asked for; the first for what is none."""
    if not asked or len(asked) > _DIGITS or not (asked.isascii() and asked.isdigit()):
        return 1
    number = int(asked)
    return number if 0 < number < _LAST else 1


def slice_of(rows: QuerySet[M, Any], asked: str | None, size: int) -> Slice[M]:
    """Return the page that was asked for, the first for what is no number. One query."""
    number = number_of(asked)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Slice(found[:size], number, len(found) > size)
