from django.db import models
from django.utils.translation import gettext_lazy as _


class Shown(models.TextChoices):
    """Which jobs the operator looks at."""

    FAILED = "failed", _("Failed")
    RUNNING = "running", _("Running")
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
