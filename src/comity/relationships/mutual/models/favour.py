from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.relationships.mutual.enums import Answer


class FavourAskQuerySet(models.QuerySet["FavourAsk"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A favour is read by who asks for it and, once it has reached them, by who is asked."""
        if not viewer.is_authenticated:
            return self.none()
        arrived = Q(reached_at__isnull=False) | Q(answered_at__isnull=False)
        return self.filter(Q(asker=viewer.pk) | Q(asked=viewer.pk) & arrived)

    def waiting_for(self, viewer: AbstractBaseUser, now: datetime) -> Self:
        rows = self.visible_to(viewer).filter(asked=viewer.pk, asker__is_active=True, expires_at__gt=now)
        return rows.filter(
            Q(state=Answer.WAITING) | Q(state=Answer.LATER, until__lte=timezone.localdate(now))
        )  # "later" comes back on its day

    def for_room(self, now: datetime) -> Self:
        """Keep what waits because a week asks enough of who is asked; to who asks it looks as any that waits."""
        return self.filter(reached_at=None, answered_at=None, state=Answer.WAITING, expires_at__gt=now)


class FavourAsk(Base):
    """A favour one member asked of another; its public id is the ``shared_key`` of their two memories of it."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favours_asked")
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favours_asked_of_me")
    what = SealedTextField(_("what you would like to ask"))
    state = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING)
    word = SealedTextField(_("a word with the answer"), blank=True)
    what_hidden_at = models.DateTimeField(null=True, blank=True)  # by decisions: their writer's alone since
    word_hidden_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField(_("later: from"), null=True, blank=True)
    expires_at = models.DateTimeField()
    reached_at = models.DateTimeField(
        null=True, blank=True
    )  # None: waits for room in the week of who is asked
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FavourAskQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(asker=models.F("asked")), name="mutual_favour_of_another")
        ]
        indexes = [models.Index(fields=["asked", "state"]), models.Index(fields=["asker", "asked"])]

    def __str__(self) -> str:
        return f"{self.asker} asks a favour of {self.asked}"

    def what_for(self, reader: AbstractBaseUser) -> str:
        """Return what is asked, as one of the two reads it."""
        return self.what if self.what_hidden_at is None or reader.pk == self.asker_id else ""

    def word_for(self, reader: AbstractBaseUser) -> str:
        """Return the word with the answer, as one of the two reads it."""
        return self.word if self.word_hidden_at is None or reader.pk == self.asked_id else ""
