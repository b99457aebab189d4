from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Invitation
from comity.people.members.rules.tokens import token_hash


def invitation_of(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation a link opens, with its inviter; None looks the same for every reason. One query."""
    open_ones = Invitation.objects.open_at(now).with_places_taken().select_related("inviter")
    found = open_ones.filter(token_hash=token_hash(token)).first()
    return found if found and found.taken < found.places else None  # type: ignore[attr-defined]
