"""What a file says happened between the owner and people, as interactions nobody sees until the import completes."""

from __future__ import annotations

from collections.abc import Sequence

from comity.doors.exchange.actions.columns import set_columns
from comity.doors.exchange.models import FoundInteraction, FoundPerson, Import
from comity.relationships.ties.enums import Source
from comity.relationships.ties.models import Interaction, InteractionPerson


def add_history(upload: Import, found: Sequence[FoundInteraction]) -> None:
    """Write found interactions with their people, within the caller's transaction."""
    numbers = {pk for one in found for pk in (one.person_id, *one.others)}
    contacts = dict(
        FoundPerson.objects.filter(pk__in=numbers, contact__isnull=False).values_list("pk", "contact_id")
    )
    kept = [(one, _contacts_of(one, contacts)) for one in found]
    kept = [(one, people) for one, people in kept if people]
    written = [
        Interaction(
            owner=upload.owner,
            kind=one.kind,
            direction=one.direction,
            on=one.on,
            count=one.count,
            summary=one.summary,
            source=Source.IMPORT,
            status=one.status,
            key=one.key,
            origin=upload.origin,
            pending_import=upload.pk,
        )
        for one, _ in kept
    ]
    Interaction.objects.bulk_create(written)
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=interaction, contact_id=contact)
        for interaction, (_, people) in zip(written, kept, strict=True)
        for contact in people
    )
    ids = {one.pk: interaction.pk for (one, _), interaction in zip(kept, written, strict=True)}
    set_columns(
        FoundInteraction, ["interaction", "is_applied"], [(one.pk, ids.get(one.pk), True) for one in found]
    )


def _contacts_of(one: FoundInteraction, contacts: dict[int, int]) -> list[int]:
    people = (contacts.get(pk) for pk in (one.person_id, *one.others))
    return list(dict.fromkeys(contact for contact in people if contact))
