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
from comity.people.contacts.models import Contact
from comity.people.members.queries.blocks import not_blocked
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models.ask import Ask
from comity.relationships.asks.rules.states import ASKED


class ReachQuerySet(models.QuerySet["Reach"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """That an ask reached somebody is known to that one alone: its asker is not shown whom.

        One that was withdrawn, or hidden by a decision, is not there.
        """
        if not viewer.is_authenticated:
            return self.none()
        mine = self.filter(helper=viewer.pk, ask__asker__is_active=True).exclude(state=Reached.QUEUED)
        there = mine.filter(not_blocked(viewer, "ask__asker"), ask__hidden_at=None)
        return there.exclude(ask__state=State.WITHDRAWN)

    def waiting_for(self, viewer: AbstractBaseUser, now: datetime) -> Self:
        standing = Q(ask__state=State.OPEN, ask__expires_at__gt=now, state__in=ASKED)
        return self.visible_to(viewer).filter(standing)


class Reach(Base):
    """That an ask is before one member who may help, and what they said."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="reaches")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="asks_for_me")
    place = models.PositiveSmallIntegerField()  # whose turn it is
    state = models.CharField(max_length=10, choices=Reached, default=Reached.QUEUED)
    reached_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    line = SealedTextField(_("a line with it"), blank=True)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # whom of their own book they ask; known to them alone

    objects = ReachQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reaches"
        ordering = ["ask_id", "place"]
        constraints = [models.UniqueConstraint(fields=["ask", "helper"], name="asks_reach_once")]
        indexes = [models.Index(fields=["helper", "state"]), models.Index(fields=["helper", "reached_at"])]

    def __str__(self) -> str:
        return f"reach of {self.helper}"
