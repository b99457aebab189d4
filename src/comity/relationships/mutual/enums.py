from django.db import models
from django.utils.translation import gettext_lazy as _

# Kinds of notice.
REQUESTED, MADE = "mutual.request", "mutual.made"


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
