from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarState(models.TextChoices):
    """How reading a calendar goes."""

    NEW = "new", _("not read yet")
    FINE = "fine", _("read")
    TROUBLED = "troubled", _("could not be read")
