from django.db import models
from django.utils.translation import gettext_lazy as _

ASKED, ANSWERED, REFUSED, MOVING, WHERE, AFTER, THANKED = (
    "insiders.asked",
    "insiders.answered",
    "insiders.refused",
    "insiders.moving",
    "insiders.where",
    "insiders.after",
    "insiders.thanked",
)  # kinds of notices
WRITER = "insiders"
TIME_ASKED = "insiders.asked-of"  # the quota: different members who were asked for twenty minutes


class Way(models.TextChoices):
    """How the twenty minutes are spent."""

    COFFEE = "coffee", _("a coffee")
    CALL = "call", _("a call")
    VIDEO = "video", _("a video call")

    @property
    def icon(self) -> str:
        return {"coffee": "coffee", "call": "phone"}.get(self, "video")


class State(models.TextChoices):
    """How far a booking has come."""

    ASKED = "asked", _("waits for an answer")
    CONFIRMED = "confirmed", _("agreed")
    DECLINED = "declined", _("declined in silence")
    REFUSED = "refused", _("declined with a word")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("nobody answered in time")
    CANCELLED = "cancelled", _("called off")
    DONE = "done", _("took place")
    MISSED = "missed", _("did not take place")


class Side(models.TextChoices):
    """One of the two."""

    ASKER = "asker", _("who asks")
    OFFERER = "offerer", _("who offers")
