from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a member hears of a kind of thing. On its page it can be read in any case but "not at all"."""

    MAIL = "mail", _("by mail at once")
    WEEKLY = "weekly", _("in the weekly letter")
    PAGE = "page", _("on the page only")
    NONE = "none", _("not at all")


class Weekday(models.IntegerChoices):
    """The days as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
