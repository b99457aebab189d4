"""Comparing a book with itself, in the background: who looks like one person twice."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from comity.people.contacts.models import Apart, Likeness
from comity.people.contacts.queries.known import cards_to_compare
from comity.people.contacts.rules.matching import Index
from comity.people.members.models import Member

_MOST = 2000
_NOW_AND_THEN = 500


def compare_book(owner: Member, *, on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Replace what was thought to be alike by what is now; returns how many pairs."""
    index = Index(region=settings.DEFAULT_REGION)
    pairs: list[Likeness] = []
    for done, (pk, card) in enumerate(cards_to_compare(owner), start=1):
        match = index.match(card)
        if isinstance(match.id, int) and len(pairs) < _MOST:
            pairs.append(
                Likeness(
                    owner=owner,
                    one_id=match.id,
                    other_id=pk,
                    is_certain=match.certainty == "same",
                    reasons=list(match.reasons),
                )
            )
        index.add_card(pk, card)
        if done % _NOW_AND_THEN == 0:
            on_progress(done)
    apart = set(Apart.objects.filter(owner=owner).values_list("one", "other"))
    pairs = [pair for pair in pairs if (pair.one_id, pair.other_id) not in apart]
    with transaction.atomic():
        Likeness.objects.filter(owner=owner).delete()
        Likeness.objects.bulk_create(pairs)
    return len(pairs)
