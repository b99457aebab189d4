from __future__ import annotations

from collections.abc import Iterable

from comity.people.members.models import Acceptance


def linked_by_invitation(member_id: int) -> Iterable[int]:
    """Yield who invited this member and whom they brought in: both said yes. Two queries."""
    places = Acceptance.objects.filter(confirmed_at__isnull=False)
    yield from places.filter(member=member_id).values_list("invitation__inviter", flat=True)
    yield from places.filter(invitation__inviter=member_id).values_list("member", flat=True)
