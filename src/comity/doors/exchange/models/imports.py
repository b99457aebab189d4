from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.doors.exchange.enums import Phase, State
from comity.doors.exchange.rules.states import RUNNING
from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact, Origin


def stored_name(upload: Import, filename: str) -> str:
    """Return where the file lies: the member's own name for it is kept beside it, never in a path."""
    return f"imports/{upload.public_id}"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)


class Import(Base):
    """A file a member brought, from upload to the last row, and everything needed to take it back."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    file = models.FileField(upload_to=stored_name, blank=True)  # empty once it was deleted
    file_name = models.CharField(_("file"), max_length=200)
    size = models.BigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict, blank=True)  # a CSV's columns → our fields
    as_of = models.DateField(null=True, blank=True)  # the day the file was made, where it tells

    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    asked = models.CharField(max_length=5, blank=True)  # the job that waits for its turn: read, apply or undo
    asked_at = models.DateTimeField(null=True, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.NONE, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known
    runner = models.CharField(max_length=22, blank=True)  # who works on it; a later one ends an earlier one
    problem = models.CharField(max_length=40, blank=True)
    problem_params = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)  # outcome → rows

    origin = models.ForeignKey(Origin, models.SET_NULL, null=True, blank=True, related_name="imports")
    keep_touched = models.BooleanField(default=True)  # on undo, leave cards that were changed by hand since
    read_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(state__in=RUNNING), name="exchange_one_import_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class FieldChange(models.Model):
    """A field of a card that an import filled or changed, with what stood there before."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="field_changes")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="field_changes")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    origin_before = models.BigIntegerField(null=True, blank=True)  # the field's own Origin, if it had one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "contact", "field"], name="exchange_one_change_a_field")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"


class CardAddition(models.Model):
    """What an import adds to a card the book had, beside its fields and values: to be taken back exactly."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="additions")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="additions")
    note = SealedTextField(blank=True)  # the words that follow the owner's notes
    tags = models.JSONField(default=list, blank=True)
    labels = models.JSONField(default=list, blank=True)  # [kind, normal form of the value, label]

    def __str__(self) -> str:
        return f"{self.contact} in {self.upload}"
