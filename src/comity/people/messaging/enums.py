from django.db import models
from django.utils.translation import gettext_lazy as _

# Kinds of notice.
WRITTEN, REQUESTED = "messages.written", "messages.requested"


class State(models.TextChoices):
    """Where a thread stands. Only one of two members is ever anything but open."""

    FREE = "free", _("begun by who may write freely; the other has not answered")
    WAITING = "waiting", _("a request that waits")
    DECLINED = "declined", _("a request that was declined in silence")
    OPEN = "open", _("both write")


class Writing(models.TextChoices):
    """What it means if a member writes in a thread now."""

    FREELY = "freely", _("written")
    ANSWER = "answer", _("written, and with it the other's request is accepted")
    WAIT = "wait", _("not yet: the first message waits")


LONGEST = 5000  # letters of a message
