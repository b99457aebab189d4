from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from comity.foundation.core.models import Base


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(recipient=viewer.pk) if viewer.is_authenticated else self.none()


class Notice(Base):
    """Something a member is told: a kind and the public id of what it is about; the words are found when it is read."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "about"], name="notifications_told_once_of_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
