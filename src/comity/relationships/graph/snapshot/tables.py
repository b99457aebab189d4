"""Which ties the tables lend now: the only reading of private books that enters the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Least

from comity.graphkit.arrays import Keys, Strengths
from comity.people.members.models import Block, Member
from comity.relationships.graph.models import Openness
from comity.relationships.graph.rules.strengths import codes_of
from comity.relationships.mutual.models import MutualTie
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie

Pair = tuple[int, int]
_OWNERS_AT_ONCE = 100
"""With 20 ties each 10 to 20 ms: much shorter than a page, which so meets a rest whenever it comes."""


@dataclass(frozen=True, slots=True)
class Lent:
    """Ties side by side: whose they are, to whom they lead, how strong they are."""

    sources: Keys
    targets: Keys
    strengths: Strengths

    def by_pair(self) -> dict[Pair, int]:
        pairs = zip(self.sources.tolist(), self.targets.tolist(), strict=True)
        return dict(zip(pairs, self.strengths.tolist(), strict=True))


def lent_ties() -> QuerySet[Tie]:
    """Return ties their owners lend to members who are open to introductions: both active, the mutual tie alive."""
    pair = [OuterRef("owner"), OuterRef("contact__member")]
    living = MutualTie.objects.live().filter(one=Least(*pair), other=Greatest(*pair))
    closed = Openness.objects.filter(owner=OuterRef("contact__member"), to_introductions=False)
    return Tie.objects.filter(
        Exists(living),
        ~Exists(closed),
        lends=Lending.YES,
        owner__is_active=True,
        contact__member__is_active=True,
        contact__pending_import=None,
        contact__deleted_at=None,
        contact__merged_into=None,
    )


def lent_between(pairs: Iterable[Pair], on: date) -> Lent:
    """Return the lent ties between two of each pair, either way. One query, no more than some hundred pairs."""
    people = {member for pair in pairs for member in pair}
    found = _read(lent_ties().filter(owner__in=people, contact__member__in=people), on)
    wanted = {*pairs, *((other, one) for one, other in pairs)}
    kept = [pair in wanted for pair in zip(found.sources.tolist(), found.targets.tolist(), strict=True)]
    at = np.flatnonzero(kept)
    return Lent(found.sources[at], found.targets[at], found.strengths[at])


def lent_by_or_to(members: Iterable[int], on: date) -> Lent:
    """Return all lent ties of some members, either way. Two queries."""
    mine = _read(lent_ties().filter(owner__in=members), on)
    to_me = _read(lent_ties().filter(contact__member__in=members), on)
    return joined([mine, to_me])


def all_lent(on: date) -> Iterator[Lent]:
    """Yield all lent ties in parts that are small in memory. Two queries for each 100 members."""
    last = 0
    while owners := list(
        Member.objects.filter(pk__gt=last, is_active=True)
        .order_by("pk")
        .values_list("pk", flat=True)[:_OWNERS_AT_ONCE]
    ):
        here = lent_ties().filter(owner__gt=last, owner__lte=owners[-1])
        # Their cards are theirs too; unless that is said, PostgreSQL reads all cards each time.
        yield _read(here.filter(contact__owner__gt=last, contact__owner__lte=owners[-1]), on)
        last = owners[-1]


def blocked_pairs(members: Iterable[int] | None = None) -> set[Pair]:
    """Return who blocked each other, lower id first; of ``members`` alone, if given. One query."""
    rows = Block.objects.order_by()
    if members is not None:
        rows = rows.filter(Q(blocker__in=members) | Q(blocked__in=members))
    return {(min(pair), max(pair)) for pair in rows.values_list("blocker", "blocked").iterator()}


def open_to_suggestions(members: Iterable[int] | None = None) -> set[int]:
    """Return the members who want to be suggested. One query."""
    rows = Openness.objects.filter(to_suggestions=True, owner__is_active=True)
    if members is not None:
        rows = rows.filter(owner__in=members)
    return set(rows.values_list("owner", flat=True))


def joined(parts: Iterable[Lent]) -> Lent:
    """Put parts one after the other."""
    several = list(parts) or [_lent([], date.min)]
    return Lent(
        np.concatenate([part.sources for part in several]),
        np.concatenate([part.targets for part in several]),
        np.concatenate([part.strengths for part in several]),
    )


def _read(ties: QuerySet[Tie], on: date) -> Lent:
    columns = ("owner", "contact__member", "evidence", "evidence_on", "half_life")
    return _lent(list(ties.order_by().values_list(*columns)), on)


def _lent(rows: list[tuple[int, int, float, date | None, int]], on: date) -> Lent:
    owners, members, evidence, counted, halves = zip(*rows, strict=True) if rows else ((),) * 5
    today = on.toordinal()
    days = [today - day.toordinal() if day else 0 for day in counted]
    known = [one if day else 0.0 for one, day in zip(evidence, counted, strict=True)]
    return Lent(
        np.array(owners, np.int64),
        np.array(members, np.int64),
        codes_of(known, days, halves),
    )
