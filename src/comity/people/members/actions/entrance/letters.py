"""Letters to people outside, sent only if they still may be at that moment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.enums import InvitationKind, Standing
from comity.people.members.models import Invitation, Member, Suppression
from comity.people.members.notices.invitation import invitation_letter
from comity.people.members.notices.letters import compose
from comity.people.members.rules.invitations import LETTER_GAP


def send_invitation(invitation_id: int, *, at: datetime) -> bool:
    """Send an invitation's letter; false where it was withdrawn, answered, or the address wants or had enough."""
    with transaction.atomic():
        invitation = _claim(invitation_id, at)
    if invitation is None:
        return False
    try:
        invitation_letter(invitation).send()
    except OSError:
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=None)
        raise
    return True


def _claim(invitation_id: int, at: datetime) -> Invitation | None:
    still_open = Invitation.objects.open_at(at).select_related("inviter").select_for_update(of=("self",))
    invitation = still_open.filter(pk=invitation_id, kind=InvitationKind.MAIL, acceptances=None).first()
    if invitation is None or Suppression.objects.filter(email_key=invitation.email_key).exists():
        return None
    lately = Invitation.objects.filter(email_key=invitation.email_key, sent_at__gt=at - LETTER_GAP)
    if lately.exists():
        return None
    invitation.sent_at = at  # before it leaves: a worker that dies now sends none, rather than two
    invitation.save(update_fields=["sent_at"])
    return invitation


def send_approval(member_id: int) -> None:
    """Tell a member that their account is open now."""
    member = Member.objects.filter(pk=member_id, standing=Standing.ACTIVE).first()
    if member:
        compose(member.email, "approved", {"member": member}, language=member.language).send()
