"""The invitation a visitor brought along, kept in their session until they are in."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from comity.people.members.models import Invitation
from comity.people.members.queries.invitations import invitation_of

_KEY = "members_invitation"


def remember_invitation(request: HttpRequest, token: str) -> None:
    request.session[_KEY] = token


def invitation_in_hand(request: HttpRequest) -> Invitation | None:
    """Return the invitation this visitor opened, if it is still good."""
    token = request.session.get(_KEY)
    return invitation_of(token, now=timezone.now()) if token else None


def forget_invitation(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
