from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone


class NotThisQuerySet(models.QuerySet["NotThis"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """What somebody does not want to hear of is theirs alone."""
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class NotThis(models.Model):
    """A member's word that another is not to be suggested to them; the other is not told."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="not_these")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = NotThisQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "member"], name="people_to_know_not_this_once")
        ]

    def __str__(self) -> str:
        return f"not {self.member}"
