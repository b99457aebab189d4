from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """That somebody did something to something, and when; a small detail in the words of the verb's text."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="audit_entries"
    )
    verb = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=40, blank=True)  # the public id, where the thing has one
    at = models.DateTimeField(default=timezone.now, editable=False)
    detail = models.JSONField[dict[str, Any], dict[str, Any]](default=dict, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["about_kind", "about_id", "-at"], name="audit_by_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_kind} {self.about_id}".strip()
