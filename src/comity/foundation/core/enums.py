"""Choices that more than one app uses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a day is known."""

    DAY = "day", _("the day")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year")
