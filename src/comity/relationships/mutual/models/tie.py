from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from comity.foundation.core.models import Base
from comity.people.members.models import Member
from comity.relationships.mutual.enums import Via


class MutualTieQuerySet(models.QuerySet["MutualTie"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A mutual tie is seen by the two it joins."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(one=viewer.pk) | Q(other=viewer.pk))

    def live(self) -> Self:
        return self.filter(ended_at=None)

    def between(self, a: AbstractBaseUser, b: AbstractBaseUser) -> Self:
        low, high = sorted((a.pk, b.pk))
        return self.filter(one=low, other=high)


class MutualTie(Base):
    """Two members who both said yes to each other; it lasts until one of them ends it."""

    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # the lower id
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    via = models.CharField(max_length=10, choices=Via)
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MutualTieQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="mutual_in_order"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(ended_at=None), name="mutual_one_living_tie"
            ),
        ]
        indexes = [models.Index(fields=["other", "one"])]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"

    def of(self, member: AbstractBaseUser) -> Member:
        """Return the one whom ``member`` is tied with."""
        found: Member = self.other if member.pk == self.one_id else self.one
        return found
