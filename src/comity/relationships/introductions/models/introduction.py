from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.members.models import Member
from comity.people.members.queries.blocks import not_blocked
from comity.relationships.asks.enums import State
from comity.relationships.asks.models import Reach
from comity.relationships.introductions.enums import Outcome, Stage, Word
from comity.relationships.introductions.rules.stages import LEAVES, OPEN, TURN, Who


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep those the viewer knows of: each reads one once it came to them.

        Its seeker knows of what they asked for by name, and of any that is made. Out of a sealed ask they learn whom it
        would have been only then. One whose note is hidden is not there for the others until it is made.
        """
        if not viewer.is_authenticated:
            return self.none()
        me = viewer.pk
        seeker = Q(seeker=me) & (Q(from_ask=False) | Q(stage=Stage.MADE))
        others = Q()
        for who in (Who.INTRODUCER, Who.MIDDLE, Who.TARGET):
            others |= Q(**{who.value: me, f"{who.value}_at__isnull": False})
        mine = self.filter(seeker | others).exclude(stage=Stage.WITHDRAWN)
        there = mine.exclude(~Q(seeker=me), reach__ask__state=State.WITHDRAWN)
        there = there.filter(Q(seeker=me) | Q(note_hidden_at=None) | Q(stage=Stage.MADE))
        return there.filter(Q(seeker=me) | Q(seeker__is_active=True)).filter(not_blocked(viewer, "seeker"))

    def in_turn_of(self, viewer: AbstractBaseUser, now: datetime) -> Self:
        """Keep those that wait for the viewer now."""
        return self.visible_to(viewer).put_to(viewer, now)

    def put_to(self, viewer: AbstractBaseUser, now: datetime) -> Self:
        """Keep those whose next step is the viewer's, whether or not the others are there for them."""
        turn = Q()
        for stage, who in TURN.items():
            mine = {who.value: viewer.pk, f"{who.value}_at__isnull": False}
            turn |= Q(stage=stage, expires_at__gt=now + LEAVES[stage], **mine)
        return self.filter(turn)

    def waiting_for_room(self, now: datetime) -> Self:
        """Keep those that have not come yet to whoever they are for next."""
        turn = Q()
        for stage, who in TURN.items():
            turn |= Q(stage=stage, expires_at__gt=now + LEAVES[stage], **{f"{who.value}_at": None})
        return self.filter(turn, seeker__is_active=True, note_hidden_at=None)


class Introduction(Base):
    """One member is led to another: asked for, agreed by who knows both, agreed by who is asked for, then made."""

    seeker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="introductions_sought")
    introducer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="introductions_given"
    )
    middle = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="introductions_passed"
    )
    target = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="introductions_to_me"
    )
    reach = models.OneToOneField(
        Reach, models.SET_NULL, null=True, blank=True, related_name="introduction"
    )  # the sealed ask it came of, at who said yes
    from_ask = models.BooleanField(default=False)
    note = SealedTextField(_("why"))
    line = SealedTextField(_("the introducer's line"), blank=True)
    middle_line = SealedTextField(_("the next one's line"), blank=True)
    # By a decision: whose words they are alone reads them since.
    note_hidden_at = models.DateTimeField(null=True, blank=True)
    line_hidden_at = models.DateTimeField(null=True, blank=True)
    middle_line_hidden_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ASKED)
    silent_at = models.CharField(max_length=10, choices=Stage, blank=True)  # where it was declined in silence
    word = models.CharField(max_length=10, choices=Word, blank=True)
    expires_at = models.DateTimeField()
    # When it came to each; empty while their week is full.
    introducer_at = models.DateTimeField(null=True, blank=True)
    middle_at = models.DateTimeField(null=True, blank=True)
    target_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    favour_key = models.CharField(max_length=22, blank=True)  # the favour both remember, once made
    outcome = models.CharField(_("how it went"), max_length=10, choices=Outcome, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(seeker=models.F("target")), name="introductions_to_another"),
            models.UniqueConstraint(
                fields=["seeker", "target"],
                condition=Q(stage__in=sorted(OPEN), from_ask=False),
                name="introductions_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["introducer", "stage"]),
            models.Index(fields=["target", "stage"]),
            models.Index(fields=["middle", "stage"]),
            models.Index(fields=["seeker", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.seeker} to {self.target}"

    def part_of(self, member: AbstractBaseUser) -> Who | None:
        """Return which part a member has in it."""
        parts = (Who.SEEKER, Who.INTRODUCER, Who.MIDDLE, Who.TARGET)
        return next((who for who in parts if getattr(self, f"{who.value}_id") == member.pk), None)

    @property
    def people(self) -> list[Member]:
        """All who have a part in it and are still there, the seeker first."""
        found = (self.seeker, self.introducer, self.middle, self.target)
        return [one for one in found if one is not None]
