from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

# Kinds of notice.
REACHED, ANSWERED, OVER = "asks.reached", "asks.answered", "asks.over"

# The kinds of ask that are there from the start; apps above register more.
FAVOUR, ADVICE, INTRODUCTION, INSIDER, QUESTION = "favour", "advice", "introduction", "insider", "question"
USUAL: Final = ADVICE


class State(models.TextChoices):
    """Where an ask stands."""

    DRAFT = "draft", _("not sent yet")
    OPEN = "open", _("waiting")
    YES = "yes", _("somebody can")
    OVER = "over", _("nothing came of it")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Reached(models.TextChoices):
    """Where an ask stands with one who may help."""

    QUEUED = "queued", _("chosen, not asked yet")
    WAITING = "waiting", _("asked")
    PASSED = "passed", _("asked, may still answer")
    ASKING = "asking", _("asks somebody they know")
    YES = "yes", _("can help")
    DECLINED = "declined", _("not now")
    RELEASED = "released", _("not needed any more")
