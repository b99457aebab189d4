"""An account on its way out: the file made for its owner, and what is left of one that was erased."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from comity.doors.exchange.enums import ExportState
from comity.foundation.core.models import Base


def export_name(run: ExportRun, filename: str) -> str:
    return f"exports/{run.public_id}.zip"


class ExportRunQuerySet(models.QuerySet["ExportRun"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()

    def unfinished(self) -> Self:
        return self.filter(state__in=[ExportState.WAITING, ExportState.RUNNING])

    def ready_at(self, now: datetime) -> Self:
        return self.filter(state=ExportState.READY, expires_at__gt=now)


class ExportRun(Base):
    """One making of a member's account file; the file is kept for a week."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=export_name, blank=True)
    size = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(state__in=[ExportState.WAITING, ExportState.RUNNING]),
                name="exchange_one_export_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"export {self.public_id}"


class ErasureReceipt(models.Model):
    """That an account was erased, and how much of what; nothing in it leads to whose it was."""

    number = models.CharField(max_length=22, unique=True)
    on = models.DateField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-on", "number"]

    def __str__(self) -> str:
        return self.number
