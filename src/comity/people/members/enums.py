from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Whether an account may act yet."""

    ACTIVE = "active", _("active")
    WAITING = "waiting", _("waiting for approval")
    SUSPENDED = "suspended", _("suspended")
