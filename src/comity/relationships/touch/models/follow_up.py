from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.contacts.models import Contact
from comity.relationships.touch.enums import FollowUpSource
from comity.relationships.touch.models.own import OfPersonQuerySet


class FollowUp(Base):
    """Something the owner wants to do for or with a person, on a day or after it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follow_ups")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("when"))
    what = SealedTextField(_("what"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    source = models.CharField(max_length=10, choices=FollowUpSource, default=FollowUpSource.TYPED)

    objects = OfPersonQuerySet["FollowUp"].as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            # To the row, in the order they are shown: of many due on one day the first are read, and their people alone.
            models.Index(
                fields=["owner", "due_on", "id"],
                condition=models.Q(done_at=None),
                name="touch_follow_up_first",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.due_on}"
