from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail stands on its way out."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("on its way")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent: not wanted any more, or nothing left to say")
    BOUNCED = "bounced", _("refused by the reader's mail server")
    FAILED = "failed", _("given up")
