from django.db import models
from django.utils.translation import gettext_lazy as _

# Kinds of notice.
WAITS, LOOKED_AT = "moderation.waits", "moderation.looked_at"
DECIDED, DECIDED_AGAIN = "moderation.decided", "moderation.decided_again"


class Reason(models.TextChoices):
    """Why somebody reports a thing."""

    INSULT = "insult", _("It insults, threatens or harasses")
    FRAUD = "fraud", _("It is advertising or fraud")
    PRETENCE = "pretence", _("It pretends to be somebody else, or is not true")
    PRIVATE = "private", _("It shows what is private to somebody")
    OTHER = "other", _("Something else")


class State(models.TextChoices):
    """Where a case stands."""

    WAITING = "waiting", _("waiting for a decision")
    DECIDED = "decided", _("decided")
    APPEALED = "appealed", _("an appeal waits")
    CLOSED = "closed", _("decided twice")


class Decision(models.TextChoices):
    """What an operator decides."""

    NOTHING = "nothing", _("Nothing is wrong with it")
    HIDDEN = "hidden", _("Hide it from others")
    WARNED = "warned", _("Warn the member")
    SUSPENDED = "suspended", _("Suspend the account")


class Again(models.TextChoices):
    """What becomes of a decision after an appeal."""

    STANDS = "stands", _("The decision stands")
    TAKEN_BACK = "taken_back", _("The decision is taken back")
