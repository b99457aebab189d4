from __future__ import annotations

from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.relationships.sources.enums import CalendarState


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()

    def due_at(self, at: datetime) -> Self:
        due = self.filter(removed_at=None, next_poll_at__lte=at, owner__is_active=True)
        return due.filter(models.Q(held_until=None) | models.Q(held_until__lte=at))


class Calendar(Base):
    """A calendar's address that is read again and again; past events with people of the book are suggested."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendars")
    name = models.CharField(_("name"), max_length=80)
    address = SealedTextField(_("address"))  # whoever has it reads the whole calendar
    state = models.CharField(max_length=8, choices=CalendarState, default=CalendarState.NEW)
    problem = models.CharField(max_length=40, blank=True)  # a code; queries/page.py has the words
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    polled_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # when it last went well
    next_poll_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True, blank=True)  # a round reads it, and nobody else meanwhile
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    whole_after = models.DateTimeField(
        null=True, blank=True
    )  # an event begins then: from there on "not modified" would hide that it took place
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_poll_at"], condition=models.Q(removed_at=None), name="sources_calendar_due"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """Return the part of the address that is no secret."""
        return urlsplit(self.address).hostname or ""


class LogAddressQuerySet(models.QuerySet["LogAddress"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class LogAddress(models.Model):
    """The secret address to which a member sends copies of their mails."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="log_address")
    token = SealedTextField()  # to show it; the hash finds it
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)  # the last mail that was the owner's
    refused_at = models.DateTimeField(
        null=True, blank=True
    )  # the last one that came from an address not theirs

    objects = LogAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return "log address"
