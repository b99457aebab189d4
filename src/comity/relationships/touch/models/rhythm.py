from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.people.contacts.models import Contact
from comity.relationships.ties.models import Tag
from comity.relationships.touch.enums import Basis
from comity.relationships.touch.models.own import OfPersonQuerySet, OwnQuerySet
from comity.relationships.touch.rules.rhythm import LONGEST


class Rhythm(models.Model):
    """When to think of one person next: worked out from the tie by actions/settling.py, so that Today need not.

    It only points at people worth a look. Whether somebody is nudged is asked anew of what happened with them.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythms")
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="rhythm")
    days = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=10, choices=Basis)
    rank = models.PositiveSmallIntegerField(default=0)  # who comes first when many are due
    is_answered = models.BooleanField(default=False)  # the owner would ask or help them; kept from the sort
    due_on = models.DateField(null=True, blank=True)  # empty: nobody to be reminded of
    lost_on = models.DateField(null=True, blank=True)  # from then on only a chosen cadence nudges
    once = models.FloatField(default=0.0)  # how strong it was at its last contact; 0: never strong
    wakes_on = models.DateField(null=True, blank=True)  # from then on it is dormant
    is_bridge = models.BooleanField(default=False)  # knows other people than those around the owner

    objects = OfPersonQuerySet["Rhythm"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "due_on"], name="touch_rhythm_due"),
            models.Index(
                fields=["owner", "-once"],
                condition=models.Q(wakes_on__isnull=False),
                name="touch_rhythm_dormant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.days}"


class TagCadence(models.Model):
    """How often the owner wants to get back to everybody who has a tag."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tag_cadences")
    tag = models.OneToOneField(Tag, models.CASCADE, related_name="cadence")
    days = models.PositiveSmallIntegerField(
        _("get back to them every"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    objects = OwnQuerySet["TagCadence"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(days__gte=1), name="touch_cadence_of_a_day")]

    def __str__(self) -> str:
        return f"{self.tag} {self.days}"


class Pace(models.Model):
    """How one member is reminded: whether at all now, and by which clock."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pace")
    paused_until = models.DateField(null=True, blank=True)  # the first day on which it goes on
    zone = models.CharField(max_length=64, blank=True, editable=False)  # as last seen
    moved_on = models.DateField(null=True, blank=True, editable=False)  # when the zone was last another one
    asked_on = models.DateField(null=True, blank=True, editable=False)  # the day whose nudges are made

    objects = OwnQuerySet["Pace"].as_manager()

    def __str__(self) -> str:
        return str(self.owner)
