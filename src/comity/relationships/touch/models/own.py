from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

M = TypeVar("M", bound=models.Model)


class OwnQuerySet(models.QuerySet[M]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class OfPersonQuerySet(OwnQuerySet[M]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep the viewer's own, about people who are in their book."""
        mine = super().visible_to(viewer)
        return mine.filter(contact__pending_import=None, contact__deleted_at=None, contact__merged_into=None)

    def current(self) -> Self:
        return self.filter(contact__archived_at=None)
