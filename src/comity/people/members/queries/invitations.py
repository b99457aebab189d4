from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from comity.people.members.enums import InvitationKind, Standing
from comity.people.members.models import Acceptance, Invitation, Member
from comity.people.members.queries.blocks import not_blocked
from comity.people.members.rules.invitations import may_write
from comity.people.members.rules.tokens import token_hash


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One of a member's own invitations, as their page shows it."""

    public_id: str
    is_mail: bool
    email: str
    link: str
    created_at: datetime
    expires_at: datetime
    places: int
    accepted: int
    who: tuple[Member, ...]  # of those who accepted: who is there for the inviter now
    is_open: bool
    may_remind: bool


def invitation_of(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation a link opens, with its inviter; None looks the same for every reason. One query."""
    open_ones = Invitation.objects.open_at(now).with_room().select_related("inviter")
    return open_ones.filter(token_hash=token_hash(token)).first()


def invitations_of(member: Member, *, now: datetime) -> list[InvitationRow]:
    """Return a member's invitations of the last months, newest first, with who accepted; two queries."""
    accepted = Count("acceptances", filter=Q(acceptances__confirmed_at__isnull=False))
    there = Acceptance.objects.filter(
        not_blocked(member, "member"), member__standing=Standing.ACTIVE, confirmed_at__isnull=False
    )
    who = Prefetch("acceptances", there.select_related("member").order_by("taken_at"), to_attr="there")
    mine = Invitation.objects.visible_to(member).annotate(accepted=accepted).prefetch_related(who)
    return [_row(invitation, now) for invitation in mine[:200]]


def _row(invitation: Invitation, now: datetime) -> InvitationRow:
    accepted: int = invitation.accepted  # type: ignore[attr-defined]
    is_mail = invitation.kind == InvitationKind.MAIL
    is_open = invitation.revoked_at is None and invitation.expires_at > now and accepted < invitation.places
    asked = may_write(letters=invitation.asked, last_letter_at=invitation.asked_at, now=now)
    return InvitationRow(
        public_id=invitation.public_id,
        is_mail=is_mail,
        email=invitation.email,
        link=settings.BASE_URL + reverse("members:invitation", args=[invitation.token]),
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        places=invitation.places,
        accepted=accepted,
        who=tuple(place.member for place in invitation.there),  # type: ignore[attr-defined]
        is_open=is_open,
        may_remind=is_mail and is_open and asked,
    )
