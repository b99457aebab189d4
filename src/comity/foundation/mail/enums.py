from django.db import models
from django.utils.translation import gettext_lazy as _


class Stop(models.TextChoices):
    """Why nothing more goes to an address."""

    GONE = "gone", _("its server knows no such address")
    PAUSED = "paused", _("mail came back again and again")


class MailState(models.TextChoices):
    """Where a mail stands on its way out."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("on its way")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent: not wanted any more, or nothing left to say")
    BOUNCED = "bounced", _("refused by the reader's mail server")
    FAILED = "failed", _("given up")
