from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact
from comity.people.contacts.rules.keys import email_key
from comity.people.members.enums import InvitationKind
from comity.people.members.models import Acceptance, Invitation
from comity.people.notifications.actions.telling import notify
from comity.relationships.mutual.actions.joining import CannotJoin, Side, join_members
from comity.relationships.mutual.enums import MADE, Via


def join_by_invitation(place: Acceptance, at: datetime) -> None:
    """Tie who invited one address by name with who accepted; a link that is passed on names nobody and ties nobody."""
    invitation = place.invitation
    if invitation.kind != InvitationKind.MAIL:
        return
    with suppress(CannotJoin):
        tie = join_members(
            one=invitation.inviter,
            other=place.member,
            via=Via.INVITATION,
            at=at,
            by_one=Side(card=_invited_card(invitation)),
        )
        notify(recipient=invitation.inviter, kind=MADE, about=tie.public_id, at=at)


def _invited_card(invitation: Invitation) -> Contact | None:
    """Return the inviter's only card with the address they chose to write to."""
    if not (key := email_key(invitation.email)):
        return None
    mine = Contact.objects.visible_to(invitation.inviter).filter(merged_into=None)
    cards = mine.filter(
        values__kind=ValueKind.EMAIL, values__normal=key, values__pending_import=None
    ).distinct()[:2]
    return cards[0] if len(cards) == 1 else None
