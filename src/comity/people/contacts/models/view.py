from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import Base


class SavedView(Base):
    """A way of looking at the book that its owner named: filters and order, as the list's address has them."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="contacts_one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
