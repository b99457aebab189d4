from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.enums import Precision
from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact
from comity.relationships.ties.enums import Lending


class Tag(models.Model):
    """A word an owner sorts their people by."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tags")
    name = models.CharField(_("tag"), max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="ties_one_tag_of_a_name")]

    def __str__(self) -> str:
        return self.name


class TieQuerySet(models.QuerySet["Tie"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(owner=viewer.pk, contact__pending_import=None, contact__deleted_at=None)


class Tie(Base):
    """What one member has with one person: directed and private."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ties")
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="tie")
    notes = SealedTextField(_("notes"), blank=True)
    how_met = models.CharField(_("how you met"), max_length=300, blank=True)
    met_place = models.CharField(_("where you met"), max_length=200, blank=True)
    met_on = models.DateField(_("when you met"), null=True, blank=True)
    met_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    met_through = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="met_through_me"
    )
    tags = models.ManyToManyField(Tag, related_name="ties", blank=True)
    cadence_days = models.PositiveSmallIntegerField(_("get back to them every"), null=True, blank=True)
    lends = models.CharField(
        _("introduces people to them"), max_length=5, choices=Lending, default=Lending.ASK
    )  # "yes" alone makes an edge that others may be routed over

    # What follows from confirmed interactions, written by actions/settling.py; empty where there are none.
    first_on = models.DateField(_("first contact"), null=True, blank=True, editable=False)
    last_on = models.DateField(_("last contact"), null=True, blank=True, editable=False)
    last_both_on = models.DateField(_("last contact both ways"), null=True, blank=True, editable=False)
    rhythm_days = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False
    )  # learnt; rules/rhythm
    evidence = models.FloatField(default=0.0, editable=False)  # as it was on evidence_on; rules/strength
    evidence_on = models.DateField(null=True, blank=True, editable=False)
    half_life = models.PositiveSmallIntegerField(default=0, editable=False)  # days; 0: not scored yet
    meetings = models.PositiveIntegerField(default=0, editable=False)
    together = models.PositiveIntegerField(default=0, editable=False)  # interactions with others of the book
    shares_work = models.BooleanField(default=False, editable=False)  # an organisation in common

    objects = TieQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "last_on"])]

    def __str__(self) -> str:
        return str(self.contact)
