"""Whole books scored anew, later: the owner works elsewhere, or the ties come from before there was a score."""

from __future__ import annotations

from collections.abc import Callable

from comity.foundation.core.queue import enqueue
from comity.people.members.models import Member
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.models import Tie

_AT_ONCE = 1000


def score_later(owner: int) -> None:
    """Ask for a member's ties to be scored anew, once, however often it is asked."""
    enqueue("ties.score", {"owner": owner}, unique=f"ties.score:{owner}")


def score_book(owner: Member, *, on_progress: Callable[[int, int], object]) -> None:
    """Score all ties of a member anew, in short transactions; safe to run again."""
    contacts = list(
        Tie.objects.filter(owner=owner).order_by("contact_id").values_list("contact_id", flat=True)
    )
    for start in range(0, len(contacts), _AT_ONCE):
        refresh_last_contact(owner, contacts[start : start + _AT_ONCE])
        on_progress(start, len(contacts))


def score_unscored() -> int:
    """Ask for the books that hold ties with a history and no score; return how many. One query, one job a book."""
    unscored = Tie.objects.filter(half_life=0, last_on__isnull=False)
    owners = list(unscored.order_by().values_list("owner", flat=True).distinct())
    for owner in owners:
        score_later(owner)
    return len(owners)
