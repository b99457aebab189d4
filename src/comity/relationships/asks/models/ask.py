from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.relationships.asks.enums import State


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """An ask is its asker's; whom it reached reads it through a reach of their own."""
        return self.filter(asker=viewer.pk) if viewer.is_authenticated else self.none()


class Ask(Base):
    """ "I'm looking for…": what one member asks, what was understood of it, and how long it stands."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="asks")
    kind = models.CharField(_("what it is"), max_length=20)
    text = SealedTextField(_("what you are looking for"))
    organization = SealedTextField(_("company or organisation"), blank=True)
    person = SealedTextField(_("person"), blank=True)
    topic = SealedTextField(_("topic"), blank=True)
    days = models.PositiveSmallIntegerField(_("how long it stands"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(default=0)  # how many it may reach; more with each round
    turn_at = models.DateTimeField(null=True, blank=True)  # when it comes before those beyond the first three
    ended_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a decision: its asker's alone since

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["asker", "-created_at"]),
            models.Index(fields=["expires_at"], condition=models.Q(state=State.OPEN), name="asks_open"),
        ]

    def __str__(self) -> str:
        return f"ask of {self.asker}"
