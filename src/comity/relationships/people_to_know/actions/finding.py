from __future__ import annotations

from datetime import datetime

from comity.foundation.quotas.actions import spend_what_fits
from comity.people.members.models import Member
from comity.relationships.people_to_know.enums import JOINED
from comity.relationships.people_to_know.queries.joined import Joined, joined_for


def find_joined(*, by: Member, at: datetime) -> list[Joined]:
    """Return who of one's own book has joined, as far as a day tells; beyond that it looks as if nobody else had.

    Six queries; nine where somebody is new since yesterday, and some more where a day tells no more.
    """
    found = joined_for(by)
    if not found:
        return []
    told = spend_what_fits(by=by, kind=JOINED, keys=[one.address for one in found], at=at)
    return [one for one in found if one.address in told]
