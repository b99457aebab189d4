from django.db import models
from django.utils.translation import gettext_lazy as _

# Kinds of notice.
REQUESTED, MADE = "mutual.request", "mutual.made"
FAVOUR_ASKED, FAVOUR_ANSWERED = "mutual.favour", "mutual.favour_answer"
FAVOUR_DONE, FAVOUR_THANKED = "mutual.favour_done", "mutual.favour_thanks"


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


class Answer(models.TextChoices):
    """What became of a favour that one member asked of another."""

    WAITING = "waiting", _("waiting")
    YES = "yes", _("yes")
    LATER = "later", _("later")
    DECLINED = "declined", _("no, in silence")
    REFUSED = "refused", _("no, with a word")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("no answer came")


class Stage(models.TextChoices):
    """Where a meeting stands."""

    WAITING = "waiting", _("waiting for the other one")
    CONFIRMED = "confirmed", _("confirmed by both")
    DECLINED = "declined", _("not confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNDONE = "undone", _("taken back")
