"""Noting many things at once: a past that was kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import Happening, NotYet, WithOneself
from comity.relationships.ties.actions.settling import settle
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.ties.queries.oneself import is_oneself


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened, the cards of those who were there, and when it was noted."""

    happening: Happening
    contacts: tuple[int, ...]
    noted_at: datetime


@transaction.atomic
def log_interactions(*, by: Member, pasts: Sequence[Past], today: date) -> list[Interaction]:
    """Note all of these as ``log_interaction`` does each, and count every tie once; nothing if one of them cannot be.

    Two inserts for any number, and what ``settle`` costs.
    """
    if any(past.happening.fields["on"] > today for past in pasts):
        raise NotYet
    met = sorted({pk for past in pasts for pk in past.contacts})
    mine = list(Contact.objects.visible_to(by).filter(pk__in=met, merged_into=None))
    if len(mine) < len(met) or not all(past.contacts for past in pasts):
        raise Contact.DoesNotExist
    if oneself := is_oneself(by, mine):
        raise WithOneself(oneself.full_name)
    kept = Interaction.objects.bulk_create(
        Interaction(owner=by, created_at=past.noted_at, **past.happening.fields) for past in pasts
    )
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=interaction, contact_id=pk)
        for interaction, past in zip(kept, pasts, strict=True)
        for pk in past.contacts
    )
    settle(by, met)
    return kept
