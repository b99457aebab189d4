"""What follows from an import: people are found, and each tie is scored."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from comity.doors.exchange.actions.columns import insert_rows, set_columns
from comity.doors.exchange.actions.steps import BATCH, Run
from comity.doors.exchange.enums import Outcome, Phase, State
from comity.doors.exchange.models import FoundPerson, Import
from comity.foundation.core.ids import new_public_id
from comity.foundation.core.statistics import look_anew
from comity.people.contacts.actions.finding import reindex
from comity.relationships.ties.actions.settling import SCORED, refresh_last_contact, scores_of
from comity.relationships.ties.models import InteractionPerson, Tie
from comity.relationships.touch.actions.settling import settle_book
from comity.relationships.touch.models import Rhythm

MANY = 500  # rows, from which on an import changes what the database thinks of its tables
_AT_ONCE = 2 * BATCH  # each time writes most shelves of the index once, so fewer times are cheaper


def settle_new(run: Run) -> None:
    """Prepare the cards that are still hidden: search and lists leave them out until they are shown."""
    new: list[Any] = list(
        FoundPerson.objects.filter(upload=run.upload, outcome=Outcome.ADDED, contact__isnull=False)
        .order_by("pk")
        .values_list("contact_id", flat=True)
    )
    run.start(Phase.SEARCH, total=len(new))
    for start in range(0, len(new), _AT_ONCE):
        batch = new[start : start + _AT_ONCE]
        with run.step(len(batch)):
            _write_scores(run.upload, batch)
            reindex(run.upload.owner, batch)


def settle_known(pk: int) -> None:
    """Bring the cards up to date that were in the book before; safe to run again."""
    upload = Import.objects.select_related("owner").filter(pk=pk).first()
    if upload is None:
        return
    known = FoundPerson.objects.filter(upload=upload, contact__isnull=False, contact__pending_import=None)
    if upload.state == State.DONE:  # what it added was settled before it was shown
        known = known.exclude(outcome=Outcome.ADDED)
    changed = _contacts(known.filter(Q(outcome=Outcome.MERGED) | Q(interactions__isnull=False)))
    for start in range(0, len(changed), _AT_ONCE):
        batch = changed[start : start + _AT_ONCE]
        refresh_last_contact(upload.owner, batch)
        reindex(upload.owner, batch)
    settle_book(upload.owner, at=timezone.now())
    if sum(upload.counts.values()) >= MANY:
        look_anew(Tie, InteractionPerson, Rhythm)


def _contacts(people: QuerySet[FoundPerson]) -> list[int]:
    found = people.exclude(contact=None).values_list("contact_id", flat=True).distinct()
    return sorted(contact for contact in found if contact)


def _write_scores(upload: Import, people: Sequence[int]) -> None:
    """Give new cards with interactions a tie that is scored as if the import were shown already."""
    scores = scores_of(upload.owner, people, shown_by=upload.pk)
    values = attrgetter(*SCORED)
    ties = dict(Tie.objects.filter(contact__in=scores).values_list("contact_id", "pk"))
    set_columns(
        Tie,
        SCORED,
        [(ties[contact], *values(score)) for contact, score in scores.items() if contact in ties],
    )
    now = timezone.now()
    insert_rows(
        Tie,
        ("contact", "public_id", *SCORED),
        [
            (contact, new_public_id(), *values(score))
            for contact, score in scores.items()
            if contact not in ties
        ],
        owner=upload.owner_id,
        created_at=now,
        changed_at=now,
    )
