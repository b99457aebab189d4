from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.ids import PublicIdField


class Base(models.Model):
    """What every thing with a page of its own has: a random public id and when it came and changed."""

    public_id = PublicIdField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class NamedPeople(Base):
    """A list of members that its owner made to show things to."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="named_people")
    name = models.CharField(_("name"), max_length=80)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="named_in", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="core_one_list_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Letter(Base):
    """A mail that could not leave because no mail server is configured; the operator reads it out."""

    to = models.EmailField(max_length=320)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    html = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class InstanceMark(models.Model):
    """Something that is true of this database: that it was made as a demo, when it was last backed up."""

    key = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.key
