from django.db import models
from django.utils.translation import gettext_lazy as _

JOINED = "people_to_know.joined"  # the quota: different addresses of one's own book that were found to be a member's


class FactKind(models.TextChoices):
    """What two members have in common, or one has that the other looks for."""

    WANTED = "wanted", _("what you look for")
    COMPANY = "company", _("company")
    TOPIC = "topic", _("topic")
    PLACE = "place", _("place")


class Kind(models.TextChoices):
    """Where knowing somebody would lead."""

    CIRCLE = "circle", _("in your circles")
    BRIDGE = "bridge", _("into a circle new to you")
