from __future__ import annotations

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.relationships.mutual.models import MutualTie
from comity.relationships.mutual.registry import tell_lending_changed
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie


@transaction.atomic
def lend_tie(*, by: Member, other: Member, lends: Lending) -> Lending:
    """Say whether people are introduced to ``other``, over a mutual tie alone; return what was said before."""
    by, other = hold_pair(by, other)
    card = Contact.objects.visible_to(by).filter(member=other, merged_into=None).first()
    if card is None or not MutualTie.objects.live().between(by, other).exists():
        raise NotThere
    tie, _ = Tie.objects.get_or_create(owner=by, contact=card)
    before = Lending(tie.lends)
    tie.lends = lends
    tie.save(update_fields=["lends", "changed_at"])
    tell_lending_changed([(by.pk, other.pk)])
    return before
