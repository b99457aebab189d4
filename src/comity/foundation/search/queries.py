"""Finding things by what is typed: every term must be met, best first, from this scope's rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import QuerySet

from comity.foundation.search.models import Scope, Shelf
from comity.foundation.search.rules.closeness import BONES, Answer, beginning, same, slipped
from comity.foundation.search.rules.shelves import near_starts_of, start, starts_of, things_in
from comity.foundation.search.rules.words import VERSION, bones, tail, terms_of

_MOST_TERMS = 6
_FEW = 10  # with fewer answers than this, mistyped ones are looked for as well
_ONE_STATEMENT = 2000


class Hit(NamedTuple):
    """A thing that was found; a higher score is a better answer."""

    object_id: int
    score: float


def old_scopes() -> list[str]:
    """Return the scopes in which some things stand under the words of an earlier version only. One query."""
    old = Scope.objects.filter(version__lt=VERSION)
    return list(old.order_by("pk").values_list("name", flat=True))


def search(
    scope: str, kind: str, query: str, limit: int | None = None, *, within: QuerySet[Any] | None = None
) -> list[Hit]:
    """Return what answers every term of ``query``, best first.

    One query reads the index and one asks ``within``; where few answer, two more look for slips. ``within`` keeps what
    the viewer may see and asked for, and its order decides between equal scores; without it the lower id comes first.
    """
    terms = terms_of(query)[:_MOST_TERMS]
    if not terms:
        return []
    hits = _ordered(_by_beginning(scope, kind, terms), within)
    if len(hits) < _FEW:
        hits = _ordered(_with_slips(scope, kind, terms), within)
    return hits[:limit]


def _ordered(scores: dict[int, float], within: QuerySet[Any] | None) -> list[Hit]:
    """Return hits by falling score; what lies outside ``within`` is left out before anything is counted or cut."""
    if within is None or not scores:
        ids = sorted(scores)
    else:
        asked = within.filter(pk__in=list(scores)) if len(scores) <= _ONE_STATEMENT else within
        ids = [pk for pk in asked.values_list("pk", flat=True) if pk in scores]
    return sorted((Hit(pk, scores[pk]) for pk in ids), key=lambda hit: -hit.score)


def _by_beginning(scope: str, kind: str, terms: list[str]) -> dict[int, float]:
    shelves = _Shelves(scope, kind, set().union(*map(starts_of, terms), *map(_tail_starts, terms)))
    return _meeting_all(
        chain(beginning(term, shelves.lines(starts_of(term))), _ending(term, shelves)) for term in terms
    )


def _tail_starts(term: str) -> set[str]:
    return {start(tail(term))} - {""}


def _ending(term: str, shelves: _Shelves) -> Iterator[Answer]:
    """Yield the numbers that end with ``term``."""
    return beginning(tail(term), shelves.lines(_tail_starts(term)))


def _with_slips(scope: str, kind: str, terms: list[str]) -> dict[int, float]:
    """Return what answers if letters may be wrong, or vowels missing as Arabic and Hebrew leave them out."""
    starts = [near_starts_of(term) | {start(bones(term))} | _tail_starts(term) for term in terms]
    shelves = _Shelves(scope, kind, set().union(*starts))
    return _meeting_all(
        chain(
            beginning(term, shelves.lines(starts_of(term))),
            slipped(term, shelves.lines(near_starts_of(term))),
            same(bones(term), shelves.lines({start(bones(term))}), BONES),
            _ending(term, shelves),
        )
        for term in terms
    )


class _Shelves:
    """The shelves a search looks at, read at once."""

    def __init__(self, scope: str, kind: str, starts: set[str]) -> None:
        found = Shelf.objects.filter(scope__name=scope, kind=kind, start__in=starts)
        self._text = dict(found.values_list("start", "lines"))

    def lines(self, starts: set[str]) -> list[str]:
        return [line for begins in starts for line in self._text.get(begins, "").splitlines()]


def _meeting_all(answers: Iterable[Iterable[Answer]]) -> dict[int, float]:
    """Return the things that have a word for every term, with the sum of their best ones."""
    total: dict[int, float] | None = None
    for words in answers:
        best: dict[int, float] = {}
        for close, things in words:
            for pk, weight in things_in(things):
                if close * weight > best.get(pk, 0.0) and (total is None or pk in total):
                    best[pk] = close * weight
        total = best if total is None else {pk: total[pk] + score for pk, score in best.items()}
        if not total:
            return {}
    return total or {}
