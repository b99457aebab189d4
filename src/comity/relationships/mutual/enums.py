from django.db import models
from django.utils.translation import gettext_lazy as _


class Via(models.TextChoices):
    """By which act of both a mutual tie came to be."""

    REQUEST = "request", _("a request that was accepted")
    MET = "met", _("a meeting both confirmed")
    INVITATION = "invitation", _("an invitation that was accepted")


class State(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


class Stage(models.TextChoices):
    """Where a meeting stands."""

    WAITING = "waiting", _("waiting for the other one")
    CONFIRMED = "confirmed", _("confirmed by both")
    DECLINED = "declined", _("not confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNDONE = "undone", _("taken back")
