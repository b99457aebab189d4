from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.audience import HasAudience, visible_q
from comity.foundation.core.models import Base
from comity.people.members.enums import Standing
from comity.people.members.models import Position
from comity.people.notifications.enums import Weekday
from comity.relationships.insiders.enums import Way

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Keep the viewer's own, and what others who are in show them, have not paused, and no decision has hidden."""
        if not viewer.is_authenticated:
            return self.none()
        open_now = Q(owner__standing=Standing.ACTIVE, paused_at=None, hidden_at=None)
        return self.filter(visible_q(viewer), Q(owner=viewer.pk) | open_now)


class Offer(HasAudience, Base):
    """What a member offers to be asked about, in twenty minutes."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    topics = models.CharField(_("ask me about"), max_length=300)
    position = models.ForeignKey(
        Position, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name=_("as")
    )  # shown to those alone who see the position, too
    way = models.CharField(_("how"), max_length=6, choices=Way, default=Way.CALL)
    place = models.CharField(_("where"), max_length=300, blank=True)  # told once it is agreed
    a_month = models.PositiveSmallIntegerField(
        _("how many a month"), default=2, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    is_automatic = models.BooleanField(_("who takes a free time has it, without my answer"), default=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # by a decision: its owner's alone

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.topics


class OfferTime(models.Model):
    """When in a week its owner has time, by the clock on their wall; an offer without any asks for times in words."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "weekday"], name="insiders_one_window_a_day"),
            models.CheckConstraint(condition=Q(starts__lt=models.F("ends")), name="insiders_window_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}"
