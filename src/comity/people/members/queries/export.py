"""What the archive of an account says of the account itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from comity.people.members.models import Acceptance, Invitation, Member


def export_account(member: Member) -> Iterator[tuple[str, Any]]:
    """Yield the account, how it is signed in to, and its invitations; no secret and no other member's address."""
    yield (
        "account.json",
        {
            "id": member.public_id,
            "name": member.name,
            "email": member.email,
            "addresses": _rows(EmailAddress.objects.filter(user=member), "email", "verified", "primary"),
            "language": member.language,
            "time_zone": member.time_zone,
            "standing": member.standing,
            "is_operator": member.is_operator,
            "joined_at": member.joined_at.isoformat(),
            "has_password": member.has_usable_password(),
            "second_steps": _rows(
                Authenticator.objects.filter(user=member), "type", "created_at", "last_used_at"
            ),
            "other_accounts": _rows(
                SocialAccount.objects.filter(user=member), "provider", "uid", "date_joined"
            ),
            "sessions": _rows(
                UserSession.objects.filter(user=member), "ip", "user_agent", "created_at", "last_seen_at"
            ),
        },
    )
    if made := list(Invitation.objects.visible_to(member).order_by("pk")):
        yield "invitations.json", [_invitation(invitation) for invitation in made]
    accepted = Acceptance.objects.filter(member=member).select_related("invitation__inviter")
    if rows := [_acceptance(place) for place in accepted]:
        yield "accepted_invitations.json", rows


def _rows(rows: Any, *columns: str) -> list[dict[str, Any]]:
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
        for row in rows.order_by("pk").values(*columns)
    ]


def _invitation(invitation: Invitation) -> dict[str, Any]:
    return {
        "kind": invitation.kind,
        "email": invitation.email,
        "note": invitation.note,
        "places": invitation.places,
        "made_at": invitation.created_at.isoformat(),
        "expires_at": invitation.expires_at.isoformat(),
        "withdrawn_at": invitation.revoked_at.isoformat() if invitation.revoked_at else None,
    }


def _acceptance(place: Acceptance) -> dict[str, Any]:
    return {"invited_by": place.invitation.inviter.name, "at": place.taken_at.isoformat()}
