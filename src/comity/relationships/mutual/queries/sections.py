"""What a member's page, a person's page and Today show of mutual ties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.enums import Answer, State
from comity.relationships.mutual.models import FavourAsk, TieRequest
from comity.relationships.mutual.queries.favours import favours_with, waiting_favours
from comity.relationships.mutual.queries.requests import standing_with, waiting_requests
from comity.relationships.mutual.queries.ties import tie_with
from comity.relationships.ties.enums import FavourState, Lending

_ON_TODAY = 2


def on_member_page(viewer: Member, owner: Member, at: datetime) -> dict[str, Any]:
    """Return what the viewer may do about a tie with the owner of the page. Two queries."""
    return {"standing": standing_with(viewer, owner, at), "member": owner}


def on_person_page(viewer: Member, contact: Contact, at: datetime) -> dict[str, Any] | None:
    """Return the mutual tie behind a card; nothing for one that is linked with nobody. One query, or none."""
    if contact.member_id is None:
        return None
    found = tie_with(viewer, contact.member_id)
    return None if found is None else {"tie": found, "choices": Lending.choices}


def favours_on_person_page(viewer: Member, contact: Contact, at: datetime) -> dict[str, Any]:
    """Return who helped whom, and whether a favour can be asked. One query; two or three for a member."""
    may_ask = contact.member_id is not None and tie_with(viewer, contact.member_id) is not None
    return {
        "contact": contact,
        "rows": favours_with(viewer, contact, at),
        "may_ask": may_ask,
        "states": FavourState.choices,
        "today": timezone.localdate(at),
    }


def on_today(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return who waits for the viewer, the first two, of both kinds if there are both.

    Two queries where nobody does, as on most days, else three or four.
    """
    is_asked = TieRequest.objects.filter(asked=viewer.pk, state=State.WAITING)
    of_favours = FavourAsk.objects.filter(asked=viewer.pk, state__in=[Answer.WAITING, Answer.LATER])
    if not is_asked.exists() and not of_favours.exists():
        return None
    requests, favours = waiting_requests(viewer, at), waiting_favours(viewer, at)
    if not requests and not favours:
        return None
    ties = requests[: _ON_TODAY - bool(favours)]
    return {
        "requests": ties,
        "favours": favours[: _ON_TODAY - len(ties)],
        "has_more": len(requests) + len(favours) > _ON_TODAY,
    }
