from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from comity.foundation.core.encryption import SealedTextField


class AnswersQuerySet(models.QuerySet["Answers"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class Answers(models.Model):
    """What one member answered about each of their people: one sealed row, so that one decryption reads them all."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="answers")
    sealed = SealedTextField(blank=True)  # rules/answers.py reads and writes it
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnswersQuerySet.as_manager()

    def __str__(self) -> str:
        return f"answers of {self.owner}"
