"""Whatever lets a lent tie come or go says so here, within its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.graph.models import Change
from comity.relationships.graph.snapshot.current import apply_committed
from comity.relationships.graph.snapshot.uncommitted import is_committed


def pairs_changed(pairs: Iterable[tuple[int, int]]) -> None:
    """Let the ties between members (by id) be looked up anew once the transaction is committed."""
    _note([Change(one=one, other=other) for one, other in sorted(set(pairs))])


def member_changed(member: int) -> None:
    """Let all ties of a member (by id) be looked up anew, and whether they are suggested."""
    _note([Change(one=member)])


def block_changed(by: Member, other: Member, at: datetime | None = None) -> None:
    pairs_changed([(by.pk, other.pk)])


def standing_changed(member: Member) -> None:
    member_changed(member.pk)


def cards_changed(owner: Member, cards: Sequence[int]) -> None:
    """Take note that cards (by id) went out of a book, or came back: one that is a member may be lent."""
    linked = Contact.objects.filter(pk__in=cards, member__isnull=False)
    pairs_changed((owner.pk, member) for member in linked.values_list("member", flat=True))


def _note(changes: list[Change]) -> None:
    if changes:
        Change.objects.bulk_create(changes, batch_size=500)
        if is_committed(apply_committed):  # else it is waiting already
            transaction.on_commit(apply_committed, robust=True)  # what it leaves the next question does
