"""What follows from changed cards and interactions, in bulk: how ties stand, and what people are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import islice

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery

from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.registry import Texts
from comity.people.members.models import Member
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie
from comity.relationships.ties.queries.common_work import sharing_work
from comity.relationships.ties.registry import after_settling
from comity.relationships.ties.rules.score import Score, score_of
from comity.relationships.ties.rules.strength import Happened, counted_on

SCORED = tuple(field.name for field in fields(Score))
_WHAT = tuple(
    f"interaction__{name}"
    for name in (
        "status", "pending_import", "on", "precision", "created_at", "kind", "direction", "is_mutual", "is_thanked",
    )
)  # fmt: skip
_AT_ONCE = 10_000
_TAG, _HOW_MET = 6, 3


def settle(owner: Member, contact_ids: Iterable[int]) -> None:
    """Bring these people of ``owner`` up to date after cards, tags or interactions changed; any number."""
    ids = iter(contact_ids)
    while batch := list(islice(ids, _AT_ONCE)):
        with transaction.atomic():
            refresh_last_contact(owner, batch)
            reindex(owner, batch)


@transaction.atomic
def refresh_last_contact(
    owner: Member, contact_ids: Sequence[int], *, without: Interaction | None = None
) -> None:
    """Count all confirmed interactions of these ties anew; ties that are missing are made.

    ``without`` leaves out one that is about to go.
    Four queries to read, and one for each few hundred ties, or presences, of which something is not as it was.
    """
    ties = Tie.objects.select_for_update().filter(owner=owner, contact__in=contact_ids).order_by("pk")
    there = {tie.contact_id: tie for tie in ties.defer("notes")}
    stale = []
    for contact, score in scores_of(owner, contact_ids, and_of=there, without=without).items():
        tie = there.get(contact) or Tie(owner=owner, contact_id=contact)
        if tie.pk is None or any(getattr(tie, name) != getattr(score, name) for name in SCORED):
            for name in SCORED:
                setattr(tie, name, getattr(score, name))
            stale.append(tie)
    write_scores(stale)


def scores_of(
    owner: Member,
    contact_ids: Sequence[int],
    *,
    and_of: Iterable[int] = (),
    shown_by: int | None = None,
    without: Interaction | None = None,
) -> dict[int, Score]:
    """Return the scores of those who have interactions, and of ``and_of``; note on their presences what counts.

    ``shown_by`` names an import that is still hidden and counts already.
    """
    presences = InteractionPerson.objects.filter(contact__in=contact_ids, contact__owner=owner)
    happened = _happened(presences.exclude(interaction=without) if without else presences, shown_by)
    people = happened.keys() | set(and_of)
    at_work = sharing_work(owner, people)
    return {pk: score_of(happened.get(pk, ()), shares_work=pk in at_work) for pk in people}


def write_scores(ties: Sequence[Tie]) -> None:
    """Write what is scored of these ties of one owner, nothing else of them, and say so to apps above."""
    # Named by contact alone: what is deferred stays unread, as it is not written.
    rows = [
        Tie(
            owner_id=tie.owner_id,
            contact_id=tie.contact_id,
            **{name: getattr(tie, name) for name in SCORED},
        )
        for tie in ties
    ]
    Tie.objects.bulk_create(rows, update_conflicts=True, unique_fields=["contact"], update_fields=SCORED)
    if rows:
        for follow in after_settling.values():
            follow(rows[0].owner_id, [tie.contact_id for tie in rows])


def _happened(presences: QuerySet[InteractionPerson], shown_by: int | None) -> dict[int, list[Happened]]:
    """Return what counts for each contact of these presences, and note on which day it does."""
    company = InteractionPerson.objects.filter(interaction=OuterRef("interaction")).order_by()
    others = Subquery(company.values("interaction").annotate(n=Count("pk")).values("n"))
    rows = presences.order_by().values_list("interaction", "contact", "counts_on", "is_both", others, *_WHAT)
    found: dict[int, list[Happened]] = defaultdict(list)
    stale = []
    for interaction, contact, noted_on, noted_both, others, status, pending, *what in rows:
        counts_on, is_both = None, noted_both
        if status == Status.CONFIRMED and pending in (None, shown_by):
            on, precision, made, kind, direction, is_mutual, is_thanked = what
            counts_on = counted_on(on, precision, made.date())
            one = Happened(kind, direction, counts_on, others, is_mutual, is_thanked)
            is_both = one.is_both
            found[contact].append(one)
        if (noted_on, noted_both) != (counts_on, is_both):
            stale.append(
                InteractionPerson(
                    interaction_id=interaction, contact_id=contact, counts_on=counts_on, is_both=is_both
                )
            )
    InteractionPerson.objects.bulk_create(
        stale,
        update_conflicts=True,
        unique_fields=["interaction", "contact"],
        update_fields=["counts_on", "is_both"],
    )
    return found


def words_of_ties(contact_ids: Sequence[int]) -> Texts:
    """Return tags and how they met, by which people are found; notes are sealed and never indexed."""
    texts: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    ties = Tie.objects.filter(contact__in=contact_ids)
    for contact, tag in ties.filter(tags__isnull=False).values_list("contact_id", "tags__name"):
        texts[contact].append((tag, _TAG))
    for contact, how in ties.exclude(how_met="").values_list("contact_id", "how_met"):
        texts[contact].append((how, _HOW_MET))
    return texts
