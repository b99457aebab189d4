"""Which cards of an import their owner has worked on since."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from comity.doors.exchange.enums import State
from comity.doors.exchange.models import CardAddition, Import
from comity.people.contacts.models import Contact, ContactValue
from comity.relationships.ties.models import InteractionPerson, Tie


def touched_cards(upload: Import) -> QuerySet[Contact]:
    """Return cards the import brought that carry something of their owner's, or of a later import, by now."""
    if upload.completed_at is None:  # it broke on the way in: nobody has seen its cards
        return Contact.objects.none()
    cards = Contact.objects.filter(owner=upload.owner, origin=upload.origin_id)
    foreign = ~Q(origin=upload.origin_id) | Q(origin=None)
    values = ContactValue.objects.filter(foreign, contact=OuterRef("pk"))
    events = InteractionPerson.objects.filter(
        ~Q(interaction__origin=upload.origin_id) | Q(interaction__origin=None), contact=OuterRef("pk")
    )
    additions = CardAddition.objects.filter(contact=OuterRef("pk"), upload__state=State.DONE)
    ties = Tie.objects.filter(contact=OuterRef("pk"), changed_at__gt=upload.completed_at)
    return cards.filter(
        Q(touched_at__gt=upload.completed_at)
        | Exists(values)
        | Exists(events)
        | Exists(additions.exclude(upload=upload))
        | Exists(ties)
        | Q(merged__isnull=False)
    ).distinct()
