from __future__ import annotations

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from comity.people.members.models.account import Member


class BlockQuerySet(models.QuerySet["Block"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A block is known to the one who made it alone."""
        return self.filter(blocker=viewer.pk) if viewer.is_authenticated else self.none()


class Block(models.Model):
    """One member's word that another and they are not there for each other."""

    blocker = models.ForeignKey(Member, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Member, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="members_block_once"),
            models.CheckConstraint(
                condition=~models.Q(blocker=models.F("blocked")), name="members_block_another"
            ),
        ]

    def __str__(self) -> str:
        return f"block of {self.blocked}"
