"""Whose books stand in the index as an earlier version put them in."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from comity.foundation.search.queries import old_scopes
from comity.people.contacts.queries.scope import owner_of
from comity.people.members.models import Member


def books_to_reindex(*, everybody: bool = False) -> QuerySet[Member]:
    """Return whose books are to be put into the index again, each with ``cards``, how many that is. Two queries."""
    cards = Count("contacts", filter=Q(contacts__deleted_at=None, contacts__merged_into=None))
    owners = Member.objects.annotate(cards=cards).order_by("pk")
    return owners if everybody else owners.filter(pk__in=[owner_of(scope) for scope in old_scopes()])
