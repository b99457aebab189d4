"""What a member is open to, and the changes by which a snapshot of lent ties keeps up with the tables."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.ids import new_public_id


class OpennessQuerySet(models.QuerySet["Openness"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """What somebody is open to is read by themselves alone."""
        return self.filter(owner=viewer.pk) if viewer.is_authenticated else self.none()


class Openness(models.Model):
    """A member's word on being led to and being suggested; who has no row has said nothing, which is the defaults."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="openness")
    to_introductions = models.BooleanField(_("open to introductions"), default=True)
    to_suggestions = models.BooleanField(_("open to being suggested"), default=False)

    objects = OpennessQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.owner)


class ChangeQuerySet(models.QuerySet["Change"]):
    def after(self, number: int) -> Self:
        """Keep what a snapshot that holds all up to ``number`` may lack."""
        return self.filter(Q(number__gt=number) | Q(number=None))


class Change(models.Model):
    """Word that the ties between two members, or all of one, are to be looked up anew; written with what changed them.

    It says where, never what: what holds is read from the tables when it is applied. Plain ids and no foreign keys, as
    it must outlive an erased account until every snapshot knows.
    """

    one = models.BigIntegerField()
    other = models.BigIntegerField(null=True)
    number = models.BigIntegerField(null=True, unique=True)  # given after the commit, so in order of commits
    at = models.DateTimeField(default=timezone.now)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(number=None), name="graph_change_unnumbered"),
            models.Index(fields=["at"], name="graph_change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.one}, {self.other}"


class Numbering(models.Model):
    """The one row that says how far changes are numbered, and for which database a snapshot was made."""

    lineage = models.CharField(max_length=40, default=new_public_id)  # a restored database gets another
    last = models.BigIntegerField(default=0)
    pruned = models.BigIntegerField(default=0)  # changes up to this one may be gone

    def __str__(self) -> str:
        return f"{self.lineage}: {self.last}"

    @classmethod
    def stand(cls) -> tuple[str, int, int, bool] | None:
        """Return lineage, last and pruned, and whether changes wait for their number; None before the first build. One query."""
        waits = Exists(Change.objects.filter(number=None))
        rows = cls.objects.filter(pk=1).annotate(waits=waits)
        return rows.values_list("lineage", "last", "pruned", "waits").first()
