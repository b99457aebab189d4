"""Two members who confirm that they met: what one shows, what came of it, and what each gives as a rule."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import Base
from comity.people.members.models import Block, Invitation, Member
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.rules.meeting import CLOCK_SLIP, LATE_FOR, LIVE_FOR, Code


class ShowingQuerySet(models.QuerySet["Showing"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A code is its owner's; everybody else holds its token or its letters instead."""
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()

    def on_show(self, now: datetime) -> Self:
        """Keep codes that are shown now and that nobody used."""
        made = Q(created_at__gt=now - LIVE_FOR, created_at__lte=now + CLOCK_SLIP)
        return self.filter(made, is_spare=False, ended_at=None, meeting=None)


class Showing(Base):
    """A code one member holds out, once: as a picture, as a link, as six letters. Neither token nor letters are kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="showings")
    letters_hash = models.CharField(max_length=64, unique=True)
    is_spare = models.BooleanField(default=False)  # made to be kept on a phone, for when it is offline
    gives = models.JSONField(_("what the other one gets"), default=list)
    place = models.CharField(_("where"), max_length=200, blank=True)
    days = models.PositiveSmallIntegerField(_("get back after"), null=True, blank=True)
    refused = models.PositiveSmallIntegerField(default=0)  # uses that came to nothing
    ended_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(
        "Meeting", models.SET_NULL, null=True, blank=True, related_name="codes"
    )  # what came of it
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ShowingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-created_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"code of {self.owner}"

    @property
    def code(self) -> Code:
        return Code(self.created_at, self.is_spare, self.ended_at is not None)

    @property
    def expires_at(self) -> datetime:
        return self.created_at + (LATE_FOR if self.is_spare else LIVE_FOR)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A meeting is seen by the two who met."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(shower=viewer.pk) | Q(scanner=viewer.pk))

    def between(self, a: AbstractBaseUser, b: AbstractBaseUser) -> Self:
        return self.filter(Q(shower=a.pk, scanner=b.pk) | Q(shower=b.pk, scanner=a.pk))

    def as_met_by(self, viewer: AbstractBaseUser, *, with_other: bool = False) -> Self:
        """Keep the viewer's own, with both there, and note on each whether the other one is there for the viewer.

        Who was erased, blocked or suspended is not: of those a meeting stays only where both confirmed it,
        and with ``with_other`` none.
        """
        one, other = OuterRef("shower"), OuterRef("scanner")
        blocks = Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)
        there = Q(shower__is_active=True, scanner__is_active=True) & ~Exists(Block.objects.filter(blocks))
        rows = self.visible_to(viewer).annotate(is_with=Case(When(there, then=True), default=False))
        kept = Q(is_with=True) if with_other else Q(is_with=True) | Q(stage=Stage.CONFIRMED)
        return rows.filter(kept).select_related("shower", "scanner")


class Meeting(Base):
    """That two members met. A member who was erased is nobody here; what they gave stays in the other's own book."""

    shower = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="meetings_shown"
    )
    scanner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="meetings_scanned"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    is_late = models.BooleanField(default=False)
    on = models.DateField(_("when"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    shower_gives = models.JSONField(default=list)
    scanner_gives = models.JSONField(default=list)
    shower_days = models.PositiveSmallIntegerField(null=True, blank=True)
    scanner_days = models.PositiveSmallIntegerField(null=True, blank=True)
    shower_told = models.BooleanField(
        default=False
    )  # its day and place became how they met, in this one's book
    scanner_told = models.BooleanField(default=False)
    stood_at = models.DateTimeField()  # since when it stands as it does
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(shower=models.F("scanner")), name="mutual_meet_another")
        ]

    def __str__(self) -> str:
        return f"{self.shower} and {self.scanner} {self.on}"

    def is_shower(self, member: AbstractBaseUser) -> bool:
        return bool(self.shower_id == member.pk)

    def other_of(self, member: AbstractBaseUser) -> Member | None:
        """Return whom ``member`` met; None once they are erased."""
        found: Member | None = self.scanner if self.is_shower(member) else self.shower
        return found

    @property
    def key(self) -> str:
        """Return by what the interaction in each book is found again."""
        return f"met:{self.public_id}"


class MeetingHabit(models.Model):
    """What a member gave and set the last time; and how often they guessed wrong lately."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="meeting_habit")
    is_set = models.BooleanField(default=False)  # whether anything was given yet
    gives = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    wrong_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.owner)
