from __future__ import annotations

from django.conf import settings
from django.db import models


class Met(models.Model):
    """That a member met one person, pair or address in one way; by a keyed hash, for as long as it counts."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=32)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "key"], name="quotas_met_once")]
        indexes = [
            models.Index(fields=["owner", "kind", "first_at"], name="quotas_of_a_day"),
            models.Index(fields=["first_at"], name="quotas_by_age"),
        ]

    def __str__(self) -> str:
        return self.kind


class Reached(models.Model):
    """That a member reached a quota on a day, and how often they were turned away."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "on"], name="quotas_reached_once_a_day")
        ]
        indexes = [models.Index(fields=["on"], name="quotas_reached_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
