from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.people.load.rules import MOST, USUAL


class WeeklyLoadQuerySet(models.QuerySet["WeeklyLoad"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """How much may be asked of a member is known to them alone."""
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class WeeklyLoad(models.Model):
    """How much a week may ask of a member; without a row it is the usual."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="weekly_load")
    per_week = models.PositiveSmallIntegerField(_("how much in a week"), default=USUAL)
    paused_until = models.DateField(_("nothing before"), null=True, blank=True)

    objects = WeeklyLoadQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(per_week__lte=MOST), name="load_not_too_much")]

    def __str__(self) -> str:
        return f"{self.per_week} a week"
