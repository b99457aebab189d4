from __future__ import annotations

from datetime import datetime

from django.db import models

from comity.people.members.models.account import Member


class OwnerLink(models.Model):
    """The one link by which the first person takes a fresh instance; the token itself is never stored.

    There is one row at most: a new link replaces the old one, and its row is what two claims at once wait for.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="members_one_owner_link")]

    def __str__(self) -> str:
        return f"owner link until {self.expires_at:%Y-%m-%d %H:%M}"

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at
