from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from comity.foundation.core.models import Base
from comity.foundation.mail.models import OutgoingMail
from comity.people.notifications.enums import Channel


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(recipient=viewer.pk) if viewer.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def for_mail(self) -> Self:
        """Keep what was meant for a mail and neither went into one nor was read on the page."""
        return self.unread().filter(mail=None, via__in=[Channel.MAIL, Channel.WEEKLY])


class Notice(Base):
    """Something a member is told: a kind and the public id of what it is about; the words are found when it is read."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    read_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=6, choices=Channel, blank=True)  # empty: not looked at yet
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "about"], name="notifications_told_once_of_a_thing"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(via=""), name="notifications_not_looked_at"),
            models.Index(fields=["recipient"], condition=models.Q(read_at=None), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
