"""What follows from changed cards and interactions, in bulk: last contact, and what people are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Max

from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.registry import Texts
from comity.people.members.models import Member
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import InteractionPerson, Tie

_AT_ONCE = 10_000
_TAG, _HOW_MET = 6, 3


def settle(owner: Member, contact_ids: Iterable[int]) -> None:
    """Bring these people of ``owner`` up to date after cards, tags or interactions changed; any number."""
    ids = iter(contact_ids)
    while batch := list(islice(ids, _AT_ONCE)):
        with transaction.atomic():
            refresh_last_contact(owner, batch)
            reindex(owner, batch)


def refresh_last_contact(owner: Member, contact_ids: Sequence[int]) -> None:
    """Write the day of the last confirmed interaction to each tie; ties that are missing are made."""
    seen = InteractionPerson.objects.filter(
        contact__in=contact_ids,
        contact__owner=owner,
        interaction__status=Status.CONFIRMED,
        interaction__pending_import=None,
    )
    last = dict(
        seen.values_list("contact").annotate(last=Max("interaction__on")).values_list("contact", "last")
    )
    there = {
        tie.contact_id: tie for tie in Tie.objects.filter(owner=owner, contact__in=contact_ids).defer("notes")
    }
    Tie.objects.bulk_create(
        Tie(owner=owner, contact_id=contact, last_on=on)
        for contact, on in last.items()
        if contact not in there
    )
    stale = [tie for contact, tie in there.items() if tie.last_on != last.get(contact)]
    for tie in stale:
        tie.last_on = last.get(tie.contact_id)
    Tie.objects.bulk_update(stale, ["last_on"], batch_size=500)


def words_of_ties(contact_ids: Sequence[int]) -> Texts:
    """Return tags and how they met, by which people are found; notes are sealed and never indexed."""
    texts: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    ties = Tie.objects.filter(contact__in=contact_ids)
    for contact, tag in ties.filter(tags__isnull=False).values_list("contact_id", "tags__name"):
        texts[contact].append((tag, _TAG))
    for contact, how in ties.exclude(how_met="").values_list("contact_id", "how_met"):
        texts[contact].append((how, _HOW_MET))
    return texts
