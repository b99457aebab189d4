from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.relationships.mutual.enums import State


class TieRequestQuerySet(models.QuerySet["TieRequest"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A request is read by who asks and who is asked."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(asker=viewer.pk) | Q(asked=viewer.pk))

    def standing_for(self, viewer: AbstractBaseUser) -> Self:
        """Keep the viewer's own, both ways, where the other one is there: an erasure and a block leave none."""
        return self.visible_to(viewer).filter(asker__is_active=True, asked__is_active=True)

    def waiting(self, now: datetime) -> Self:
        return self.filter(state=State.WAITING, expires_at__gt=now)


class TieRequest(Base):
    """One member asks another for a mutual tie. That it was declined, its asker never learns."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tie_requests")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tie_requests_to_me")
    note = SealedTextField(_("a few words"), blank=True)
    hidden_at = models.DateTimeField(
        null=True, blank=True
    )  # the note, by a decision: its asker's alone since
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)  # accepted or declined
    ended_at = models.DateTimeField(null=True, blank=True)  # accepted, withdrawn or expired

    objects = TieRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "asked"],
                condition=Q(state__in=[State.WAITING, State.DECLINED]),
                name="mutual_one_open_request",
            ),
            models.CheckConstraint(condition=~Q(asker=models.F("asked")), name="mutual_ask_another"),
        ]

    def __str__(self) -> str:
        return f"{self.asker} asks {self.asked}"

    def note_for(self, reader: AbstractBaseUser) -> str:
        """Return the note as one of the two reads it."""
        return self.note if self.hidden_at is None or reader.pk == self.asker_id else ""
