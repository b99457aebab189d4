from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.enums import Precision
from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact, Origin
from comity.relationships.ties.enums import TOGETHER, Direction, Kind, Source, Status


class InteractionQuerySet(models.QuerySet["Interaction"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep the viewer's own, without those of an import that has not completed."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(owner=viewer.pk, pending_import=None)

    def unless_noted(self) -> Self:
        """Leave out a meeting that is only suggested where all who were there are noted as met on that day.

        Noted is what the owner typed or both confirmed, of that very day; what another source said hides nothing.
        """
        there = InteractionPerson.objects.filter(
            interaction=OuterRef("pk"), contact__deleted_at=None, contact__merged_into=None
        )
        noted = InteractionPerson.objects.filter(
            contact=OuterRef("contact"),
            interaction__on=OuterRef("interaction__on"),
            interaction__precision=Precision.DAY,
            interaction__status=Status.CONFIRMED,
            interaction__kind__in=TOGETHER,
            interaction__source__in=(Source.TYPED, Source.MET),
        )
        suggested = Q(status=Status.SUGGESTED, kind__in=TOGETHER, precision=Precision.DAY)
        return self.filter(~suggested | Exists(there.exclude(Exists(noted))))


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
    place = models.CharField(_("where"), max_length=200, blank=True)
    note = SealedTextField(_("note"), blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    is_mutual = models.BooleanField(default=False, editable=False)  # the other one said so too
    is_thanked = models.BooleanField(default=False, editable=False)  # a favour for which thanks were said
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
            ),
            # What waits for an answer is little beside all that ever happened.
            models.Index(
                fields=["owner"], condition=models.Q(status=Status.SUGGESTED), name="ties_suggested"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class InteractionPerson(models.Model):
    """Who was there, besides the owner."""

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="presences")
    # The index below leads to a contact's presences too.
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="presences", db_index=False)
    # Written by actions/scoring.py and actions/settling.py: the tie's newest days are found without its history.
    counts_on = models.DateField(null=True, blank=True, editable=False)  # empty where it does not count
    is_both = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction", "contact"], name="ties_present_once")]
        indexes = [models.Index(fields=["contact", "is_both", "counts_on"], name="ties_days_that_count")]

    def __str__(self) -> str:
        return str(self.contact)
