"""Inviting somebody, and being let in by it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.models import Acceptance, Invitation, Member


class InvitationNotValid(Exception):
    """The invitation was withdrawn, is too old, or has no place left."""


@transaction.atomic
def take_place(invitation: Invitation, member: Member, *, at: datetime) -> Acceptance:
    """Give ``member`` a place on the invitation; the last one goes to one person only."""
    locked = Invitation.objects.select_for_update().open_at(at).filter(pk=invitation.pk).first()
    if locked is None or locked.acceptances.count() >= locked.places:
        raise InvitationNotValid
    return Acceptance.objects.create(invitation=locked, member=member, taken_at=at)


def confirm_places(member: Member, *, at: datetime) -> int:
    """Mark that ``member`` is really in; return how many invitations that answers."""
    return Acceptance.objects.filter(member=member, confirmed_at=None).update(confirmed_at=at)
