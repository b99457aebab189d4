"""Keeping the index: call these in the transaction that changes the things themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from comity.foundation.search.models import Scope, Shelf, Thing
from comity.foundation.search.rules import shelves
from comity.foundation.search.rules.words import VERSION, words_of

_AT_ONCE = 10_000  # things

Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A thing to be found: its id, and pieces of text with how much each says about it (1 to 100)."""

    object_id: int
    texts: Sequence[tuple[str, int]]

    def weights(self) -> Weights:
        """Return each word with its greatest weight."""
        weights: dict[str, int] = {}
        for text, weight in self.texts:
            for word in words_of(text):
                weights[word] = max(weights.get(word, 0), weight)
        return weights


def put(scope: str, kind: str, documents: Iterable[Document]) -> None:
    """Make the documents findable in place of what was known of the same things."""
    stream = iter(documents)
    while batch := list(islice(stream, _AT_ONCE)):
        _replace(scope, kind, {document.object_id: document.weights() for document in batch})


@transaction.atomic
def put_again(scope: str, kind: str, read: Callable[[], Iterable[Document]]) -> None:
    """Put in what ``read`` returns once no other writer is left: what was read before that could be old."""
    _held(scope)
    put(scope, kind, read())


def mark_current(scope: str) -> None:
    """Say that all of a scope stands under the words of this version."""
    Scope.objects.filter(name=scope).update(version=VERSION)


def drop(scope: str, kind: str, object_ids: Iterable[int]) -> None:
    """Make things unfindable, and forget the words that only they had."""
    stream = iter(object_ids)
    while batch := list(islice(stream, _AT_ONCE)):
        _replace(scope, kind, {pk: {} for pk in batch})


@transaction.atomic
def drop_scope(scope: str) -> None:
    """Forget a whole scope, as when its owner is erased."""
    Shelf.objects.filter(scope__name=scope).delete()
    Thing.objects.filter(scope__name=scope).delete()
    Scope.objects.filter(name=scope).delete()


@transaction.atomic
def _replace(name: str, kind: str, things: Mapping[int, Weights]) -> None:
    """Let each thing stand under these words and no others."""
    scope = _held(name)
    known = Thing.objects.filter(scope=scope, kind=kind, object_id__in=list(things))
    before = {pk: words.split() for pk, words in known.values_list("object_id", "words")}
    known.delete()
    Thing.objects.bulk_create(
        Thing(scope=scope, kind=kind, object_id=pk, words=" ".join(sorted(weights)))
        for pk, weights in things.items()
        if weights
    )
    _rearrange(scope, kind, before, things)


def _held(name: str) -> Scope:
    """Return a scope of one's own until the transaction ends: shelves are shared, so there is one writer at a time."""
    Scope.objects.bulk_create([Scope(name=name, version=VERSION)], ignore_conflicts=True)
    return Scope.objects.select_for_update().get(name=name)


def _rearrange(
    scope: Scope, kind: str, before: Mapping[int, Sequence[str]], after: Mapping[int, Weights]
) -> None:
    """Take out what stood on the shelves, put in what shall, and throw empty shelves away."""
    out: dict[str, set[int]] = defaultdict(set)
    into: dict[str, dict[int, int]] = defaultdict(dict)
    for pk, words in before.items():
        for word in words:
            out[word].add(pk)
    for pk, weights in after.items():
        for word, weight in weights.items():
            into[word][pk] = weight
    by_start: dict[str, set[str]] = defaultdict(set)
    for word in out.keys() | into.keys():
        by_start[shelves.start(word)].add(word)
    stored = Shelf.objects.filter(scope=scope, kind=kind, start__in=by_start)
    lines = dict(stored.values_list("start", "lines"))
    for start, words_there in by_start.items():
        shelf = shelves.read(lines.get(start, ""))
        for word in words_there:
            shelves.change(shelf, word, out.get(word, ()), into.get(word, {}))
        lines[start] = shelves.write(shelf)
    Shelf.objects.bulk_create(
        (
            Shelf(scope=scope, kind=kind, start=start, lines=text)
            for start, text in sorted(lines.items())
            if text
        ),
        update_conflicts=True,
        unique_fields=["scope", "kind", "start"],
        update_fields=["lines"],
    )
    stored.filter(start__in=[start for start, text in lines.items() if not text]).delete()
