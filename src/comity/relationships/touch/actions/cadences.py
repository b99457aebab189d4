"""How often the owner wants to get back: to one person, or to all who have a tag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.models import Tag, Tie
from comity.relationships.touch.actions.settling import BATCH, settle_rhythms
from comity.relationships.touch.models import TagCadence
from comity.relationships.touch.rules.rhythm import LONGEST


class NoSuchCadence(ValueError):
    """Between a day and ten years."""


@transaction.atomic
def choose_cadence(*, by: Member, contact: Contact, days: int | None, at: datetime) -> int | None:
    """Get back to one person every so many days, or as it comes; return what was chosen before."""
    _check(days)
    contact = Contact.objects.select_for_update().visible_to(by).get(pk=contact.pk)
    tie, _ = Tie.objects.get_or_create(owner=by, contact=contact)
    before, tie.cadence_days = tie.cadence_days, days
    tie.save(update_fields=["cadence_days", "changed_at"])
    settle_rhythms(by, [contact.pk], at=at)
    return before


@transaction.atomic
def choose_tag_cadences(*, by: Member, days: Mapping[str, int | None], at: datetime) -> None:
    """Get back to all who have a tag every so many days, by its name; None takes that away."""
    tags = {tag.name: tag for tag in Tag.objects.filter(owner=by, name__in=days)}
    before = dict(TagCadence.objects.filter(tag__in=tags.values()).values_list("tag__name", "days"))
    changed = {name: days[name] for name in tags if days[name] != before.get(name)}
    for name, chosen in changed.items():
        _check(chosen)
        if chosen is None:
            TagCadence.objects.filter(tag=tags[name]).delete()
        else:
            TagCadence.objects.update_or_create(tag=tags[name], defaults={"owner": by, "days": chosen})
    people = list(
        Tie.objects.filter(owner=by, tags__name__in=changed).values_list("contact_id", flat=True).distinct()
    )
    for start in range(0, len(people), BATCH):
        settle_rhythms(by, people[start : start + BATCH], at=at)


def _check(days: int | None) -> None:
    if days is not None and not 1 <= days <= LONGEST:
        raise NoSuchCadence
