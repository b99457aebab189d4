"""The snapshot brought up to date with the tables, by one process at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
from django.db import transaction
from django.utils import timezone

from comity.graphkit import Refused, Store, Writer
from comity.people.members.models import Member
from comity.relationships.graph.models import Change, Numbering
from comity.relationships.graph.snapshot.tables import (
    Pair,
    blocked_pairs,
    lent_between,
    lent_by_or_to,
    open_to_suggestions,
)

TOO_MANY = 20_000
"""From so many changes on, building anew is quicker."""
_AT_ONCE = 200
_WAIT_S = 5.0
T = TypeVar("T")


def number_changes() -> None:
    """Give the changes committed by now their numbers, in a transaction of its own; none before the first build."""
    with transaction.atomic():
        numbering = Numbering.objects.select_for_update().filter(pk=1).first()
        if numbering is None:
            return
        waiting = list(Change.objects.filter(number=None).order_by("pk"))
        for number, change in enumerate(waiting, numbering.last + 1):
            change.number = number
        if waiting:
            Change.objects.bulk_update(waiting, ["number"], batch_size=500)
            numbering.last += len(waiting)
            numbering.save(update_fields=["last"])


def catch_up(store: Store) -> None:
    """Apply all changes that are committed; raise ``Refused`` where they are too many, or some are gone.

    Every change is applied as the tables are now, so once more does no harm, and in no order.
    """
    with store.change(seconds=_WAIT_S) as writer:
        sequence = writer.generation.state.sequence
        rows = Change.objects.after(sequence).order_by("number").values_list("number", "one", "other")
        changes = list(rows[: TOO_MANY + 1])
        stand = Numbering.stand()
        if stand is None or len(changes) > TOO_MANY or stand[2] > sequence:
            raise Refused(f"{store.root}: too far behind, at {sequence}")
        members = {one for _, one, other in changes if other is None}
        pairs = {(min(one, other), max(one, other)) for _, one, other in changes if other is not None}
        for some in _parts(sorted(members)):
            _renew_members(writer, some)
        for few in _parts(sorted(pairs)):
            _renew_pairs(writer, few)
        if numbers := [number for number, _, _ in changes if number is not None]:
            writer.publish(max(numbers))


def _parts(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]


def _renew_members(writer: Writer, members: Collection[int]) -> None:
    """Let all of some members be as the tables have it; those who are gone are forgotten."""
    there = set(Member.objects.filter(pk__in=members).values_list("pk", flat=True))
    lent = lent_by_or_to(there, timezone.localdate()).by_pair()
    blocked = blocked_pairs(there)
    _mark(writer, {*members, *chain(*lent), *chain(*blocked)}, chain(chain(*lent), chain(*blocked)))
    for member, person in _known(writer, members):
        if member not in there:
            writer.forget(person)
            continue
        around = _around(writer, person)
        _write(writer, {(min(member, one), max(member, one)) for one in around}, lent, blocked)
    _write(writer, {(min(pair), max(pair)) for pair in (*lent, *blocked)}, lent, blocked)


def _renew_pairs(writer: Writer, pairs: Collection[Pair]) -> None:
    """Let some pairs be as the tables have it."""
    lent = lent_between(pairs, timezone.localdate()).by_pair()
    blocked = blocked_pairs({member for pair in pairs for member in pair}) & set(pairs)
    _mark(writer, set(chain(*lent)), chain(chain(*lent), chain(*blocked)))
    _write(writer, pairs, lent, blocked)


def _around(writer: Writer, person: int) -> list[int]:
    """Return the members whom the snapshot ties or blocks with a person."""
    graph = writer.generation
    rows = (graph.out.row(person)[0], graph.into.row(person)[0], graph.blocks.row(person)[0])
    return [int(key) for ids in rows for key in graph.keys_of(ids.astype("int64"))]


def _known(writer: Writer, members: Iterable[int]) -> list[tuple[int, int]]:
    """Return those of the members who are in the snapshot, each with their id there."""
    keys = np.array(sorted(members), np.int64)
    ids = writer.generation.ids_of(keys)
    return [(int(key), int(one)) for key, one in zip(keys, ids, strict=True) if one >= 0]


def _mark(writer: Writer, members: Collection[int], new: Iterable[int]) -> None:
    """Add who is new to the snapshot, and say who may be suggested."""
    wanted = sorted({*new})
    if wanted:
        writer.add_people(wanted)
    listed = open_to_suggestions(members)
    for member, person in _known(writer, members):
        writer.unlist(person, member not in listed)


def _write(writer: Writer, pairs: Iterable[Pair], lent: dict[Pair, int], blocked: set[Pair]) -> None:
    ids = dict(_known(writer, {member for pair in pairs for member in pair}))
    ties: list[tuple[int, int, int]] = []
    for one, other in pairs:
        if one not in ids or other not in ids:
            continue
        if (one, other) in blocked:
            writer.block(ids[one], ids[other])
            continue
        if ids[other] in writer.generation.blocks.row(ids[one])[0]:
            writer.unblock(ids[one], ids[other])
        ways = ((one, other), (other, one))
        ties.extend((ids[source], ids[target], lent.get((source, target), 0)) for source, target in ways)
    if ties:
        writer.set_ties(*zip(*ties, strict=True))
