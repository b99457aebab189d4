"""Two cards and one person: what looks so, what was joined, and what the owner said is not so."""

from __future__ import annotations

from typing import Self, TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import Base
from comity.people.contacts.models.card import Contact

M = TypeVar("M", bound=models.Model)


class OwnQuerySet(models.QuerySet[M]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class Merge(Base):
    """One card taken into another, with all that is needed to take them apart again."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Contact, models.CASCADE, related_name="taken_in")
    gone = models.ForeignKey(Contact, models.CASCADE, related_name="taken_by")
    filled = models.JSONField(_("fields the kept card lacked"), default=dict)
    moved = models.JSONField(_("values that changed cards"), default=list)
    followed = models.JSONField(_("what other apps moved"), default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet["Merge"].as_manager()

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Likeness(Base):
    """Two cards that look like one person, found by comparing the book with itself."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likenesses")
    one = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    is_certain = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)

    objects = OwnQuerySet["Likeness"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="contacts_likeness_once")]

    def __str__(self) -> str:
        return f"{self.one} ~ {self.other}"


class Apart(models.Model):
    """Two cards of which the owner said that they are two people; the lower id comes first."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_apart")
    one = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, related_name="+")

    objects = OwnQuerySet["Apart"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="contacts_apart_once")]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"
