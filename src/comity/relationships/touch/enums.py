from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Where a rhythm comes from, the strongest first."""

    CHOSEN = "chosen", _("chosen for this person")
    TAG = "tag", _("chosen for a tag")
    LEARNT = "learnt", _("learnt from your own contacts")
    STRENGTH = "strength", _("from how well you know each other")


class Stage(models.IntegerChoices):
    """How many rhythms have passed without a contact (Navarro et al. 2017)."""

    DUE = 1, _("due")
    COOLING = 2, _("cooling")
    LOST = 8, _("perhaps lost")


class About(models.TextChoices):
    """Of what the owner does not want to hear."""

    NUDGE = "nudge", _("getting back to them")
    DORMANT = "dormant", _("waking an old tie")
    HELP = "help", _("helping them")


class Answer(models.TextChoices):
    """What became of a nudge."""

    SPOKE = "spoke", _("you spoke")
    LATER = "later", _("later")
    NOT_THIS = "not-this", _("not this one")


class FollowUpSource(models.TextChoices):
    """Who set a follow-up."""

    TYPED = "typed", _("you")
    MET = "met", _("a meeting both of you confirmed")
    INTRODUCED = "introduced", _("an introduction")
