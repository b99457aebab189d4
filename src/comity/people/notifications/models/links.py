from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.db import models

from comity.foundation.core.models import Base
from comity.foundation.mail.models import OutgoingMail


class OfferedActQuerySet(models.QuerySet["OfferedAct"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()

    def of_token(self, token: str) -> OfferedAct | None:
        """Return the act a link stands for, or None if we signed no such link."""
        offered = self.filter(public_id=token.partition(".")[0], owner__is_active=True).first()
        return offered if offered and offered.signed(token) else None


class OfferedAct(Base):
    """What a link in a mail does: one act on one thing, for the member the mail went to, once, until it expires."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offered_acts")
    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="offered_acts")
    act = models.CharField(max_length=60)
    of = models.CharField(max_length=60)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OfferedActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mail", "act", "of"], name="notifications_one_link_of_an_act")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.of}"

    @property
    def token(self) -> str:
        """Return what stands in the link: signed for this member, act and thing; older secrets still open it."""
        return self._signer.sign(self.public_id)

    def signed(self, token: str) -> bool:
        try:
            return self._signer.unsign(token) == self.public_id
        except BadSignature:
            return False

    @property
    def _signer(self) -> Signer:
        return Signer(salt=f"notifications.act:{self.owner_id}:{self.act}:{self.of}", sep=".")


class ReplyAddressQuerySet(models.QuerySet["ReplyAddress"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class ReplyAddress(models.Model):
    """The secret address under which one member answers one notice by mail; only its digest is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reply_addresses")
    mail = models.OneToOneField(OutgoingMail, models.CASCADE, related_name="reply_address")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    last_message = models.CharField(max_length=64, blank=True)  # its digest: one that comes twice counts once

    objects = ReplyAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
