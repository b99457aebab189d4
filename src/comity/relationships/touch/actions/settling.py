"""When to think of whom next, worked out anew after something changed and each night."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from comity.people.members.models import Member
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.models import Tie
from comity.relationships.ties.queries.network import answers_of
from comity.relationships.touch.enums import Basis
from comity.relationships.touch.models import Rhythm
from comity.relationships.touch.queries.facts import (
    facts_of,
    not_yet_counted,
    put_off,
    tag_cadences,
    ties_in,
    today_of,
    told_on,
    zone_of,
)
from comity.relationships.touch.rules.dormant import strength_once, wakes_on
from comity.relationships.touch.rules.rhythm import Facts, lost_on, next_on, rhythm_of

BATCH = 1000
_RANKS: dict[str, int] = {Basis.CHOSEN: 0, Basis.TAG: 1, Basis.LEARNT: 3, Basis.STRENGTH: 4}
_ANSWERED = 2
_WRITTEN = ("days", "basis", "rank", "is_answered", "due_on", "lost_on", "once", "wakes_on", "is_bridge")


def settle_book(owner: Member, *, at: datetime, beat: Callable[[], None] = lambda: None) -> None:
    """Work out all of a book, ``BATCH`` ties at a time: what is held in memory does not grow with it.

    A tie that does not know yet what happened, as the job that follows an import has not run, is counted first.
    """
    answered = {
        contact for contact, answer in answers_of(owner).items() if answer.would_ask or answer.would_help
    }
    ids = Tie.objects.filter(owner=owner).order_by("contact_id").values_list("contact_id", flat=True)
    last = 0
    while batch := list(ids.filter(contact_id__gt=last)[:BATCH]):
        if behind := not_yet_counted(batch, zone_of(owner)):
            refresh_last_contact(owner, sorted(behind))
        settle_rhythms(owner, batch, at=at, answered=answered)
        last = batch[-1]
        beat()


def settle_after(owner_id: int, contact_ids: Sequence[int]) -> None:
    """Follow changed ties, within the transaction that changed them; six queries for any number of people."""
    settle_rhythms(Member.objects.get(pk=owner_id), contact_ids, at=timezone.now())


@transaction.atomic
def settle_rhythms(
    owner: Member, contact_ids: Sequence[int], *, at: datetime, answered: Collection[int] | None = None
) -> None:
    """Write when to think of these people next; five queries to read, two at most to write.

    ``answered`` are the cards the owner would ask or help; where it is not given, what was known of that stays.
    """
    ties = list(ties_in(owner.pk, contact_ids))
    there = {row.contact_id: row for row in Rhythm.objects.filter(contact__in=contact_ids)}
    if answered is None:
        answered = [pk for pk, row in there.items() if row.is_answered]
    facts = facts_of(ties, tag_cadences(owner.pk, contact_ids), answered, today_of(owner, at))
    told, off = told_on(contact_ids), put_off(contact_ids)
    rows = [_row(owner, tie, facts[tie.contact_id], told, off) for tie in ties]
    wanted = [row for row in rows if row.due_on or row.wakes_on or row.is_answered]
    changed = [row for row in wanted if _differs(row, there.get(row.contact_id))]
    Rhythm.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["contact"], update_fields=_WRITTEN, batch_size=500
    )
    if gone := there.keys() - {row.contact_id for row in wanted}:
        Rhythm.objects.filter(contact__in=gone).delete()


def _row(
    owner: Member, tie: Tie, facts: Facts, told: Mapping[int, date], off: Mapping[int, date | None]
) -> Rhythm:
    days, basis = rhythm_of(facts)
    once = strength_once(tie.evidence, tie.evidence_on, tie.half_life, facts.last_on)
    never = tie.contact_id in off and off[tie.contact_id] is None
    due_on = next_on(facts, told_on=told.get(tie.contact_id), later_on=off.get(tie.contact_id))
    return Rhythm(
        owner=owner,
        contact_id=tie.contact_id,
        days=days,
        basis=basis,
        rank=min(_RANKS[basis], _ANSWERED) if facts.is_answered else _RANKS[basis],
        is_answered=facts.is_answered,
        due_on=None if never else due_on,
        lost_on=lost_on(facts),
        once=once,
        wakes_on=wakes_on(facts.last_on, days) if once and facts.last_on else None,
        is_bridge=not tie.together and not tie.shares_work,
    )


def _differs(row: Rhythm, before: Rhythm | None) -> bool:
    return before is None or any(getattr(row, name) != getattr(before, name) for name in _WRITTEN)
