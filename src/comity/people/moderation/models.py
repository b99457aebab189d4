from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.members.models import Block
from comity.people.moderation.enums import Again, Decision, Reason, State

_MEMBER = settings.AUTH_USER_MODEL


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, viewer: Any) -> Self:
        """Keep what was decided against the viewer; of a report that came to nothing they never hear."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(responsible=viewer.pk).exclude(decision__in=["", Decision.NOTHING])

    def for_operator(self, viewer: Any) -> Self:
        """Keep all cases but those about the viewer, who must not read there who reported them."""
        return self.exclude(responsible=viewer.pk) if viewer.is_operator and viewer.is_active else self.none()


class Case(Base):
    """One thing that was reported, and what was decided of it."""

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60)  # the public id of the thing
    responsible = models.ForeignKey(_MEMBER, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    sentence = SealedTextField(blank=True)
    decided_by = models.ForeignKey(_MEMBER, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    appeal = SealedTextField(_("why it should be looked at again"), blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    again = models.CharField(max_length=10, choices=Again, blank=True)
    again_sentence = SealedTextField(blank=True)
    again_by = models.ForeignKey(_MEMBER, models.SET_NULL, null=True, blank=True, related_name="+")
    again_at = models.DateTimeField(null=True, blank=True)
    forget_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(state=State.WAITING), name="moderation_one_case_waits"
            )
        ]
        indexes = [
            models.Index(fields=["state", "created_at"], name="moderation_queue"),
            models.Index(fields=["forget_on"], name="moderation_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer: Any) -> Self:
        """Keep what the viewer reported, while its author is there for them: a block looks like an erasure.

        Whom the viewer blocked themself is there, and so is who was suspended for it: that something was done is told.
        """
        if not viewer.is_authenticated:
            return self.none()
        blockers = Block.objects.filter(blocked=viewer.pk).values("blocker")
        there = Q(case__responsible__is_active=True) | Q(case__decision=Decision.SUSPENDED)
        return self.filter(there, reporter=viewer.pk).exclude(case__responsible__in=blockers)


class Report(Base):
    """What one member reported: why, in which words, and what the thing said at that moment."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(_MEMBER, models.SET_NULL, null=True, blank=True, related_name="+")
    name = SealedTextField()  # what it was called
    was = SealedTextField(blank=True)
    reason = models.CharField(_("what is wrong with it"), max_length=10, choices=Reason)
    words = SealedTextField(_("in your own words"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="moderation_reported_once")]

    def __str__(self) -> str:
        return self.reason
