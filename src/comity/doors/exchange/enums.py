from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", _("waiting")
    READING = "reading", _("being read")
    MAPPING = "mapping", _("columns to be named")
    READY = "ready", _("ready to bring in")
    APPLYING = "applying", _("being brought in")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Phase(models.TextChoices):
    """What the progress of a running import counts."""

    NONE = "", ""
    READING = "reading", _("Reading the file and looking for people you already have")
    MESSAGES = "messages", _("Counting who wrote to whom")
    PEOPLE = "people", _("Bringing in people")
    HISTORY = "history", _("Bringing in what happened with them")
    SEARCH = "search", _("Making them findable")
    REMOVING = "removing", _("Taking back what came in")


class Outcome(models.TextChoices):
    """What became, or will become, of a row."""

    ADDED = "added", _("added")
    MERGED = "merged", _("merged")
    UNCHANGED = "unchanged", _("unchanged")
    SKIPPED = "skipped", _("skipped")
    WRONG = "wrong", _("wrong")


class Answer(models.TextChoices):
    """What the owner says about a doubt; as long as nothing is said, two people stay two."""

    NONE = "", _("not answered: kept apart")
    SAME = "same", _("same person")
    APART = "apart", _("two people")


class Said(models.TextChoices):
    """What a row speaks of."""

    PERSON = "person", _("people")
    MESSAGE = "message", _("messages")
    INVITATION = "invitation", _("invitations")
    RECOMMENDATION = "recommendation", _("recommendations")
    MEETING = "meeting", _("meetings")
    PROFILE = "profile", _("your profile")
    OTHER = "other", _("other lines")


class ExportState(models.TextChoices):
    """Where the making of an account's file stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    GONE = "gone", _("deleted")


BACKED_UP = "backup"  # the mark of the last backup, for the operator's page
