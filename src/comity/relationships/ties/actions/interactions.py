"""What happened between a member and their people: noted, confirmed, dismissed, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.enums import Source, Status
from comity.relationships.ties.models import Interaction, InteractionPerson


class NotYet(Exception):
    """What has not happened cannot be noted."""


@transaction.atomic
def log_interaction(
    *, by: Member, contacts: Sequence[Contact], kind: str, on: date, summary: str, today: date
) -> Interaction:
    """Note something that happened with these people of the member's book."""
    if on > today:
        raise NotYet
    mine = list(Contact.objects.visible_to(by).filter(pk__in=[contact.pk for contact in contacts]))
    if not mine:
        raise Contact.DoesNotExist
    interaction = Interaction.objects.create(
        owner=by, kind=kind, on=on, summary=clean_line(summary, 300), source=Source.TYPED
    )
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=interaction, contact=contact) for contact in mine
    )
    refresh_last_contact(by, [contact.pk for contact in mine])
    return interaction


@transaction.atomic
def set_status(*, by: Member, public_id: str, status: Status) -> Status:
    """Confirm a suggestion, dismiss what is not so, or take either back; return what it was before."""
    found = Interaction.objects.select_for_update().visible_to(by).get(public_id=public_id)
    before = Status(found.status)
    found.status = status
    found.save(update_fields=["status", "changed_at"])
    refresh_last_contact(by, list(found.presences.values_list("contact_id", flat=True)))
    return before
