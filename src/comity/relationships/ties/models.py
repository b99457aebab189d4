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
from comity.people.contacts.models import Contact, Origin
from comity.relationships.ties.enums import Direction, Kind, Source, Status


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
    tags = models.ManyToManyField(Tag, related_name="ties", blank=True)
    last_on = models.DateField(_("last contact"), null=True, blank=True, editable=False)  # of confirmed ones

    objects = TieQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "last_on"])]

    def __str__(self) -> str:
        return str(self.contact)


class InteractionQuerySet(models.QuerySet["Interaction"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep the viewer's own, without those of an import that has not completed."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(owner=viewer.pk, pending_import=None)


class Interaction(Base):
    """One dated contact between the owner and one or more people of their book."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interactions")
    people = models.ManyToManyField(Contact, through="InteractionPerson", related_name="interactions")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    direction = models.CharField(_("direction"), max_length=5, choices=Direction, default=Direction.BOTH)
    on = models.DateField(_("when"))
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    count = models.PositiveIntegerField(default=1)  # messages of one day are one interaction
    summary = models.CharField(_("in a line"), max_length=300, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    key = models.CharField(
        max_length=120, blank=True, editable=False
    )  # the same event of the same file is not added twice
    origin = models.ForeignKey(Origin, models.PROTECT, null=True, blank=True, related_name="interactions")
    pending_import = models.BigIntegerField(null=True, blank=True, editable=False)

    objects = InteractionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"], condition=~models.Q(key=""), name="ties_one_interaction_of_a_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["pending_import"],
                condition=models.Q(pending_import__isnull=False),
                name="interaction_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class InteractionPerson(models.Model):
    """Who was there, besides the owner."""

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="presences")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="presences")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "contact"], name="ties_present_once")]

    def __str__(self) -> str:
        return str(self.contact)
