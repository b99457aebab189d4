from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.members.enums import InvitationKind
from comity.people.members.models.account import Member


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, viewer: Member) -> Self:
        """An invitation is its inviter's alone; whoever is invited holds its link instead."""
        return self.filter(inviter=viewer)

    def open_at(self, now: datetime) -> Self:
        """Keep those a link still opens; one that is used up has no place left."""
        return self.filter(revoked_at=None, expires_at__gt=now, inviter__is_active=True)

    def with_room(self) -> Self:
        """Keep those with a place left."""
        return self.annotate(taken=models.Count("acceptances")).filter(taken__lt=models.F("places"))


class Invitation(Base):
    """One member's word that somebody may come in, by a link to pass on or by a mail to one address."""

    inviter = models.ForeignKey(Member, models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=4, choices=InvitationKind, default=InvitationKind.LINK)
    token = SealedTextField()  # sealed, not hashed: the inviter may read the link again
    token_hash = models.CharField(max_length=64, unique=True)
    email = SealedTextField(blank=True)
    email_key = models.CharField(max_length=64, blank=True, db_index=True)
    note = models.TextField(_("a few words"), max_length=600, blank=True)
    places = models.PositiveSmallIntegerField(_("for how many people"), default=1)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(default=1)  # how often the inviter asked for a letter
    asked_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # when one really left; no page shows it

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["inviter", "email_key"],
                condition=models.Q(kind=InvitationKind.MAIL, revoked_at=None),
                name="members_one_invitation_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.inviter}"


class Acceptance(models.Model):
    """A place on an invitation: taken at sign-up, confirmed once the person is really in."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="acceptances")
    member = models.ForeignKey(Member, models.CASCADE, related_name="accepted_invitations")
    taken_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "member"], name="members_accept_once")]

    def __str__(self) -> str:
        return f"{self.member} accepted {self.invitation}"


class Suppression(models.Model):
    """An address that said "never again"; only its key is kept, which nobody can read back."""

    email_key = models.CharField(max_length=64, unique=True)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"never again since {self.said_at:%Y-%m-%d}"
