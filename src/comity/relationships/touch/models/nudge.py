from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact
from comity.relationships.ties.models import Interaction
from comity.relationships.touch.enums import About, Answer, Basis, Stage
from comity.relationships.touch.models.own import OfPersonQuerySet


class Nudge(Base):
    """One reminder to get back to somebody, with what was known when it was made."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="nudges")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="nudges")
    made_at = models.DateTimeField(default=timezone.now)
    made_on = models.DateField()  # the owner's day
    reason = models.PositiveSmallIntegerField(choices=Stage)
    rhythm = models.PositiveSmallIntegerField()  # days
    basis = models.CharField(max_length=10, choices=Basis)
    last_on = models.DateField(null=True, blank=True)
    last_both_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    noted = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # what "We spoke" wrote down, so that it can be taken back

    objects = OfPersonQuerySet["Nudge"].as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["owner", "made_at"])]

    def __str__(self) -> str:
        return f"{self.contact} {self.made_on}"


class Quiet(models.Model):
    """That the owner wants to hear nothing of a person, until a day or for good."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="quiets")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="quiets")
    about = models.CharField(max_length=10, choices=About)
    until = models.DateField(null=True, blank=True)  # the first day on which it may come again; empty: never

    objects = OfPersonQuerySet["Quiet"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "about"], name="touch_quiet_once")]

    def __str__(self) -> str:
        return f"{self.contact} {self.about}"
