"""Inviting somebody, withdrawing it, and being let in by it: an act of both."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from comity.foundation.audit.actions import record
from comity.foundation.core.queue import enqueue
from comity.foundation.quotas.actions import spend
from comity.people.members.enums import InvitationKind
from comity.people.members.models import Acceptance, Invitation, Member, Suppression
from comity.people.members.registry import INVITED, on_acceptance
from comity.people.members.rules import invitations as rules
from comity.people.members.rules.tokens import email_key, new_token, token_hash


class InvitationNotValid(Exception):
    """The invitation was withdrawn, is too old, or has no place left."""


class InvitedAlready(Exception):
    """The member has invited this address already."""


class TooSoon(Exception):
    """The address had its letter a short while ago, or its reminder as well."""


def invite_by_link(*, by: Member, places: int, days: int, note: str, at: datetime) -> Invitation:
    """Make a link that lets ``places`` people in within ``days``."""
    places = min(places, rules.most_places(is_operator=by.is_operator))
    lasts = timedelta(days=min(days, rules.LONGEST_DAYS))
    return _invite(by, at, lasts, kind=InvitationKind.LINK, places=places, note=note)


def invite_by_mail(*, by: Member, email: str, note: str, at: datetime) -> Invitation:
    """Invite one address. Its answer, its "never again" and its having an account all look alike to ``by``."""
    email = email.strip().lower()
    key = email_key(email)
    with transaction.atomic():
        mine = Invitation.objects.visible_to(by).filter(email_key=key, revoked_at=None)
        mine.filter(expires_at__lte=at).update(revoked_at=at)
        if mine.exists():
            raise InvitedAlready
        made = _invite(
            by,
            at,
            rules.LETTER_LASTS,
            kind=InvitationKind.MAIL,
            email=email,
            email_key=key,
            note=note,
            asked_at=at,
        )
        enqueue("members.send_invitation", {"invitation": made.pk}, unique=f"invitation:{made.pk}")
    return made


@transaction.atomic
def _invite(by: Member, at: datetime, lasts: timedelta, **fields: object) -> Invitation:
    token = new_token()
    spend(by=by, kind=INVITED, keys=[str(fields.get("email_key") or token)], at=at)
    made = Invitation.objects.create(
        inviter=by,
        token=token,
        token_hash=token_hash(token),
        created_at=at,
        expires_at=at + lasts,
        **fields,
    )
    record(by, "members.invited", made, at=at)
    return made


@transaction.atomic
def remind(*, by: Member, public_id: str, at: datetime) -> Invitation:
    """Send the letter once more, a week after the first; raise ``Invitation.DoesNotExist`` or ``TooSoon``."""
    invitation = (
        Invitation.objects.visible_to(by)
        .open_at(at)
        .select_for_update(of=("self",))
        .get(public_id=public_id, kind=InvitationKind.MAIL, acceptances=None)
    )
    # What the inviter may ask hangs on their own asking alone, not on whether a letter really left.
    if not rules.may_write(letters=invitation.asked, last_letter_at=invitation.asked_at, now=at):
        raise TooSoon
    invitation.asked, invitation.asked_at = invitation.asked + 1, at
    invitation.save(update_fields=["asked", "asked_at"])
    enqueue("members.send_invitation", {"invitation": invitation.pk}, unique=f"invitation:{invitation.pk}")
    return invitation


@transaction.atomic
def revoke(*, by: Member, public_id: str, at: datetime) -> None:
    """Withdraw an invitation; who came in by it stays. Raise ``Invitation.DoesNotExist`` for another's."""
    invitation = Invitation.objects.visible_to(by).get(public_id=public_id)
    if invitation.revoked_at is None:
        invitation.revoked_at = at
        invitation.save(update_fields=["revoked_at"])
        record(by, "members.withdrew", invitation, at=at)


@transaction.atomic
def take_place(invitation: Invitation, member: Member, *, at: datetime) -> Acceptance:
    """Give ``member`` a place on the invitation; the last one goes to one person only."""
    locked = Invitation.objects.select_for_update(of=("self",)).open_at(at).filter(pk=invitation.pk).first()
    if locked is None:
        raise InvitationNotValid
    mine = locked.acceptances.filter(member=member).first()
    if mine:
        return mine
    if locked.acceptances.count() >= locked.places:
        raise InvitationNotValid
    return Acceptance.objects.create(invitation=locked, member=member, taken_at=at)


@transaction.atomic
def accept(invitation: Invitation, *, by: Member, at: datetime) -> Acceptance:
    """Accept as a member who is in already: the two have said yes to each other."""
    if invitation.inviter_id == by.pk:
        raise InvitationNotValid
    place = take_place(invitation, by, at=at)
    confirm_places(by, at=at)
    return place


@transaction.atomic
def confirm_places(member: Member, *, at: datetime) -> int:
    """Mark that ``member`` is really in; return how many invitations that answers."""
    taken = Acceptance.objects.filter(member=member, confirmed_at=None)
    places = list(taken.select_related("invitation__inviter", "member"))
    confirmed = [place for place in places if taken.filter(pk=place.pk).update(confirmed_at=at)]
    for place in confirmed:
        place.confirmed_at = at
        for follow in on_acceptance.values():
            follow(place, at)
    return len(confirmed)


@transaction.atomic
def never_again(token: str, *, at: datetime) -> None:
    """Let the address behind a mailed link never be written to again, however old the link is."""
    invitation = Invitation.objects.filter(token_hash=token_hash(token), kind=InvitationKind.MAIL).first()
    if invitation:
        Suppression.objects.get_or_create(email_key=invitation.email_key, defaults={"said_at": at})
