"""What reading a file found, before anything of it is in the book."""

from __future__ import annotations

from django.db import models

from comity.doors.exchange.enums import Answer, Outcome, Said
from comity.doors.exchange.models.imports import Import
from comity.foundation.core.encryption import SealedTextField
from comity.people.contacts.models import Contact
from comity.relationships.ties.enums import Direction, Kind, Status


class FoundPerson(models.Model):
    """One person in a file, however many of its rows speak of them."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="people", db_index=False)
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, blank=True)  # what names them in every export of the same source
    card = models.JSONField(default=dict, blank=True)  # emptied once it is in the book
    note = SealedTextField(blank=True)
    photo = models.FileField(upload_to="imports/", blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="found")
    candidate = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    others = models.JSONField(default=list, blank=True)  # further candidates, by id
    twin = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="twins")
    reasons = models.JSONField(default=list, blank=True)
    is_doubt = models.BooleanField(default=False)
    answer = models.CharField(max_length=5, choices=Answer, default=Answer.NONE, blank=True)
    changes = models.JSONField(default=dict, blank=True)  # field → [before, after]
    is_applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["upload", "id"]),
            models.Index(
                fields=["upload", "id"], condition=models.Q(is_doubt=True), name="exchange_found_doubts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of a file and what became of it."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    said = models.CharField(max_length=14, choices=Said)
    outcome = models.CharField(max_length=10, choices=Outcome)
    what = models.CharField(max_length=200, blank=True)  # empty: the person's name
    why = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(FoundPerson, models.CASCADE, null=True, blank=True, related_name="rows")
    on = models.DateField(null=True, blank=True)
    direction = models.CharField(max_length=5, choices=Direction, blank=True)
    about = models.JSONField(default=dict, blank=True)  # what a row says of the owner, then what it added

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["upload", "outcome", "id"])]

    def __str__(self) -> str:
        return f"{self.file}, {self.line}"


class FoundInteraction(models.Model):
    """A day of messages, a meeting or a favour that a file tells of; its people are found people."""

    upload = models.ForeignKey(Import, models.CASCADE, related_name="interactions", db_index=False)
    person = models.ForeignKey(FoundPerson, models.CASCADE, related_name="interactions")
    others = models.JSONField(default=list, blank=True)  # further found people, by id
    kind = models.CharField(max_length=10, choices=Kind)
    direction = models.CharField(max_length=5, choices=Direction)
    status = models.CharField(max_length=10, choices=Status)
    on = models.DateField()
    count = models.PositiveIntegerField(default=1)
    summary = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120)
    outcome = models.CharField(max_length=10, choices=Outcome)
    interaction = models.BigIntegerField(null=True, blank=True)  # the one in the book
    before = models.JSONField(default=dict, blank=True)  # what it said, if it was there already
    is_applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["upload", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
