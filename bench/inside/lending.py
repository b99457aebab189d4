"""Members who have mutual ties and lend most of them, filled in bulk: the ties of ``bench.made_graph``, half of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

import numpy as np
from django.db import models, transaction
from django.utils import timezone

from bench.made_graph import make
from bench.report import say
from comity.doors.exchange.actions.columns import insert_rows
from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact, Origin
from comity.people.members.models import Member
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie

KEPT, LENT = 0.5, 0.86
_AT_ONCE = 20_000


def fill(people: int, *, seed: int = 1) -> int:
    """Make so many members with about 23 mutual ties each; return how many ties are lent."""
    say(f"making {people:,} members and who lends whom")
    made, chance = make(people, seed=seed), np.random.default_rng(seed)
    below = np.flatnonzero((made.sources < made.targets) & (chance.random(len(made.sources)) < KEPT))
    one, other = made.sources[below].astype(np.int64), made.targets[below].astype(np.int64)
    first = _members(people)
    low, high = (one + first).tolist(), (other + first).tolist()
    now = timezone.now()
    insert(
        MutualTie,
        ["public_id", "one", "other"],
        ((f"{n:022}", *pair) for n, pair in enumerate(zip(low, high, strict=True))),
        via=Via.MET,
        confirmed_at=now,
    )
    insert(Origin, ["owner", "kind"], ((first + n, "typed") for n in range(people)))
    origin = Origin.objects.order_by("pk").values_list("pk", flat=True)[0] - first
    order = np.lexsort((np.concatenate((other, one)), np.concatenate((one, other))))
    owners = np.concatenate((one, other))[order] + first
    members = np.concatenate((other, one))[order] + first
    cards = zip(owners.tolist(), members.tolist(), strict=True)
    insert(
        Contact,
        ["public_id", "owner", "member", "full_name", "sort_key", "origin"],
        (
            (f"{n:022}", owner, member, f"Person {member}", f"person {member:07}", owner + origin)
            for n, (owner, member) in enumerate(cards)
        ),
    )
    return _ties(owners.tolist(), chance)


def _members(count: int) -> int:
    """Make members; return the number of the first."""
    now = timezone.now()
    Member.objects.bulk_create(
        (
            Member(email=f"m{n}@example.org", name=f"Person {n}", password="!", welcomed_at=now)
            for n in range(count)
        ),
        batch_size=500,
    )
    return Member.objects.get(email="m0@example.org").pk


def _ties(owners: list[int], chance: np.random.Generator) -> int:
    first = Contact.objects.order_by("pk").values_list("pk", flat=True)[0]
    lends = (chance.random(len(owners)) < LENT).tolist()
    evidence = chance.gamma(1.0, 2.0, len(owners)).tolist()
    ago = chance.integers(0, 900, len(owners)).tolist()
    today = date.today()
    days = [today - timedelta(days=n) for n in range(900)]
    rows = zip(owners, lends, evidence, ago, strict=True)
    insert(
        Tie,
        ["public_id", "owner", "contact", "lends", "evidence", "evidence_on", "last_on"],
        (
            (f"{n:022}", owner, first + n, Lending.YES if is_lent else Lending.ASK, much, days[on], days[on])
            for n, (owner, is_lent, much, on) in enumerate(rows)
        ),
        half_life=414,
    )
    return sum(lends)


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]], **same: Any
) -> None:
    say(f"filling {model._meta.label}")
    if issubclass(model, Base):
        same["changed_at"] = timezone.now()
    for part in _parts(rows):
        with transaction.atomic():
            insert_rows(model, names, part, **same)


def _parts(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    iterator = iter(rows)
    while part := list(islice(iterator, _AT_ONCE)):
        yield part
