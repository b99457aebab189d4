"""What a member shares with another, on the other's card of them: a new card, or lines and fields it lacked."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.people.contacts.actions.cards import FIELDS, Typed, create_contact
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.actions.shelving import delete_contacts
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.rules.lines import normal_of
from comity.people.members.models import Member


@transaction.atomic
def create_shared_card(
    *, owner: Member, sharer: Member, shared: Typed, at: datetime, came: str = ""
) -> Contact:
    """Add to the book of ``owner`` a card that ``sharer`` filled; ``came`` says how, else their name does."""
    origin = _origin(owner, sharer, at, came)
    return create_contact(by=owner, typed=shared, at=at, origin=origin)


@transaction.atomic
def add_shared(
    *, owner: Member, sharer: Member, contact: Contact, shared: Typed, at: datetime, came: str = ""
) -> Contact:
    """Add to a card what it lacks of what ``sharer`` shares; what stands there already stays as it is."""
    contact = Contact.objects.select_for_update().visible_to(owner).get(pk=contact.pk)
    origin = _origin(owner, sharer, at, came)
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


@transaction.atomic
def take_back_shared(
    *, owner: Member, contact: Contact, shared_at: datetime, at: datetime, keep: bool
) -> None:
    """Take off a card what was shared at that moment; a card that came of it goes too.

    It stays if it is to be kept, or holds anything that came from elsewhere.
    """
    origins = Origin.objects.filter(owner=owner, kind=OriginKind.MEMBER, at=shared_at)
    contact = Contact.objects.select_for_update().visible_to(owner).get(pk=contact.pk)
    on_card = {
        contact.origin_id,
        *contact.field_origins.values(),
        *contact.values.values_list("origin", flat=True),
    }
    ids = on_card & set(origins.values_list("pk", flat=True))
    contact.values.filter(origin__in=ids).delete()
    came_from = {name: contact.field_origins.get(name, contact.origin_id) for name in FIELDS}
    # A card that stays keeps its name: without one nobody could be known by it.
    taken = [name for name, origin in came_from.items() if origin in ids and name != "full_name"]
    for name in taken:
        setattr(contact, name, "")
        contact.field_origins.pop(name, None)
    contact.save(update_fields=[*taken, "field_origins", "changed_at"])
    is_of_it = all(origin in ids for name, origin in came_from.items() if getattr(contact, name))
    if contact.origin_id in ids and is_of_it and not contact.values.exists() and not keep:
        delete_contacts(by=owner, ids=[contact.public_id], at=at)
    else:
        origins.filter(pk__in=ids - {contact.origin_id}).delete()
        reindex(owner, [contact.pk])


def _origin(owner: Member, sharer: Member, at: datetime, came: str) -> Origin:
    return Origin.objects.create(owner=owner, kind=OriginKind.MEMBER, file=(came or sharer.name)[:200], at=at)
