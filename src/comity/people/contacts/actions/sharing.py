"""What a member shares with another, on the other's card of them: a new card, or lines and fields it lacked."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.people.contacts.actions.cards import FIELDS, Typed, create_contact
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.rules.lines import normal_of
from comity.people.members.models import Member


@transaction.atomic
def create_shared_card(*, owner: Member, sharer: Member, shared: Typed, at: datetime) -> Contact:
    """Add to the book of ``owner`` a card that ``sharer`` filled."""
    origin = _origin(owner, sharer, at)
    return create_contact(by=owner, typed=shared, at=at, origin=origin)


@transaction.atomic
def add_shared(*, owner: Member, sharer: Member, contact: Contact, shared: Typed, at: datetime) -> Contact:
    """Add to a card what it lacks of what ``sharer`` shares; what stands there already stays as it is."""
    contact = Contact.objects.select_for_update().visible_to(owner).get(pk=contact.pk)
    origin = _origin(owner, sharer, at)
    filled = [name for name in FIELDS if shared.fields.get(name) and not getattr(contact, name)]
    for name in filled:
        limit = Contact._meta.get_field(name).max_length  # type: ignore[union-attr]  # a column of ours
        setattr(contact, name, shared.fields[name][:limit])
        contact.field_origins[name] = origin.pk
    contact.touched_at = at
    contact.save(update_fields=[*filled, "field_origins", "touched_at", "changed_at"])
    there = set(contact.values.values_list("kind", "normal"))
    for place, line in enumerate(shared.lines, start=contact.values.count()):
        normal = normal_of(line.kind, line.value, settings.DEFAULT_REGION)[:500]
        if (line.kind, normal) not in there:
            there.add((line.kind, normal))
            ContactValue.objects.create(
                contact=contact,
                kind=line.kind,
                value=line.value,
                label=line.label[:60],
                normal=normal,
                origin=origin,
                position=place,
            )
    reindex(owner, [contact.pk])
    return contact


def _origin(owner: Member, sharer: Member, at: datetime) -> Origin:
    return Origin.objects.create(owner=owner, kind=OriginKind.MEMBER, file=sharer.name[:200], at=at)
