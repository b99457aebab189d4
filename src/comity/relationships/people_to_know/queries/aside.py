from __future__ import annotations

from comity.people.members.models import Member
from comity.relationships.mutual.queries.ties import my_ties
from comity.relationships.people_to_know.models import NotThis


def aside_for(viewer: Member) -> set[int]:
    """Return whom (by id) not to suggest to the viewer: themselves, who is tied, and whom they put aside. Two queries."""
    tied = Member.objects.filter(my_ties(viewer, "pk", "")).order_by().values_list("pk", flat=True)
    put_aside = NotThis.objects.visible_to(viewer).values_list("member", flat=True)
    return {viewer.pk, *tied, *put_aside}
