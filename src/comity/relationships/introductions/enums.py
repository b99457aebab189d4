from django.db import models
from django.utils.translation import gettext_lazy as _

# Kinds of notice.
ASKED, PASSED, OFFERED = "introductions.asked", "introductions.passed", "introductions.offered"
MADE, WORD = "introductions.made", "introductions.word"


class Stage(models.TextChoices):
    """Where an introduction stands."""

    ASKED = "asked", _("waits for who may introduce them")
    PASSED = "passed", _("waits for the next one")
    OFFERED = "offered", _("waits for who is asked for")
    MADE = "made", _("made")
    WORD = "word", _("answered with a word")
    DECLINED = "declined", _("not now, in silence")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("nothing came of it")


class Word(models.TextChoices):
    """What an introducer may say instead of nothing."""

    NOT_ME = "not-me", _("I am not the right one to ask")
    BOARD = "board", _("Try the board, or a group")
    YOU_KNOW = "you-know", _("You know them yourself")


class Outcome(models.TextChoices):
    """How it went, as who asked says."""

    HELPED = "helped", _("it helped")
    TALKING = "talking", _("we are talking")
    NOTHING = "nothing", _("nothing came of it")
