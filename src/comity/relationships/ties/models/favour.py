from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact
from comity.relationships.ties.enums import FavourState, Helped
from comity.relationships.ties.models.interaction import Interaction


class FavourQuerySet(models.QuerySet["Favour"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep what the viewer remembers of people in their book; who helped whom is for nobody else."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(
            owner=viewer.pk, removed_at=None, contact__deleted_at=None, contact__pending_import=None
        )


class Favour(Base):
    """One side's private memory of a favour between its owner and somebody of their book.

    Between two members with a mutual tie each has a side of their own, and ``shared_key`` says which two belong
    together; they move together then (mutual/actions/favours.py).
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favours")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="favours")
    helped = models.CharField(_("who helped whom"), max_length=10, choices=Helped)
    what = SealedTextField(_("what"), blank=True)
    state = models.CharField(max_length=10, choices=FavourState, default=FavourState.DONE)
    on = models.DateField(_("asked or promised on"))
    done_on = models.DateField(null=True, blank=True)
    thanked_on = models.DateField(null=True, blank=True)
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, blank=True, related_name="favours", editable=False
    )  # what it counts as, once done
    shared_key = models.CharField(max_length=22, blank=True, editable=False)
    words_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )  # the member who wrote ``what``, where that is not the owner; never shown
    of_former_member = models.BooleanField(default=False, editable=False)  # the other's words are gone
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)  # gone for good some days later

    objects = FavourQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "shared_key"],
                condition=~models.Q(shared_key=""),
                name="ties_one_side_of_a_favour",
            )
        ]
        indexes = [
            models.Index(
                fields=["owner", "-done_on", "-id"],
                condition=models.Q(helped=Helped.ME, removed_at=None),
                name="ties_helped_last",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_helped_display()} {self.on}"
