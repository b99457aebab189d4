from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models


class ReceiptsWishQuerySet(models.QuerySet["ReceiptsWish"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class ReceiptsWish(models.Model):
    """That a member wants receipts: they show that they have read, and see it of others who want the same."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="receipts_wish")
    since = models.DateTimeField()

    objects = ReceiptsWishQuerySet.as_manager()

    def __str__(self) -> str:
        return f"receipts of {self.owner}"
