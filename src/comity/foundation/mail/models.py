from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from comity.foundation.core.models import Base
from comity.foundation.mail.enums import MailState, Stop
from comity.foundation.mail.rules.addresses import new_address_token


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class Mailbox(Base):
    """One address of a member as mail goes there: the secret under which bounces come back, and what they said."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailboxes")
    address = models.EmailField(max_length=254)
    token = models.CharField(max_length=50, unique=True, default=new_address_token, editable=False)
    soft_bounces = models.PositiveIntegerField(default=0)  # since soft_since; rules/pausing
    soft_since = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)  # nothing goes there until the owner says so
    stopped_for = models.CharField(max_length=6, choices=Stop, blank=True)
    status = models.CharField(max_length=20, blank=True)  # of the last bounce: 5.1.1
    last_report = models.CharField(max_length=64, blank=True)  # its digest: one that comes twice counts once

    objects = MailboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "address"], name="mail_one_mailbox_of_an_address")
        ]

    def __str__(self) -> str:
        return self.address


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due_at(self, at: datetime) -> Self:
        """Keep what may be sent now, and what a sender held who is dead."""
        waiting = models.Q(state=MailState.WAITING, due_at__lte=at)
        return self.filter(waiting | models.Q(state=MailState.SENDING, held_until__lt=at))

    def unsent(self) -> Self:
        return self.filter(state__in=[MailState.WAITING, MailState.SENDING])


class OutgoingMail(Base):
    """A mail that is to leave: to whom, and what for; its words are found when it leaves, and are kept nowhere."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="outgoing_mails")
    writer = models.CharField(max_length=40)
    what = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=200, unique=True)  # the same however often it is tried
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=60, blank=True)  # a code or the name of an error, never its text

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="mail_unsent_by_time",
            ),
            models.Index(fields=["recipient", "writer", "what"], name="mail_by_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.writer} {self.what}".strip()
