from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What happened between two people."""

    MET = "met", _("met in person")
    VIDEO = "video", _("video call")
    CALL = "call", _("call")
    MESSAGE = "message", _("message")
    EVENT = "event", _("event")
    FAVOUR = "favour", _("favour")


TOGETHER = (
    Kind.MET,
    Kind.VIDEO,
    Kind.CALL,
    Kind.EVENT,
)  # people were there at one time; a calendar may say so


class Direction(models.TextChoices):
    """Who turned to whom."""

    BOTH = "both", _("both ways")
    IN = "in", _("from them")
    OUT = "out", _("from you")


class Source(models.TextChoices):
    """Who says that it happened."""

    TYPED = "typed", _("you")
    IMPORT = "import", _("an import")
    CALENDAR = "calendar", _("a calendar")
    MAIL = "mail", _("a mail you sent on")
    MET = "met", _("both of you")
    FAVOUR = "favour", _("a favour")


class Status(models.TextChoices):
    """Whether the owner stands by it."""

    CONFIRMED = "confirmed", _("confirmed")
    SUGGESTED = "suggested", _("suggested")
    DISMISSED = "dismissed", _("dismissed")


class Lending(models.TextChoices):
    """Whether its owner may be asked over a tie without being asked first."""

    YES = "yes", _("yes")
    ASK = "ask", _("ask me first")
    NO = "no", _("no")


class Answer(models.TextChoices):
    """What a member says of one of their people, to themselves alone."""

    ASK = "ask", _("would ask")
    HELP = "help", _("would help")
    BOTH = "both", _("both")
    NOT_NOW = "not-now", _("not now")

    @property
    def icon(self) -> str:
        return {"ask": "hand-helping", "help": "hand-heart", "both": "heart-handshake"}.get(self, "clock")

    @property
    def would_ask(self) -> bool:
        return self in (Answer.ASK, Answer.BOTH)

    @property
    def would_help(self) -> bool:
        return self in (Answer.HELP, Answer.BOTH)


class StrengthWord(models.TextChoices):
    """How strong a tie is, as it is shown."""

    NEW = "new", _("new")
    ACQUAINTED = "acquainted", _("acquainted")
    SOLID = "solid", _("solid")
    CLOSE = "close", _("close")


class Sort(models.TextChoices):
    """In which order a book is listed."""

    NAME = "name", _("by name")
    LAST = "last", _("last contact first")
    CLOSE = "close", _("closest first")
    RECENT = "recent", _("newest card first")


class Quiet(models.TextChoices):
    """How long nothing was heard of them, in days."""

    HALF = "182", _("half a year")
    YEAR = "365", _("a year")


class Cadence(models.IntegerChoices):
    """How often one may want to get back to somebody, in days; any other number is the owner's own."""

    WEEK = 7, _("every week")
    MONTH = 30, _("every month")
    QUARTER = 91, _("every three months")
    HALF = 182, _("twice a year")
    YEAR = 365, _("every year")


class Helped(models.TextChoices):
    """Whom a favour helps."""

    ME = "for_me", _("they help me")
    THEM = "for_them", _("I help them")


class FavourState(models.TextChoices):
    """How far a favour has come."""

    ASKED = "asked", _("asked for")
    OFFERED = "offered", _("promised")
    DONE = "done", _("done")
    THANKED = "thanked", _("done, and thanked for")
    DECLINED = "declined", _("came to nothing")
