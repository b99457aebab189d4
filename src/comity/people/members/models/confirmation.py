"""That a position is more than its owner's word."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from comity.foundation.core.models import Base
from comity.people.companies.models import Company
from comity.people.members.enums import ConfirmedBy
from comity.people.members.models.profile import Position


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def current(self) -> Self:
        """Keep those of positions that last: only they open anything."""
        return self.filter(ended_at=None, position__ended_on=None)


class Confirmation(models.Model):
    """A position at a company that a code to a work address, or an operator, confirmed.

    It is read with its position, by whom that is shown to. Once ended it says that it was so, and opens nothing more.
    """

    position = models.OneToOneField(Position, models.CASCADE, related_name="confirmation")
    company = models.ForeignKey(Company, models.CASCADE, related_name="confirmations")
    way = models.CharField(max_length=10, choices=ConfirmedBy)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    address_key = models.CharField(max_length=64, blank=True)  # of the work address, which is not kept

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_key"],
                condition=models.Q(ended_at=None) & ~models.Q(address_key=""),
                name="members_an_address_confirms_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} ({self.way})"


class WorkCode(Base):
    """A code on its way to a work address; neither the code nor the address can be read here."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="work_codes")
    position = models.ForeignKey(Position, models.SET_NULL, null=True, related_name="work_codes")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    address_key = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["address_key", "created_at"], name="members_codes_to_address")]

    def __str__(self) -> str:
        return f"code for {self.position}"
