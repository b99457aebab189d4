"""The snapshot built from the tables, and what of before is no longer needed thrown away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from django.db import transaction
from django.utils import timezone

from comity.graphkit import Refused, build
from comity.graphkit.arrays import Keys
from comity.relationships.graph.models import Change, Numbering
from comity.relationships.graph.snapshot.applying import number_changes
from comity.relationships.graph.snapshot.current import root_of
from comity.relationships.graph.snapshot.tables import (
    Lent,
    Pair,
    all_lent,
    blocked_pairs,
    joined,
    open_to_suggestions,
)

KEPT_FOR = timedelta(days=2)
"""So long changes stay after they are in the snapshot of one machine: another's may lack them."""


def build_snapshot(on_part: Callable[[], object] = lambda: None) -> Path:
    """Build the snapshot of this database and let it count; returns its folder. Read in parts, so in flat memory."""
    numbering = _numbering()
    lent = joined(_each(on_part))
    blocked = sorted(blocked_pairs())
    people = _everybody(lent.sources, lent.targets, _keys(blocked))
    listed = open_to_suggestions()
    root = root_of(numbering.lineage)
    root.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    on_part()
    make = partial(
        build,
        root,
        people=people,
        sources=lent.sources,
        targets=lent.targets,
        strengths=lent.strengths,
        unlisted=people[~np.isin(people, np.fromiter(listed, np.int64, len(listed)))],
        blocked=blocked,
        sequence=numbering.last,
    )
    try:
        built = make()
    except (Refused, FileExistsError):  # something else lies in what is ours
        shutil.rmtree(root) if root.is_dir() else root.unlink()
        built = make()
    for other in root.parent.iterdir():
        if other != root:
            shutil.rmtree(other, ignore_errors=True)
    return built


def prune_changes(*, up_to: int, before: datetime) -> int:
    """Throw away changes that this machine's snapshot has held since ``before``; return how many."""
    with transaction.atomic():
        numbering = Numbering.objects.select_for_update().get(pk=1)
        old = Change.objects.filter(number__lte=up_to, at__lt=before)
        highest = old.order_by("-number").values_list("number", flat=True).first()
        if highest is None:
            return 0
        numbering.pruned = highest
        numbering.save(update_fields=["pruned"])
        return Change.objects.filter(number__lte=highest).delete()[0]


def _numbering() -> Numbering:
    """Return how far changes are numbered; all that is committed before the tables are read is."""
    Numbering.objects.get_or_create(pk=1)
    number_changes()
    return Numbering.objects.get(pk=1)


def _each(on_part: Callable[[], object]) -> Iterator[Lent]:
    for part in all_lent(timezone.localdate()):
        on_part()
        yield part


def _everybody(*ends: Keys) -> Keys:
    """Return whoever is among members, in order. A mark for each id there ever was: sorting takes a hundred times as long."""
    is_there = np.zeros(1 + max(int(some.max(initial=0)) for some in ends), np.bool_)
    for some in ends:
        is_there[some] = True
    return np.flatnonzero(is_there)


def _keys(pairs: list[Pair]) -> Keys:
    return np.fromiter(chain(*pairs), np.int64, 2 * len(pairs))
