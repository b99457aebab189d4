from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import Base
from comity.people.notifications.enums import Channel, Weekday


def _signer() -> Signer:
    return Signer(
        salt="notifications.unsubscribe", sep="."
    )  # when it is used: settings may hold no secret yet


class PreferencesQuerySet(models.QuerySet["Preferences"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()

    def of_token(self, token: str) -> tuple[Preferences, str] | None:
        """Return whose mail of which kind a link out of a mail ends, or None if we signed no such link."""
        try:
            public_id, kind = _signer().unsign_object(token)
        except (BadSignature, ValueError, TypeError):
            return None
        found = self.select_related("owner").filter(public_id=public_id, owner__is_active=True).first()
        return (found, kind) if found else None

    def with_letter(self) -> Self:
        return self.filter(letter_on=True, mail_off_at=None, owner__is_active=True)


class Preferences(Base):
    """When and where mail reaches a member."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    address = models.EmailField(_("address"), max_length=254, blank=True)  # empty: the main one
    mail_off_at = models.DateTimeField(null=True, blank=True)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    letter_on = models.BooleanField(_("send me the weekly letter"), default=True)
    letter_day = models.PositiveSmallIntegerField(_("day"), choices=Weekday, default=Weekday.MONDAY)
    letter_hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    next_letter_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_letter_at = models.DateTimeField(null=True, blank=True)

    objects = PreferencesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="notifications_quiet_has_both_ends",
            )
        ]

    def __str__(self) -> str:
        return f"notices of {self.owner}"

    def token_for(self, kind: str) -> str:
        """Return what stands in the link that ends mails of a kind; the same in every mail, and it does not expire."""
        return _signer().sign_object([self.public_id, kind])


class KindChoiceQuerySet(models.QuerySet["KindChoice"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class KindChoice(models.Model):
    """How a member wants to hear of one kind of thing, where they chose."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=6, choices=Channel)

    objects = KindChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind"], name="notifications_one_choice_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.channel}"
