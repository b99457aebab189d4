"""What a file says happened between the owner and people, as interactions nobody sees until the import completes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from comity.doors.exchange.actions.columns import insert_rows, set_columns
from comity.doors.exchange.enums import Outcome
from comity.doors.exchange.models import FoundInteraction, FoundPerson, Import
from comity.foundation.core.ids import new_public_id
from comity.relationships.ties.enums import Source, Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.ties.rules.strength import Happened

# An instance for each of a hundred thousand days would take longer than to write it.
OF_A_DAY = (
    "pk", "person_id", "others", "kind", "direction", "status", "on", "count", "summary", "key",
)  # fmt: skip


def add_history(upload: Import, found: Sequence[Any]) -> None:
    """Write found interactions, given by ``OF_A_DAY``, with their people, within the caller's transaction."""
    numbers = {pk for one in found for pk in (one.person_id, *one.others)}
    with_card = FoundPerson.objects.filter(pk__in=numbers, contact__isnull=False)
    people_of = list(with_card.values_list("pk", "contact_id", "outcome"))
    contacts = {pk: contact for pk, contact, _ in people_of}
    new = {contact for _, contact, outcome in people_of if outcome == Outcome.ADDED}
    kept = [(one, _contacts_of(one, contacts)) for one in found]
    kept = [(one, people) for one, people in kept if people]
    now = timezone.now()
    named = [(one, new_public_id()) for one, _ in kept]
    insert_rows(
        Interaction,
        ("kind", "direction", "on", "count", "summary", "status", "key", "public_id"),
        [
            (one.kind, one.direction, one.on, one.count, one.summary, one.status, one.key, public_id)
            for one, public_id in named
        ],
        owner=upload.owner_id,
        source=Source.IMPORT,
        origin=upload.origin_id,
        pending_import=upload.pk,
        created_at=now,
        changed_at=now,
    )
    here = Interaction.objects.filter(public_id__in=[public_id for _, public_id in named]).order_by()
    written = dict(here.values_list("public_id", "pk"))
    ids = {one.pk: written[public_id] for one, public_id in named}
    insert_rows(
        InteractionPerson,
        ("interaction", "contact", "counts_on", "is_both"),
        [
            (ids[one.pk], contact, *_counts(one, is_new=contact in new))
            for one, people in kept
            for contact in people
        ],
    )
    set_columns(
        FoundInteraction, ["interaction", "is_applied"], [(one.pk, ids.get(one.pk), True) for one in found]
    )


def _counts(one: Any, *, is_new: bool) -> tuple[date | None, bool]:
    """Return the day it counts on and whether both took part; with people known before it counts once it is shown."""
    counts = is_new and one.status == Status.CONFIRMED
    return (one.on if counts else None), Happened(one.kind, one.direction, one.on).is_both


def _contacts_of(one: Any, contacts: dict[int, int]) -> list[int]:
    people = (contacts.get(pk) for pk in (one.person_id, *one.others))
    return list(dict.fromkeys(contact for contact in people if contact))
