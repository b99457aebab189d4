"""What members say about themselves. Each part has an audience of its own; nothing is wider than its owner chose."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.audience import AudienceQuerySet, HasAudience
from comity.foundation.core.enums import Precision
from comity.foundation.core.models import Base
from comity.foundation.core.text import fold
from comity.people.companies.models import Company
from comity.people.members.enums import DetailKind, ProfilePart, WordKind


class Profile(Base):
    """The texts of one member's profile; who sees which is in its shows."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    pronunciation = models.CharField(_("how your name is spoken"), max_length=120, blank=True)
    headline = models.CharField(_("what you do"), max_length=200, blank=True)
    about = models.TextField(_("about you"), max_length=4000, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    can_help = models.CharField(_("one thing you could help with"), max_length=300, blank=True)
    looks_for = models.CharField(_("one thing you look for"), max_length=300, blank=True)
    ask_me_about = models.CharField(_("ask me about"), max_length=300, blank=True)
    photo = models.ImageField(_("photo"), upload_to="faces/", blank=True)
    has_public_page = models.BooleanField(_("a public page"), default=False)

    def __str__(self) -> str:
        return str(self.owner)


class Show(HasAudience):
    """Who sees one part of a profile; a part without a row has its default audience (rules/profile.py)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="shows")
    part = models.CharField(max_length=20, choices=ProfilePart)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "part"], name="members_one_show_a_part")]

    def __str__(self) -> str:
        return self.part


class FoldedOrganizationField(models.CharField[str, str]):
    """The organisation of the same row as names are compared, written whenever the row is, one by one or in bulk."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        folded = fold(model_instance.organization)[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded


class Position(HasAudience, Base):
    """A place somebody works or worked, as they say themselves."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="positions")
    organization = models.CharField(_("organisation"), max_length=200)
    organization_folded = FoldedOrganizationField(max_length=200, default="", editable=False)
    company = models.ForeignKey(
        Company, models.SET_NULL, null=True, blank=True, related_name="positions", editable=False
    )  # only from a position that is shown in public
    title = models.CharField(_("title"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    description = models.TextField(_("what you did"), max_length=4000, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    started_precision = models.CharField(max_length=6, choices=Precision, default=Precision.MONTH)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    ended_precision = models.CharField(max_length=6, choices=Precision, default=Precision.MONTH)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        ordering = [
            models.F("ended_on").desc(nulls_first=True),
            models.F("started_on").desc(nulls_last=True),
            "-pk",
        ]
        indexes = [
            models.Index(fields=["organization_folded", "ended_on", "id"], name="members_at_a_company"),
            models.Index(
                fields=["organization_folded", "started_on", "id"],
                condition=models.Q(ended_on=None),
                name="members_now_at_a_company",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organization}" if self.title else self.organization


class Education(HasAudience, Base):
    """A school and what was learnt there."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="education")
    school = models.CharField(_("school"), max_length=200)
    degree = models.CharField(_("degree"), max_length=200, blank=True)
    field = models.CharField(_("field"), max_length=200, blank=True)
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"), null=True, blank=True)
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.YEAR)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "education"
        ordering = [models.F("ended_on").desc(nulls_first=True), "-pk"]

    def __str__(self) -> str:
        return self.school


class Word(models.Model):
    """A language, a skill, a topic or an industry somebody names; shown with its part of the profile."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=WordKind)
    text = models.CharField(_("word"), max_length=100)
    folded = models.CharField(max_length=100, editable=False)
    level = models.CharField(_("level"), max_length=60, blank=True)

    class Meta:
        ordering = ["kind", "folded"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "folded"], name="members_a_word_once")
        ]

    def __str__(self) -> str:
        return self.text


class Detail(HasAudience, Base):
    """A way to reach somebody or to read more of them: only for themselves until they change it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="details")
    kind = models.CharField(max_length=10, choices=DetailKind)
    label = models.CharField(_("label"), max_length=60, blank=True)
    value = models.CharField(_("value"), max_length=500)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.value
